// What every screen shows, followed from the stream of events, and who is told when it changes.

const CALLS_KEPT = 200;
const TYPING_MS = 6000;
const TOAST_MS = 4500;
// Of history only what fills screens is taken; everything else is newer in the state taken over at the beginning.
const FILLS_SCREENS = new Set(["message", "edit", "delete", "pinned", "keyboard", "reaction", "read", "taken"]);

class Screen {
  constructor() {
    this.messages = new Map();
    this.keyboard = null;
    this.pinned = [];
    this.readUpTo = 0;
    this.typingUntil = 0;
    this.spinning = new Map();
    this.reactions = new Map();
    this.taken = new Set();
    this.toasts = [];
    this.alert = null;
  }

  shown() {
    return [...this.messages.values()].filter((entry) => !entry.isDeleted);
  }

  unread(personId) {
    return this.shown().filter((entry) => entry.senderId !== personId && entry.message.message_id > this.readUpTo).length;
  }
}

export class Store {
  constructor() {
    this.seq = 0;
    this.liveFrom = 0;
    this.isConnected = true;
    this.bot = { id: 0, first_name: "", username: "" };
    this.clock = { offset_seconds: 0, is_frozen: false, now: null };
    this.scene = null;
    this.calls = [];
    this.trouble = { failed: 0, since: null, recoveredAt: null };
    this.listeners = new Set();
    this.forget();
  }

  forget() {
    this.people = new Map();
    this.groups = new Map();
    this.screens = new Map();
    this.faults = [];
    this.menuButtons = new Map();
    this.stage = {};
    this.story = [];
    this.menusSeq = 0;
  }

  /** Takes over `GET /control/state`; the events before it are history and make no noise. */
  begin(state) {
    this.forget();
    this.isConnected = true;
    this.bot = state.bot;
    this.clock = state.clock;
    this.liveFrom = state.seq;
    for (const person of state.people) this.people.set(person.id, person);
    for (const chat of state.chats) if (chat.id < 0) this.groups.set(chat.id, chat);
    for (const [chatId, button] of Object.entries(state.menu_buttons)) this.menuButtons.set(Number(chatId), button);
    const { story, ...facts } = state.stage;
    this.stage = facts;
    this.story = story;
    this.faults = state.faults;
    this.tell();
  }

  take(batch) {
    for (const event of batch.events) {
      this.seq = event.seq;
      if (event.seq > this.liveFrom || FILLS_SCREENS.has(event.kind)) this[`on_${event.kind}`]?.(event);
      else if (event.kind === "reset") this.screens.clear();
    }
    this.seq = batch.seq;
    this.tell();
  }

