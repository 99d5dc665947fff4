// What lies under a chat: the reply keyboard, the line to write in, commands, and things to send.

import { useEffect, useRef, useState } from "preact/hooks";
import { act, get } from "./control.js";
import { Dialog } from "./dialogs.js";
import { opened } from "./apps.js";
import { asBase64, examplePhoto } from "./examples.js";
import { nameOf } from "./people.js";
import { store } from "./store.js";
import { classes, html, isPointed } from "./ui.js";
import { summary } from "./contents.js";
import { t } from "./words.js";

export function Composer({ person, chatId, screen, intent, setIntent, report, ask, openApp, highlight, phones }) {
  const [text, setText] = useState("");
  const [isLaid, lay] = useState(true);
  const [menu, openMenu] = useState("");
  const line = useRef();
  useEffect(() => {
    if (intent.editing) setText(intent.editing.text ?? intent.editing.caption);
    if (intent.text) setText(intent.text);
    if (intent.editing || intent.replying || intent.text) line.current?.focus();
  }, [intent]);
  useEffect(() => lay(!screen.keyboard?.isHidden), [screen.keyboard]);

  const doing = (action, order = {}) => report(() => act(person.id, action, { chat_id: chatId, ...order }));
  const submit = async (event) => {
    event?.preventDefault();
    if (!text.trim()) return;
    const { editing, replying } = intent;
    const isDone = editing
      ? await doing("edits", { message_id: editing.message_id, text })
      : await doing("says", { text, reply_to: replying?.message_id });
    if (!isDone) return;
    setText("");
    setIntent({});
  };
  const menuButton = store.menuButtonOf(person.id);
  const openMenuApp = async () => openApp(await opened(report, (order) => act(person.id, "opens_app", order)));
  const onKeyDown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    if (event.key === "Escape") setIntent({});
  };
  const isProposed = Boolean(intent.text) && text === intent.text;
  const quiet = () => {
    setText("");
    setIntent({});
  };
  return html`
    <div class="below" onKeyDown=${(event) => event.key === "Escape" && openMenu("")}>
      ${menu === "commands" && html`<${Commands} person=${person} chatId=${chatId} onChoose=${(command) => { openMenu(""); doing("says", { text: `/${command}` }); }} />`}
      ${menu === "attach" && html`<${Attachments} person=${person} phones=${phones} doing=${doing} ask=${ask} onDone=${() => openMenu("")} />`}
      ${(intent.editing || intent.replying) &&
      html`<p class="intent">
        <span>${intent.editing ? t("editing") : t("replying", { text: summary(intent.replying) })}</span>
        <button type="button" class="quiet" aria-label=${t("cancel")} onClick=${quiet}>✕</button>
      </p>`}
      <form class=${classes("line", { tall: text.includes("\n") })} onSubmit=${submit}>
        ${menuButton.type === "web_app" && chatId === person.id && html`<button type="button" class="menu-button" onClick=${openMenuApp}>${menuButton.text}</button>`}
        <button type="button" class="quiet" aria-label=${t("commands")} aria-expanded=${menu === "commands"} onClick=${() => openMenu(menu === "commands" ? "" : "commands")}>/</button>
        <button type="button" class="quiet" aria-label=${t("attach")} aria-expanded=${menu === "attach"} onClick=${() => openMenu(menu === "attach" ? "" : "attach")}>＋</button>
        <textarea ref=${line} rows=${Math.min(6, text.split("\n").length)} value=${text} aria-label=${t("write")}
          placeholder=${screen.keyboard?.markup.input_field_placeholder ?? t("write")} onInput=${(event) => setText(event.target.value)} onKeyDown=${onKeyDown}></textarea>
        ${screen.keyboard &&
        html`<button type="button" class="quiet" aria-label=${t(isLaid ? "keyboard_hide" : "keyboard_show")} aria-pressed=${isLaid} onClick=${() => lay(!isLaid)}>⌨</button>`}
        <button class=${classes("send", { pointed: isProposed })} aria-label=${t("send")} disabled=${!text.trim()}>➤</button>
      </form>
      ${screen.keyboard && isLaid && html`<${Keyboard} keyboard=${screen.keyboard} person=${person} doing=${doing} ask=${ask} openApp=${openApp} report=${report} highlight=${highlight} />`}
    </div>
  `;
}

