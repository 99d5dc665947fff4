// Text with entities as elements; what people typed never becomes markup.

import { useState } from "preact/hooks";
import { html } from "./ui.js";
import { t } from "./words.js";

/** Renders text with its entities; `deeds` are what links and commands in it do. */
export function Text({ text, entities = [], deeds }) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return html`<div class="text">${segments(text, sorted, 0, text.length, deeds)}</div>`;
}

// Offsets count UTF-16 units, which is how strings are indexed here too. Entities nest or stand apart, never overlap.
function segments(text, entities, from, to, deeds) {
  const parts = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset >= to) break;
    // A block stands on lines of its own, so the line breaks around it are not shown a second time.
    const isBlock = BLOCKS.has(entity.type);
    if (entity.offset > at) parts.push(isBlock ? text.slice(at, entity.offset).replace(/\n$/, "") : text.slice(at, entity.offset));
    const inside = others.filter((one) => one.offset < end);
    parts.push(element(entity, text.slice(entity.offset, end), segments(text, inside, entity.offset, end, deeds), deeds));
    at = isBlock && text[end] === "\n" ? end + 1 : end;
    rest = others.filter((one) => one.offset >= end);
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

function element(entity, words, children, deeds) {
  const tag = TAGS[entity.type];
  if (tag) return html`<${tag}>${children}<//>`;
  switch (entity.type) {
    case "spoiler":
      return html`<${Spoiler}>${children}<//>`;
    case "expandable_blockquote":
      return html`<blockquote>${children}</blockquote>`;
    case "text_link":
      return html`<${Link} url=${entity.url} deeds=${deeds}>${children}<//>`;
    case "url":
      return html`<${Link} url=${words.includes("://") ? words : `https://${words}`} deeds=${deeds}>${children}<//>`;
    case "email":
      return html`<a href=${`mailto:${words}`}>${children}</a>`;
    case "phone_number":
      return html`<a href=${`tel:${words}`}>${children}</a>`;
    case "bot_command":
      return html`<button type="button" class="link" onClick=${() => deeds.says(words)}>${children}</button>`;
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return html`<span class="mention">${children}</span>`;
    default:
      return children;
  }
}

function Spoiler({ children }) {
  const [isOpen, open] = useState(false);
  if (isOpen) return html`<span>${children}</span>`;
  return html`<button type="button" class="spoiler" aria-label="…" onClick=${() => open(true)}>${children}</button>`;
}

const START_LINK = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\/?\?start=([\w-]*)$/i;

/** Whether a link opens this bot, so that it can be followed inside the page. */
export function startToken(url, username) {
  const match = START_LINK.exec(url);
  return match && match[1].toLowerCase() === username.toLowerCase() ? match[2] : null;
}

function Link({ url, deeds, children }) {
  if (startToken(url, deeds.username) !== null) {
    return html`<button type="button" class="link" onClick=${() => deeds.opensInvitation(url)}>${children}</button>`;
  }
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" title=${t("opens_outside")}>${children}</a>`;
}
