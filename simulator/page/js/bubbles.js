// One message on a screen: who, what, when, how far it got, and the buttons under it.

import { useState } from "preact/hooks";
import { Content, notice, summary } from "./contents.js";
import { Text } from "./text.js";
import { classes, html, isPointed } from "./ui.js";
import { currentLanguage, t } from "./words.js";

/** Messages as items of the log: days between them, albums gathered into one bubble. */
export function Bubbles({ entries, screen, person, isGroup, deeds, zone, highlight }) {
  const items = [];
  let day = "";
  for (const entry of entries) {
    const its = dayOf(entry.message.date, zone);
    if (its !== day) items.push(html`<li key=${`day ${its}`} class="day"><span>${its}</span></li>`);
    day = its;
    const album = entry.message.media_group_id;
    const before = items.at(-1)?.album;
    if (album && before?.id === album) before.entries.push(entry);
    else if (album) items.push({ album: { id: album, entries: [entry] } });
    else items.push({ entry });
  }
  return items.map((item) => {
    if (!item.album && !item.entry) return item;
    const group = item.album ? item.album.entries : [item.entry];
    const first = group[0];
    return html`<${Bubble} key=${first.message.message_id} group=${group} screen=${screen} person=${person}
      isGroup=${isGroup} deeds=${deeds} zone=${zone} highlight=${highlight} />`;
  });
}

function Bubble({ group, screen, person, isGroup, deeds, zone, highlight }) {
  const { message, senderId } = group[0];
  const told = notice(message);
  if (told) return html`<li class="day"><span>${told}</span></li>`;
  const isOwn = senderId === person.id;
  const sender = message.from?.first_name ?? message.sender_chat?.title ?? "";
  const said = group.map((entry) => entry.message).find((one) => one.text ?? one.caption) ?? message;
  const words = said.text ?? said.caption;
  const reactions = screen.reactions.get(message.message_id) ?? [];
  return html`
    <li class=${classes("bubble", { own: isOwn, album: group.length > 1 })} data-message=${message.message_id}>
      <div class=${classes("body", { lettered: words !== undefined })}>
        <span class="sr">${isOwn ? t("own") : sender}: </span>
        ${isGroup && !isOwn && html`<strong class="sender" aria-hidden="true">${sender}</strong>`}
        ${message.forward_origin && html`<p class="forwarded">${t("forwarded", { name: originName(message.forward_origin) })}</p>`}
        ${message.reply_to_message && html`<p class="quoted">${summary(message.reply_to_message)}</p>`}
        <div class=${classes({ grid: group.length > 1 })}>
          ${group.map((entry) => html`<${Content} key=${entry.message.message_id} message=${entry.message} />`)}
        </div>
        ${words !== undefined && html`<${Text} text=${words} entities=${said.entities ?? said.caption_entities} deeds=${deeds} />`}
        <p class="when">
          ${message.edit_date && html`<span>${t("edited")}</span> `}
          <time datetime=${new Date(message.date * 1000).toISOString()}>${timeOf(message.date, zone)}</time>
          ${isOwn && html`<${Ticks} isTaken=${screen.taken.has(message.message_id)} />`}
        </p>
        ${reactions.length > 0 && html`<p class="reactions">${reactions.map((one) => one.emoji).join(" ")}</p>`}
      </div>
      <${Menu} message=${message} isOwn=${isOwn} deeds=${deeds} />
      <${InlineKeyboard} message=${message} screen=${screen} deeds=${deeds} highlight=${highlight} />
      ${isOwn && message.location?.live_period && html`<${LiveButtons} message=${message} deeds=${deeds} />`}
    </li>
  `;
}

const originName = (origin) =>
  origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "";

function Ticks({ isTaken }) {
  return html`
    <span class=${isTaken ? "ticks taken" : "ticks"} title=${t(isTaken ? "taken" : "sent")}>
      <svg viewBox="0 0 18 10" aria-hidden="true">
        <path d="M1 5.5 4.4 9 11 1.5" />
        ${isTaken && html`<path d="M8 8 9 9 15.6 1.5" />`}
      </svg>
      <span class="sr">${t(isTaken ? "taken" : "sent")}</span>
    </span>
  `;
}

function InlineKeyboard({ message, screen, deeds, highlight }) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const spinning = [...screen.spinning.values()].filter((one) => one.messageId === message.message_id).map((one) => one.data);
  return html`
    <div class="inline">
      ${rows.map(
        (row, i) => html`<div key=${i} class="row">
          ${row.map((button, j) => {
            const waits = button.callback_data !== undefined && spinning.includes(button.callback_data);
            return html`
              <button key=${j} type="button" aria-busy=${waits} onClick=${() => deeds.taps(message, button)}
                class=${classes("key", { waits, pointed: isPointed(button, highlight) })}>
                <span>${button.text}</span>
                ${button.url && html`<span class="corner" aria-hidden="true">↗</span>`}
                ${waits && html`<span class="spinner" role="img" aria-label=${t("waiting")}></span>`}
              </button>
            `;
          })}
        </div>`,
      )}
    </div>
  `;
}

function LiveButtons({ message, deeds }) {
  return html`
    <div class="inline"><div class="row">
      <button type="button" class="key" onClick=${() => deeds.movesLive(message)}>${t("live_move")}</button>
      <button type="button" class="key" onClick=${() => deeds.stopsLive(message)}>${t("live_stop")}</button>
    </div></div>
  `;
}

function Menu({ message, isOwn, deeds }) {
  const [isOpen, open] = useState(false);
  const choose = (deed) => () => {
    open(false);
    deed(message);
  };
  const canEdit = isOwn && (message.text ?? message.caption) !== undefined;
  return html`
    <div class="deeds" onKeyDown=${(event) => event.key === "Escape" && open(false)}>
      <button type="button" class="quiet dots" aria-label=${t("message_menu")} aria-expanded=${isOpen} onClick=${() => open(!isOpen)}>⋯</button>
      ${isOpen &&
      html`<div class="choices">
        <button type="button" onClick=${choose(deeds.repliesTo)}>${t("reply")}</button>
        ${!isOwn && html`<button type="button" onClick=${choose(deeds.likes)}>👍 ${t("like")}</button>`}
        ${canEdit && html`<button type="button" onClick=${choose(deeds.editsText)}>${t("edit")}</button>`}
        ${isOwn && html`<button type="button" onClick=${choose(deeds.deletes)}>${t("delete")}</button>`}
      </div>`}
    </div>
  `;
}

const formats = new Map();

function format(zone, options, seconds) {
  const key = JSON.stringify([currentLanguage(), zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(currentLanguage(), { timeZone: zone, ...options }));
  return formats.get(key).format(new Date(seconds * 1000));
}

export const timeOf = (seconds, zone) => format(zone, { hour: "numeric", minute: "2-digit" }, seconds);
export const dayOf = (seconds, zone) => format(zone, { month: "long", day: "numeric", weekday: "long" }, seconds);
