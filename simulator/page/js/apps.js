// A Mini App of the bot, opened above the chat of one phone, and the words it exchanges with its messenger.

import { useEffect, useRef, useState } from "preact/hooks";
import { act } from "./control.js";
import { classes, html } from "./ui.js";
import { currentTheme } from "./themes.js";
import { t } from "./words.js";

/** Shows `app.url`; `app.words` name the keyboard button it was opened from, whose app may send data back. */
export function AppPanel({ app, person, title, report, onLink, onClose }) {
  const frame = useRef();
  const closing = useRef();
  const [isReady, ready] = useState(false);
  const [isLoaded, loaded] = useState(false);
  const [hasBack, showBack] = useState(false);
  const [main, setMain] = useState({ is_visible: false });
  const tell = (eventType, eventData = {}) => frame.current?.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), "*");

  useEffect(() => {
    const before = document.activeElement;
    closing.current.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  useEffect(() => {
    const deeds = {
      web_app_ready: () => ready(true),
      web_app_close: onClose,
      web_app_setup_back_button: ({ is_visible }) => showBack(is_visible),
      web_app_setup_main_button: (changes) => setMain((now) => ({ ...now, ...changes })),
      web_app_open_link: ({ url }) => /^https?:/.test(url) && window.open(url, "_blank", "noopener"),
      web_app_open_tg_link: ({ path_full }) => onLink(`https://t.me${path_full}`),
      web_app_request_theme: () => tell("theme_changed", { theme_params: themeOf(app.url) }),
      web_app_request_viewport: () => tell("viewport_changed", { ...sizeOf(frame.current), is_state_stable: true, is_expanded: true }),
      web_app_data_send: async ({ data }) => {
        if (!app.words) return;
        if (await report(() => act(person.id, "sends_app_data", { text: app.words, data }))) onClose();
      },
    };
    const hear = (event) => {
      if (event.source !== frame.current?.contentWindow) return;
      const said = understood(event.data);
      deeds[said?.eventType]?.(said.eventData ?? {});
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [app]);

  return html`
    <section class="app" aria-label=${t("app_of", { bot: title })} onKeyDown=${(event) => event.key === "Escape" && onClose()}>
      <header>
        ${hasBack
          ? html`<button type="button" class="quiet" aria-label=${t("app_back")} onClick=${() => tell("back_button_pressed")}>‹</button>`
          : html`<span class="lead" aria-hidden="true">▣</span>`}
        <h2>${title}<small>${t("app")}</small></h2>
        <a class="button quiet" href=${app.url} target="_blank" rel="noopener" aria-label=${t("app_outside")} title=${t("app_outside")}>↗</a>
        <button ref=${closing} type="button" class="quiet" aria-label=${t("app_close")} onClick=${onClose}>✕</button>
      </header>
      ${!isReady && html`<p class="loading" role="status">${t(isLoaded ? "app_silent" : "app_loading")}</p>`}
      <iframe ref=${frame} src=${app.url} title=${t("app_of", { bot: title })} onLoad=${() => loaded(true)} allow="clipboard-write; fullscreen"
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"></iframe>
      ${main.is_visible &&
      html`<button type="button" class=${classes("solid", "main")} disabled=${main.is_active === false} aria-busy=${Boolean(main.is_progress_visible)}
        onClick=${() => tell("main_button_pressed")}>${main.text}</button>`}
    </section>
  `;
}

function understood(data) {
  try {
    return typeof data === "string" ? JSON.parse(data) : data;
  } catch {
    return null; // some other script's message; it is not for the messenger
  }
}

const sizeOf = (element) => ({ width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 });

const themeOf = (url) => JSON.parse(new URLSearchParams(url.slice(url.indexOf("#") + 1)).get("tgWebAppThemeParams") ?? "{}");

/** Does what opens an app, and returns it to be shown; null when the bot refused or nothing opened. */
export async function opened(report, deed, words = null) {
  let answer = null;
  await report(async () => {
    answer = await deed({ theme: currentTheme() });
  });
  return answer?.url ? { url: answer.url, words } : null;
}
