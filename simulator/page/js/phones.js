// One phone: whose it is, the chats on it, the chat that is open, and what is asked above it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { AppPanel, opened } from "./apps.js";
import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { summary } from "./contents.js";
import { act } from "./control.js";
import { Face, nameOf, roleOf } from "./people.js";
import { store } from "./store.js";
import { classes, html } from "./ui.js";
import { t } from "./words.js";

const SHOWN = 150;

export function Phone({ person, ask, report, step, phones, prefilled, wanted, onSwitch, onClose, isOnly }) {
  const [chatId, open] = useState(person.id);
  const [intent, setIntent] = useState({});
  const [app, openApp] = useState(null);
  const groups = store.groupsOf(person.id);
  const group = groups.find((chat) => chat.id === chatId);
  useEffect(() => {
    if (chatId !== 0 && chatId !== person.id && !group) open(store.groups.get(chatId)?.migrated_to ?? person.id);
  });
  // A group just made is wanted before this phone has heard of it.
  const hasWanted = Boolean(wanted) && groups.some((chat) => chat.id === wanted.chat);
  useEffect(() => {
    if (hasWanted) open(wanted.chat);
  }, [wanted, hasWanted]);
  useEffect(() => {
    if (prefilled) setIntent({ text: prefilled.text });
  }, [prefilled]);
  const isTurn = step?.person === person.id;
  const isAsked = useAnswer(isTurn ? step : null, person, setIntent);
  const highlight = isTurn && !isAsked ? step.words : [];
  const name = nameOf(person);
  const role = roleOf(person);
  return html`
    <section class=${classes("phone", { pointed: step?.person === person.id })} aria-label=${t("phone_of", { name })} data-person=${person.id} tabindex="-1">
      <header class="owner">
        <button type="button" class="who" aria-label=${t("switch_person", { name })} onClick=${onSwitch}>
          <${Face} person=${person} />
          <span><strong>${name}</strong>${role && html`<small>${role}</small>`}</span>
          <span class="caret" aria-hidden="true">▾</span>
        </button>
        <button type="button" class="quiet settings" aria-label=${t("more", { name })} onClick=${() => ask({ kind: "settings", person })}>⋮</button>
        ${!isOnly && html`<button type="button" class="quiet" aria-label=${t("close_phone", { name })} onClick=${onClose}>✕</button>`}
      </header>
      ${chatId === 0
        ? html`<${ChatList} person=${person} groups=${groups} onOpen=${open} onNew=${() => ask({ kind: "new_group", person })} />`
        : html`<${OpenChat} key=${chatId} person=${person} chat=${group} openApp=${openApp} intent=${intent}
            setIntent=${setIntent} onBack=${() => open(0)} ask=${ask} report=${report} highlight=${highlight} phones=${phones} />`}
      ${app && html`<${AppPanel} app=${app} person=${person} title=${store.bot.first_name} report=${report}
        onLink=${(url) => openAddress(url, person, ask)} onClose=${() => openApp(null)} />`}
    </section>
  `;
}

/** Whether the bot has just asked what the step proposes an answer to, which is then written ready to be sent. */
function useAnswer(step, person, setIntent) {
  const last = store.screen(person.id, person.id).shown().findLast((entry) => entry.senderId !== person.id);
  const isAsked = Boolean(step?.asked && (last?.message.text ?? "").includes(step.asked));
  useEffect(() => {
    if (isAsked) setIntent({ text: step.answer });
  }, [isAsked]);
  return isAsked;
}

function ChatList({ person, groups, onOpen, onNew }) {
  const bot = { id: person.id, title: store.bot.first_name };
  const chats = [bot, ...groups.map((chat) => ({ id: chat.id, title: chat.chat.title }))];
  return html`
    <h2 class="chat-title">${t("chats")}</h2>
    <ul class="chats">
      ${chats.map((chat) => {
        const screen = store.screen(person.id, chat.id);
        const last = screen.shown().at(-1);
        return html`<li key=${chat.id}>
          <button type="button" onClick=${() => onOpen(chat.id)}>
            <${Face} person=${{ id: Math.abs(chat.id), first_name: chat.title }} count=${screen.unread(person.id)} />
            <span><strong>${chat.title}</strong><small>${last ? summary(last.message) : ""}</small></span>
          </button>
        </li>`;
      })}
      <li><button type="button" class="new-group" onClick=${onNew}><span class="face c0" aria-hidden="true">＋</span><strong>${t("new_group")}</strong></button></li>
    </ul>
  `;
}