  lose() {
    this.isConnected = false;
    this.tell();
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  now() {
    return this.clock.is_frozen ? new Date(this.clock.now) : new Date(Date.now() + this.clock.offset_seconds * 1000);
  }

  screen(personId, chatId) {
    const key = `${personId}:${chatId}`;
    let screen = this.screens.get(key);
    if (!screen) this.screens.set(key, (screen = new Screen()));
    return screen;
  }

  screensOf(event) {
    return (event.to ?? []).map((personId) => this.screen(personId, event.chat_id));
  }

  groupsOf(personId) {
    return [...this.groups.values()].filter((chat) => !chat.migrated_to && !["left", "kicked", undefined].includes(chat.members[personId]));
  }

  unreadOf(personId) {
    const chats = [personId, ...this.groupsOf(personId).map((chat) => chat.id)];
    return chats.reduce((sum, chatId) => sum + this.screen(personId, chatId).unread(personId), 0);
  }

  /** The button beside somebody's text field: the own one, else everybody's. */
  menuButtonOf(personId) {
    const set = [this.menuButtons.get(personId), this.menuButtons.get(0)];
    return set.find((button) => button && button.type !== "default") ?? { type: "commands" };
  }

  // --- events -----------------------------------------------------------------------------

  on_message(event) {
    const entry = { message: event.message, senderId: event.sender_id, isDeleted: false };
    for (const personId of event.to) {
      const screen = this.screen(personId, event.chat_id);
      screen.messages.set(event.message.message_id, entry);
      if (event.sender_id === personId) screen.readUpTo = event.message.message_id;
      else screen.typingUntil = 0;
    }
  }

  on_edit(event) {
    for (const screen of this.screensOf(event)) {
      const known = screen.messages.get(event.message.message_id);
      const entry = { isDeleted: false, ...known, message: event.message, senderId: event.sender_id };
      screen.messages.set(event.message.message_id, entry);
    }
  }

  on_delete(event) {
    for (const screen of this.screensOf(event)) {
      const entry = screen.messages.get(event.message_id);
      if (entry) screen.messages.set(event.message_id, { ...entry, isDeleted: true });
      screen.pinned = screen.pinned.filter((id) => id !== event.message_id);
    }
  }

  on_pinned(event) {
    for (const screen of this.screensOf(event)) screen.pinned = event.message_ids;
  }

  on_keyboard(event) {
    const keyboard = { rows: event.rows, markup: event.markup ?? {}, isHidden: event.is_hidden };
    for (const screen of this.screensOf(event)) screen.keyboard = event.rows.length ? keyboard : null;
  }

  on_callback(event) {
    for (const screen of this.screensOf(event)) {
      screen.spinning.set(event.callback_id, { messageId: event.message_id, data: event.data });
    }
  }

  on_answer(event) {
    for (const screen of this.screensOf(event)) {
      screen.spinning.delete(event.callback_id);
      if (event.url) window.open(event.url, "_blank", "noopener");
      if (event.show_alert && event.text) screen.alert = event.text;
      else if (event.text) this.toast(screen, event.text);
    }
  }

  toast(screen, text) {
    const toast = { text };
    screen.toasts = [...screen.toasts.slice(-2), toast];
    setTimeout(() => {
      screen.toasts = screen.toasts.filter((one) => one !== toast);
      this.tell();
    }, TOAST_MS + text.length * 60);
    this.tell();
  }

  on_action(event) {
    for (const screen of this.screensOf(event)) screen.typingUntil = Date.now() + TYPING_MS;
    setTimeout(() => this.tell(), TYPING_MS + 50);
  }

  on_reaction(event) {
    for (const screen of this.screensOf(event)) screen.reactions.set(event.message_id, event.reactions);
  }

  on_read(event) {
    for (const screen of this.screensOf(event)) screen.readUpTo = event.message_id;
  }

  on_taken(event) {
    for (const screen of this.screensOf(event)) screen.taken.add(event.message_id);
  }

  on_person(event) {
    this.people.set(event.person.id, event.person);
  }

  on_chat(event) {
    const { chat, members, bot_status, migrated_to } = event;
    this.groups.set(chat.id, { id: chat.id, type: chat.type, chat, members, bot_status, migrated_to });
  }

  on_menus() {
    this.menusSeq = this.seq;
  }

  on_menu_button(event) {
    this.menuButtons.set(event.chat_id, event.button);
  }

  on_profile(event) {
    this.bot = event.bot;
  }

  on_clock(event) {
    this.clock = event.clock;
  }

  on_reset() {
    this.forget();
  }

  on_stage(event) {
    this.stage = event.stage;
  }

  on_story(event) {
    this.story = [...this.story, event].slice(-500);
  }

  on_faults(event) {
    this.faults = event.faults;
  }

  on_scene(event) {
    this.scene = event;
  }

  on_call(event) {
    this.calls = [...this.calls, event].slice(-CALLS_KEPT);
    if (event.status === 200 && this.trouble.since && !this.trouble.recoveredAt && !this.faults.length) {
      this.trouble = { ...this.trouble, recoveredAt: this.now() };
    }
  }

  on_fault(event) {
    this.calls = [...this.calls, event].slice(-CALLS_KEPT);
    const begins = !this.trouble.since || this.trouble.recoveredAt;
    this.trouble = begins
      ? { failed: 1, since: this.now(), recoveredAt: null }
      : { ...this.trouble, failed: this.trouble.failed + 1 };
    this.faults = this.faults.map((fault) => (fault.id === event.fault_id ? { ...fault, happened: fault.happened + 1 } : fault));
  }
}

export const store = new Store();

/** What is to be tried now, if anybody guides. */
export const stepNow = () => (store.stage.steps ?? []).find((step) => step.state === "now");