function Keyboard({ keyboard, person, doing, ask, openApp, report, highlight }) {
  const openFrom = async (button) => openApp(await opened(report, (order) => act(person.id, "presses", { text: button.text, ...order }), button.text));
  const press = (button) => () => {
    const pressing = (order = {}) => doing("presses", { text: button.text, ...order });
    if (button.request_location) ask({ kind: "place", person, onShare: pressing });
    else if (button.request_contact) ask({ kind: "contact", person, onYes: pressing });
    else if (button.web_app) openFrom(button);
    else pressing();
  };
  return html`
    <div class="keyboard">
      ${keyboard.rows.map(
        (row, i) => html`<div key=${i} class="row">
          ${row.map((button, j) => html`<button key=${j} type="button" onClick=${press(button)}
            class=${classes("key", { pointed: isPointed(button, highlight) })}>${button.text}</button>`)}
        </div>`,
      )}
    </div>
  `;
}

function Commands({ person, chatId, onChoose }) {
  const [commands, setCommands] = useState(null);
  useEffect(() => {
    get(`people/${person.id}?chat=${chatId}`).then((answer) => setCommands(answer.menu));
  }, [person.id, chatId, store.menusSeq]);
  if (!commands) return null;
  if (!commands.length) return html`<p class="sheet hint">${t("no_commands")}</p>`;
  return html`
    <ul class="sheet commands">
      ${commands.map(
        ({ command, description }) => html`<li key=${command}>
          <button type="button" onClick=${() => onChoose(command)}><code>/${command}</code><span>${description}</span></button>
        </li>`,
      )}
    </ul>
  `;
}

function Attachments({ person, phones, doing, ask, onDone }) {
  const file = useRef();
  const send = (action, order) => () => {
    onDone();
    doing(action, order);
  };
  const sendChosen = async (event) => {
    const [chosen] = event.target.files;
    onDone();
    if (chosen) await doing("sends", { kind: "photo", name: chosen.name, mime_type: chosen.type, content: await asBase64(chosen) });
  };
  const sharePlace = () => {
    onDone();
    const onShare = (point, isLive) => doing("shares_location", { ...point, live_period: isLive ? 3600 : 0 });
    ask({ kind: "place", person, mayBeLive: true, onShare });
  };
  const shareContact = () => {
    onDone();
    ask({ kind: "contacts", person, phones, onChoose: (of) => doing("shares_contact", { person_id: of.id }) });
  };
  return html`
    <div class="sheet things">
      <button type="button" onClick=${() => send("sends", { kind: "photo", content: examplePhoto(), name: "street.png" })()}>🖼 ${t("photo")}</button>
      <button type="button" onClick=${() => file.current.click()}>📁 ${t("photo_file")}</button>
      <input ref=${file} type="file" accept="image/png,image/jpeg,image/gif" hidden onChange=${sendChosen} />
      <button type="button" onClick=${send("sends_album", { size: 3 })}>🗂 ${t("album")}</button>
      <button type="button" onClick=${sharePlace}>📍 ${t("location")}</button>
      <button type="button" onClick=${send("sends", { kind: "voice" })}>🎙 ${t("voice")}</button>
      <button type="button" onClick=${send("sends", { kind: "video" })}>🎬 ${t("video")}</button>
      <button type="button" onClick=${send("sends", { kind: "document" })}>📄 ${t("document")}</button>
      <button type="button" onClick=${shareContact}>☎ ${t("contact")}</button>
      <button type="button" onClick=${send("sends", { kind: "sticker" })}>🙂 ${t("sticker")}</button>
    </div>
  `;
}

/** Asks whether the own phone number may be sent. */
export function ContactDialog({ person, onYes, onClose }) {
  const yes = () => {
    onYes();
    onClose();
  };
  return html`
    <${Dialog} title=${t("ask_contact")} onClose=${onClose}>
      <p class="hint">${nameOf(person)} · ${person.phone ?? t("no_phone")}</p>
      <div class="stack two">
        <button type="button" onClick=${onClose}>${t("cancel")}</button>
        <button type="button" class="solid" disabled=${!person.phone} onClick=${yes}>${t("yes_send")}</button>
      </div>
    <//>
  `;
}

/** Asks whose business card is to be sent. */
export function ContactsDialog({ person, phones, onChoose, onClose }) {
  const others = phones.filter((id) => id !== person.id).map((id) => store.people.get(id));
  const choose = (of) => () => {
    onChoose(of);
    onClose();
  };
  return html`
    <${Dialog} title=${t("contact_who")} onClose=${onClose}>
      <div class="stack">
        ${[person, ...others].filter(Boolean).map(
          (one) => html`<button key=${one.id} type="button" disabled=${!one.phone} onClick=${choose(one)}>
            ${one.id === person.id ? t("own_contact") : nameOf(one)} ${one.phone}
          </button>`,
        )}
      </div>
    <//>
  `;
}
