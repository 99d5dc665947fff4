// The bar above the phones: what to try next, the clock, and what can be wished for.

import { useEffect, useState } from "preact/hooks";
import { post } from "./control.js";
import { stepNow, store } from "./store.js";
import { turnTheme } from "./themes.js";
import { classes, html, isPointed } from "./ui.js";
import { currentLanguage, pick, setLanguage, t } from "./words.js";

/** `isAway`: the phone the next step is about is not to be seen. */
export function Director({ report, onShow, isAway, isBackstage, onBackstage }) {
  return html`
    <header class="director" aria-label=${t("director")}>
      <${Title} />
      <${Guide} report=${report} onShow=${onShow} isAway=${isAway} />
      <div class="tools">
        <${ClockTools} report=${report} />
        ${(store.stage.wishes ?? []).filter((wish) => !wish.is_quiet).map(
          (wish) => html`<button key=${wish.id} type="button" title=${pick(wish.hint)} onClick=${() => report(() => post("wishes", { wish: wish.id }))}>${pick(wish.title)}</button>`,
        )}
        <button type="button" aria-pressed=${isBackstage} onClick=${onBackstage}>
          ${store.faults.length > 0 && html`<span class="warning" aria-hidden="true">●</span> `}${t("backstage")}
        </button>
        <${Looks} />
      </div>
    </header>
  `;
}

function Title() {
  return html`
    <div class="title">
      <h1>${pick(store.stage.title) || t("title")}</h1>
      <p>${pick(store.stage.about) || `@${store.bot.username}`}</p>
    </div>
  `;
}

function Guide({ report, onShow, isAway }) {
  const steps = store.stage.steps ?? [];
  if (!steps.length) return null;
  const step = stepNow();
  const number = step ? steps.indexOf(step) + 1 : steps.length;
  return html`
    <section class="guide" aria-label=${t("next_step")}>
      <ol class="progress" aria-label=${t("step_of", { number, total: steps.length })}>
        ${steps.map((one) => html`<li key=${one.id} class=${one.state} aria-current=${one.state === "now" ? "step" : undefined} title=${pick(one.title)}>
          <span class="sr">${pick(one.title)} ${one.state === "done" ? t("done") : ""}</span>
        </li>`)}
      </ol>
      ${step
        ? html`
            <div class="step" aria-live="polite">
              <p class="role">${pick(step.role)}</p>
              <p class="what">${pick(step.title)}</p>
              ${step.hint && html`<p class="hint">${pick(step.hint)}</p>`}
            </div>
            <div class="step-buttons">
              <button type="button" class=${classes("solid", { pointed: isAway })} onClick=${() => onShow(step)}>${t("show_me")}</button>
              <button type="button" onClick=${() => report(() => post("wishes", { wish: step.id }))}>${t("do_it")}</button>
            </div>
          `
        : html`<p class="what">${t("all_done")}</p>`}
    </section>
  `;
}

function ClockTools({ report }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const now = store.now();
  const options = { timeZone: store.stage.zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };
  const day = { timeZone: store.stage.zone, month: "short", day: "numeric", weekday: "short" };
  const words = stepNow()?.words;
  const next = (store.stage.moments ?? [])
    .filter((moment) => new Date(moment.at) > now)
    .sort((a, b) => new Date(a.at) - new Date(b.at))[0];
  const advance = () => report(() => post("clock", { advance_seconds: 600 }));
  const jump = () => report(() => post("clock", { at: next.at }));
  const language = currentLanguage();
  return html`
    <span class="clock" role="timer" aria-label=${t("clock")}>
      <strong>${new Intl.DateTimeFormat(language, options).format(now)}</strong>
      <small>${new Intl.DateTimeFormat(language, day).format(now)}</small>
    </span>
    <button type="button" onClick=${advance}>${t("plus_10")}</button>
    <button type="button" disabled=${!next} onClick=${jump} class=${classes({ pointed: next && isPointed({ text: t("to_reminder") }, words) })}
      title=${next ? t("to_reminder_of", { name: pick(next.name) }) : t("no_reminder")}>${t("to_reminder")}</button>
  `;
}

/** The page's own language and light. */
function Looks() {
  const [, again] = useState(0);
  const speak = () => {
    setLanguage(currentLanguage() === "ko" ? "en" : "ko");
    store.tell();
  };
  const turn = () => {
    turnTheme();
    again((n) => n + 1);
  };
  return html`
    <button type="button" class="quiet" lang=${currentLanguage() === "ko" ? "en" : "ko"} onClick=${speak}>${t("page_language")}</button>
    <button type="button" class="quiet" aria-label=${t("theme")} onClick=${turn}><span aria-hidden="true">◐</span></button>
  `;
}