function OpenChat({ person, chat, openApp, intent, setIntent, onBack, ask, report, highlight, phones }) {
  const chatId = chat?.id ?? person.id;
  const screen = store.screen(person.id, chatId);
  const entries = screen.shown().slice(-SHOWN);
  const log = useSticking(entries);
  useReading(person, chatId, screen);
  const deeds = deedsOf(person, chatId, { report, ask, setIntent, openApp });
  const title = chat ? chat.chat.title : store.bot.first_name;
  const isTyping = screen.typingUntil > Date.now();
  const members = chat ? [...Object.values(chat.members), chat.bot_status].filter((status) => !["left", "kicked"].includes(status)).length : 0;
  const pinned = screen.messages.get(screen.pinned.at(-1));
  const goTo = (id) => log.current.querySelector(`[data-message="${id}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  const others = store.unreadOf(person.id) - screen.unread(person.id);
  return html`
    <div class="chat-title">
      <button type="button" class="quiet back" aria-label=${t("back")} onClick=${onBack}>‹<${Unread} count=${others} /></button>
      <h2>${chat ? html`<button type="button" class="name" aria-label=${t("group_about", { group: title })} onClick=${() => ask({ kind: "group", person, chat })}>${title}</button>` : title}</h2>
      <small aria-live="polite">${isTyping ? t("typing") : chat ? t("members", { count: members }) : `@${store.bot.username}`}</small>
    </div>
    ${pinned && html`<button type="button" class="pinned" onClick=${() => goTo(pinned.message.message_id)}><strong>${t("pinned")}</strong> ${summary(pinned.message)}</button>`}
    <div class="log" ref=${log} role="log" aria-label=${t("log", { chat: title })} tabindex="0"><ol>
      <${Bubbles} entries=${entries} screen=${screen} person=${person} isGroup=${Boolean(chat)} deeds=${deeds} zone=${store.stage.zone} highlight=${highlight} />
    </ol></div>
    <div class="toasts" role="status">${screen.toasts.map((toast, i) => html`<p key=${i}>${toast.text}</p>`)}</div>
    ${screen.alert && html`<${Alert} screen=${screen} />`}
    <${Below} person=${person} chatId=${chatId} screen=${screen} intent=${intent} setIntent=${setIntent} report=${report} ask=${ask} openApp=${openApp} highlight=${highlight} phones=${phones} />
  `;
}

const Unread = ({ count }) => (count > 0 ? html`<span class="badge"><span aria-hidden="true">${count}</span><span class="sr">${t("unread", { count })}</span></span>` : null);

function Below({ person, chatId, screen, ...rest }) {
  if (person.is_deactivated) return html`<p class="closed">${t("deactivated")}</p>`;
  const isPrivate = chatId === person.id;
  if (isPrivate && person.has_blocked) {
    const unblock = () => rest.report(() => act(person.id, "unblocks_bot"));
    return html`<div class="closed"><p>${t("blocked")}</p><button type="button" class="solid" onClick=${unblock}>${t("unblock")}</button></div>`;
  }
  if (isPrivate && !person.has_started && screen.messages.size === 0) {
    const start = () => rest.report(() => act(person.id, "follows", { link: "" }));
    return html`<div class="closed"><p>${t("start_hint")}</p><button type="button" class="solid" onClick=${start}>${t("start")}</button></div>`;
  }
  return html`<${Composer} person=${person} chatId=${chatId} screen=${screen} ...${rest} />`;
}

function Alert({ screen }) {
  const button = useRef();
  useEffect(() => button.current.focus(), []);
  const close = () => {
    screen.alert = null;
    store.tell();
  };
  return html`
    <div class="alert" role="alertdialog" aria-modal="false" aria-label=${t("ok")} aria-describedby="alert-words">
      <div><p id="alert-words">${screen.alert}</p><button ref=${button} type="button" class="solid" onClick=${close}>${t("ok")}</button></div>
    </div>
  `;
}

// A log stays at its end as long as somebody is reading there; whoever has scrolled up is left in peace.
function useSticking(entries) {
  const log = useRef();
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = log.current;
    const look = () => (isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80);
    const stick = () => isAtEnd.current && (box.scrollTop = box.scrollHeight);
    const sizes = new ResizeObserver(stick);
    box.addEventListener("scroll", look, { passive: true });
    sizes.observe(box);
    sizes.observe(box.firstElementChild);
    return () => sizes.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (isAtEnd.current) log.current.scrollTop = log.current.scrollHeight;
  }, [entries.length, entries.at(-1)?.message]);
  return log;
}

function useReading(person, chatId, screen) {
  const unread = screen.unread(person.id);
  useEffect(() => {
    if (unread > 0 && !document.hidden) act(person.id, "reads", { chat_id: chatId });
  }, [unread, person.id, chatId]);
}

function deedsOf(person, chatId, { report, ask, setIntent, openApp }) {
  const doing = (action, order) => report(() => act(person.id, action, { chat_id: chatId, ...order }));
  return {
    username: store.bot.username,
    says: (text) => doing("says", { text }),
    opensInvitation: (url) => ask({ kind: "invitation", person, url }),
    taps: async (message, button) => {
      if (button.url) return openAddress(button.url, person, ask);
      if (button.copy_text) return navigator.clipboard.writeText(button.copy_text.text);
      const pressed = { message_id: message.message_id, text: button.text, data: button.callback_data };
      if (!button.web_app && !button.login_url) return doing("taps", pressed);
      const door = await opened(report, (order) => act(person.id, "taps", { chat_id: chatId, ...pressed, ...order }));
      return button.web_app ? openApp(door) : door && openAddress(door.url, person, ask);
    },
    repliesTo: (message) => setIntent({ replying: message }),
    editsText: (message) => setIntent({ editing: message }),
    deletes: (message) => doing("deletes", { message_id: message.message_id }),
    likes: (message) => doing("reacts", { message_id: message.message_id, emoji: "👍" }),
    movesLive: (message) => ask({ kind: "place", person, onShare: (point) => doing("moves", { message_id: message.message_id, ...point }) }),
    stopsLive: (message) => doing("moves", { message_id: message.message_id, stop: true }),
  };
}

function openAddress(url, person, ask) {
  if (url.toLowerCase().includes(`t.me/${store.bot.username.toLowerCase()}?start=`)) ask({ kind: "invitation", person, url });
  else window.open(url, "_blank", "noopener");
}
