// Groups: making one, and what its people may do with it and with the bot in it.

import { useState } from "preact/hooks";
import { act, post } from "./control.js";
import { Dialog } from "./dialogs.js";
import { Face, nameOf, roleOf } from "./people.js";
import { store } from "./store.js";
import { html } from "./ui.js";
import { t } from "./words.js";

const isThere = (status) => !["left", "kicked", undefined].includes(status);
const rules = (status) => ["creator", "administrator"].includes(status);

/** Asks for a name and for people, and makes the group; `onMade` gets its number. */
export function NewGroupDialog({ person, phones, report, onMade, onClose }) {
  const [title, setTitle] = useState("");
  const [chosen, choose] = useState(phones.filter((id) => id !== person.id));
  const [withBot, setWithBot] = useState(true);
  const make = async (event) => {
    event.preventDefault();
    let made = null;
    const order = { title, members: [person.id, ...chosen], with_bot: withBot };
    if (!(await report(async () => (made = await post("groups", order))))) return;
    onClose();
    onMade(made.id);
  };
  return html`
    <${Dialog} title=${t("new_group")} onClose=${onClose}>
      <form class="stack" onSubmit=${make}>
        <label class="field"><span>${t("group_name")}</span>
          <input value=${title} maxlength="128" required placeholder=${t("group_name_example")} onInput=${(event) => setTitle(event.target.value)} /></label>
        <${Choice} legend=${t("group_members")} among=${everybodyBut([person.id], phones)} chosen=${chosen} onChoose=${choose} />
        <label class="tick"><input type="checkbox" checked=${withBot} onChange=${(event) => setWithBot(event.target.checked)} />
          <span>${t("with_bot", { bot: store.bot.first_name })}</span></label>
        <button class="solid" disabled=${!title.trim()}>${t("make_group", { count: chosen.length + 1 })}</button>
      </form>
    <//>
  `;
}

/** Asks who else comes into a group. */
export function MembersDialog({ person, chat, phones, report, onClose }) {
  const [chosen, choose] = useState([]);
  const there = Object.keys(chat.members).filter((id) => isThere(chat.members[id])).map(Number);
  const add = async (event) => {
    event.preventDefault();
    for (const id of chosen) {
      if (!(await report(() => act(id, "joins", { chat_id: chat.id, by: person.id })))) return;
    }
    onClose();
  };
  return html`
    <${Dialog} title=${t("add_members")} onClose=${onClose}>
      <form class="stack" onSubmit=${add}>
        <${Choice} legend=${t("group_members")} among=${everybodyBut(there, phones)} chosen=${chosen} onChoose=${choose} />
        <button class="solid" disabled=${!chosen.length}>${t("add_so_many", { count: chosen.length })}</button>
      </form>
    <//>
  `;
}

/** Everybody else, those whose phones are on first. */
const everybodyBut = (ids, phones) =>
  [...store.people.values()]
    .filter((one) => !ids.includes(one.id) && !one.is_deactivated)
    .sort((a, b) => phones.includes(b.id) - phones.includes(a.id));

function Choice({ legend, among, chosen, onChoose }) {
  const [wanted, search] = useState("");
  const found = among.filter((one) => `${nameOf(one)} ${roleOf(one)}`.includes(wanted.trim()));
  const turn = (id) => onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return html`
    <fieldset class="choice">
      <legend>${legend}</legend>
      ${among.length > 6 && html`<input type="search" aria-label=${t("search")} placeholder=${t("search")} value=${wanted} onInput=${(event) => search(event.target.value)} />`}
      <ul class="people">
        ${found.map(
          (one) => html`<li key=${one.id}><label class="tick">
            <input type="checkbox" checked=${chosen.includes(one.id)} onChange=${() => turn(one.id)} />
            <${Face} person=${one} /><span><strong>${nameOf(one)}</strong><small>${roleOf(one)}</small></span>
          </label></li>`,
        )}
      </ul>
    </fieldset>
  `;
}

/** Who is in a group, and what may be done with it by the person whose phone it is. */
export function GroupDialog({ person, chat, report, ask, onClose }) {
  const [title, setTitle] = useState(chat.chat.title);
  const order = (action, more = {}) => report(() => post(`groups/${chat.id}/${action}`, { by: person.id, ...more }));
  const isRuling = rules(chat.members[person.id]);
  const there = Object.keys(chat.members).filter((id) => isThere(chat.members[id])).map((id) => store.people.get(Number(id))).filter(Boolean);
  const rename = (event) => {
    event.preventDefault();
    order("renames", { title });
  };
  const grow = async () => (await order("migrates")) && onClose();
  const leave = async () => {
    onClose();
    await report(() => act(person.id, "leaves", { chat_id: chat.id }));
  };
  return html`
    <${Dialog} title=${chat.chat.title} onClose=${onClose}>
      <form class="field new-person" onSubmit=${rename}>
        <label><span>${t("group_name")}</span><input value=${title} maxlength="128" onInput=${(event) => setTitle(event.target.value)} /></label>
        <button disabled=${!title.trim() || title.trim() === chat.chat.title}>${t("rename")}</button>
      </form>
      <h3>${t("members", { count: there.length + isThere(chat.bot_status) })}</h3>
      <ul class="people listed">
        <${BotLine} chat=${chat} isRuling=${isRuling} order=${order} />
        ${there.map((one) => html`<li key=${one.id}><${Face} person=${one} /><span><strong>${nameOf(one)}</strong><small>${t(`status_${chat.members[one.id]}`)}</small></span></li>`)}
      </ul>
      <div class="stack">
        <button type="button" onClick=${() => ask({ kind: "members", person, chat })}>${t("add_members")}</button>
        ${chat.type === "group" && isRuling && html`<button type="button" onClick=${grow}>${t("migrate")}<small>${t("migrate_hint")}</small></button>`}
        <button type="button" class="danger" onClick=${leave}>${t("leave_group")}</button>
      </div>
    <//>
  `;
}

function BotLine({ chat, isRuling, order }) {
  const isAdmin = chat.bot_status === "administrator";
  if (!isThere(chat.bot_status)) {
    return html`<li><button type="button" class="solid" onClick=${() => order("adds_bot")}>${t("add_bot", { bot: store.bot.first_name })}</button></li>`;
  }
  return html`
    <li>
      <${Face} person=${{ id: store.bot.id, first_name: store.bot.first_name }} />
      <span><strong>${store.bot.first_name}</strong><small>${t(isAdmin ? "bot_is_admin" : "bot_is_member")}</small></span>
      ${isRuling &&
      html`<span class="acts">
        <button type="button" onClick=${() => order("adds_bot", { as_admin: !isAdmin })}>${t(isAdmin ? "demote_bot" : "promote_bot")}</button>
        <button type="button" class="danger" onClick=${() => order("kicks_bot")}>${t("kick_bot")}</button>
      </span>`}
    </li>
  `;
}
