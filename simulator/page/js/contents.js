// What a message holds besides text: pictures, files, voices, places, people.

import { useState } from "preact/hooks";
import { fileUrl } from "./control.js";
import { MapPicture } from "./maps.js";
import { html } from "./ui.js";
import { t } from "./words.js";

/** The content of a message that is not its text or caption. */
export function Content({ message }) {
  if (message.photo) return html`<${Photo} sizes=${message.photo} />`;
  if (message.venue) return html`<${Venue} venue=${message.venue} />`;
  if (message.location) return html`<${Place} location=${message.location} />`;
  if (message.contact) return html`<${Contact} contact=${message.contact} />`;
  if (message.voice) return html`<${Sound} medium=${message.voice} name=${t("voice")} />`;
  if (message.audio) return html`<${Sound} medium=${message.audio} name=${message.audio.title ?? t("audio")} />`;
  if (message.sticker) return html`<p class="sticker">${message.sticker.emoji ?? "🙂"}<span class="sr">${t("sticker")}</span></p>`;
  if (message.animation) return html`<${File} medium=${message.animation} icon="▶" name=${t("animation")} />`;
  if (message.video) return html`<${File} medium=${message.video} icon="▶" name=${t("video")} />`;
  if (message.video_note) return html`<${File} medium=${message.video_note} icon="◉" name=${t("video_note")} />`;
  if (message.document) return html`<${File} medium=${message.document} icon="⇩" name=${t("document")} />`;
  return null;
}

/** What happened in a group, where a message is only a notice of it; null for all other messages. */
export function notice(message) {
  const name = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
  if (message.new_chat_members) return t("service_joined", { name: message.new_chat_members.map(name).join(", ") });
  if (message.left_chat_member) return t("service_left", { name: name(message.left_chat_member) });
  if (message.pinned_message) return t("service_pinned");
  if (message.new_chat_title) return t("service_title", { name: message.new_chat_title });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("service_migrated");
  if (message.group_chat_created || message.supergroup_chat_created) return t("service_created");
  if (message.web_app_data) return t("service_app_data", { name: message.web_app_data.button_text });
  return null;
}

/** A message in a few words, for pins, replies and lists of chats. */
export function summary(message) {
  const said = message.text ?? message.caption;
  const kinds = ["photo", "voice", "video", "venue", "location", "contact", "sticker", "audio", "document", "animation", "video_note"];
  const kind = kinds.find((one) => message[one]);
  const label = kind ? `[${t(kind === "venue" ? "location" : kind)}]` : "";
  return [label, said?.split("\n")[0] ?? notice(message)].filter(Boolean).join(" ");
}

function Photo({ sizes }) {
  const largest = sizes.at(-1);
  const isTiny = largest.width < 40;
  return html`
    <a class=${isTiny ? "photo tiny" : "photo"} href=${fileUrl(largest.file_id)} target="_blank" rel="noopener">
      <img src=${fileUrl(largest.file_id)} alt=${t("photo")} width=${isTiny ? 240 : largest.width} height=${isTiny ? 150 : largest.height} />
    </a>
  `;
}

function Place({ location }) {
  return html`
    <figure class="place-card">
      <${MapPicture} point=${location} />
      ${location.live_period && html`<figcaption><span class="live-dot" aria-hidden="true"></span>${t("live")}</figcaption>`}
    </figure>
  `;
}

function Venue({ venue }) {
  return html`
    <figure class="place-card">
      <${MapPicture} point=${venue.location} />
      <figcaption><strong>${venue.title}</strong><br />${venue.address}</figcaption>
    </figure>
  `;
}

function Contact({ contact }) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return html`
    <div class="card-row">
      <span class="disc" aria-hidden="true">☎</span>
      <span><strong>${name}</strong><br /><a href=${`tel:${contact.phone_number}`}>${contact.phone_number}</a></span>
    </div>
  `;
}

const BARS = [5, 9, 14, 8, 17, 11, 20, 13, 7, 16, 10, 18, 12, 6, 15, 9, 13, 5];

function Sound({ medium, name }) {
  const [note, setNote] = useState("");
  const play = () => new Audio(fileUrl(medium.file_id)).play().catch(() => setNote(t("cannot_play")));
  const seconds = medium.duration ?? 0;
  return html`
    <div class="card-row">
      <button type="button" class="disc" aria-label=${`${t("play")}: ${name}`} onClick=${play}>▶</button>
      <span>
        <svg class="wave" viewBox="0 0 108 24" aria-hidden="true">
          ${BARS.map((bar, i) => html`<rect key=${i} x=${i * 6} y=${12 - bar / 2} width="3" height=${bar} rx="1.5" />`)}
        </svg>
        <small>${name} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} ${note}</small>
      </span>
    </div>
  `;
}

function File({ medium, icon, name }) {
  const label = medium.file_name ?? name;
  return html`
    <a class="card-row file" href=${fileUrl(medium.file_id)} download=${label} aria-label=${`${t("open_file")}: ${label}`}>
      <span class="disc" aria-hidden="true">${icon}</span>
      <span><strong>${label}</strong><br /><small>${sizeOf(medium.file_size ?? 0)}</small></span>
    </a>
  `;
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
