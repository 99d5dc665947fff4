// The whole page: the director's bar, as many phones as there is room for, and whatever is asked above them.

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Backstage } from "./backstage.js";
import { ContactDialog, ContactsDialog } from "./composer.js";
import { Refused, act, follow, post } from "./control.js";
import { Dialog } from "./dialogs.js";
import { Director } from "./director.js";
import { GroupDialog, MembersDialog, NewGroupDialog } from "./groups.js";
import { Face, PeopleDialog, SettingsDialog, makePerson, nameOf } from "./people.js";
import { Phone } from "./phones.js";
import { PlaceDialog } from "./places.js";
import { stepNow, store } from "./store.js";
import { beginTheme } from "./themes.js";
import { classes, html } from "./ui.js";
import { currentLanguage, setLanguage, t } from "./words.js";

const MOST_PHONES = 4;
const NARROWEST_PX = 300;

function Page() {
  useStore();
  const [phones, setPhones] = usePhones();
  const [active, activate] = useState(phones[0]);
  const [asked, ask] = useState(null);
  const [isBackstage, showBackstage] = useState(() => innerWidth >= 1280);
  const [prefilled, prefill] = useState(null);
  const [wanted, want] = useState(null);
  useEffect(() => {
    // Where there is no room beside the phones it would lie above them; whoever wants it there opens it.
    const narrow = matchMedia("(max-width: 63.99rem)");
    const look = () => narrow.matches && showBackstage(false);
    narrow.addEventListener("change", look);
    return () => narrow.removeEventListener("change", look);
  }, []);
  const [refusal, report] = useReport();
  const [room, stage] = useRoom();
  const people = phones.filter((id) => store.people.has(id));
  const visible = around(people, people.includes(active) ? active : people[0], room);
  const step = stepNow();

  const showStep = (one) => {
    show(one.person);
    if (one.says) prefill({ person: one.person, text: one.says });
  };
  const show = (personId) => {
    if (!people.includes(personId)) setPhones([...people.slice(0, MOST_PHONES - 1), personId]);
    activate(personId);
    setTimeout(() => document.querySelector(`[data-person="${personId}"]`)?.focus(), 50);
  };
  const replace = (old, personId) => {
    setPhones(old ? people.map((id) => (id === old ? personId : id)).filter((id, i, all) => all.indexOf(id) === i) : [...people, personId].slice(-MOST_PHONES));
    activate(personId);
  };
  const canReset = (store.stage.wishes ?? []).some((wish) => wish.id === "reset");
  const reset = () => report(() => (canReset ? post("wishes", { wish: "reset" }) : post("reset")));
  const close = () => ask(null);
  return html`
    <a class="skip" href="#phones">${t("skip")}</a>
    <${Director} report=${report} onShow=${showStep} isAway=${Boolean(step) && !visible.includes(step.person)} isBackstage=${isBackstage} onBackstage=${() => showBackstage(!isBackstage)} />
    ${!store.isConnected && html`<p class="lost" role="alert">${t("lost")}</p>`}
    <main id="phones" class=${classes({ "with-backstage": isBackstage })} tabindex="-1">
      <div class="stage" ref=${stage}>
        ${people.length > 0 && html`<${Switcher} people=${people} visible=${visible} wanted=${step?.person} onShow=${show} onAdd=${() => ask({ kind: "people" })} />`}
        <div class="phones">
          ${visible.map(
            (id) => html`<${Phone} key=${id} person=${store.people.get(id)} ask=${ask} report=${report} step=${step} phones=${people}
              prefilled=${prefilled?.person === id ? prefilled : null} wanted=${wanted?.person === id ? wanted : null}
              isOnly=${people.length === 1} onSwitch=${() => ask({ kind: "people", instead: id })}
              onClose=${() => setPhones(people.filter((one) => one !== id))} />`,
          )}
          ${people.length === 0 && html`<${Nobody} onMake=${() => ask({ kind: "people" })} />`}
        </div>
      </div>
      ${isBackstage && html`<${Backstage} phones=${people} report=${report} onClose=${() => showBackstage(false)} onReset=${reset} />`}
    </main>
    <div class="refusal" role="alert">${refusal && html`<p>${refusal}</p>`}</div>
    ${asked && html`<${Asked} asked=${asked} close=${close} report=${report} replace=${replace} show=${show} phones=${people} ask=${ask} want=${want} />`}
  `;
}

function Asked({ asked, close, report, replace, show, phones, ask, want }) {
  const open = (chat) => want({ person: asked.person.id, chat });

  switch (asked.kind) {
    case "people":
      return html`<${PeopleDialog} onChoose=${(id) => replace(asked.instead, id)} onClose=${close} />`;
    case "settings":
      return html`<${SettingsDialog} person=${store.people.get(asked.person.id)} ask=${ask} report=${report} onClose=${close} />`;
    case "new_group":
      return html`<${NewGroupDialog} key="new" person=${asked.person} phones=${phones} report=${report} onMade=${open} onClose=${close} />`;
    case "members":
      return html`<${MembersDialog} key="members" person=${asked.person} chat=${store.groups.get(asked.chat.id)} phones=${phones} report=${report} onClose=${close} />`;
    case "group":
      return html`<${GroupDialog} key="group" person=${asked.person} chat=${store.groups.get(asked.chat.id)} report=${report} ask=${ask} onClose=${close} />`;
    case "place":
      return html`<${PlaceDialog} person=${asked.person} mayBeLive=${asked.mayBeLive} onShare=${asked.onShare} onClose=${close} />`;
    case "contact":
      return html`<${ContactDialog} person=${asked.person} onYes=${asked.onYes} onClose=${close} />`;
    case "contacts":
      return html`<${ContactsDialog} person=${asked.person} phones=${asked.phones} onChoose=${asked.onChoose} onClose=${close} />`;
    default:
      return html`<${InvitationDialog} asked=${asked} report=${report} show=${show} phones=${phones} onClose=${close} />`;
  }
}

/** Asks who follows a link to the bot: whoever found it, somebody else on the page, or somebody new. */
function InvitationDialog({ asked, report, show, phones, onClose }) {
  const followAs = (person) => report(async () => {
    onClose();
    const one = person ?? (await makePerson(t("link_new")));
    await act(one.id, "follows", { link: asked.url });
    show(one.id);
  });
  const others = phones.filter((id) => id !== asked.person.id).map((id) => store.people.get(id));
  return html`
    <${Dialog} title=${t("link_who")} onClose=${onClose}>
      <p class="hint"><code>${asked.url}</code></p>
      <div class="stack">
        <button type="button" class="solid" onClick=${() => followAs(null)}>${t("link_new")}</button>
        <button type="button" onClick=${() => followAs(asked.person)}>${t("link_me", { name: nameOf(asked.person) })}</button>
        ${others.map((one) => html`<button key=${one.id} type="button" onClick=${() => followAs(one)}>${nameOf(one)}</button>`)}
      </div>
    <//>
  `;
}

/** Small signs for every phone that is on, also for those there is no room for. */
function Switcher({ people, visible, wanted, onShow, onAdd }) {
  return html`
    <nav class="switcher" aria-label=${t("who")}>
      ${people.map((id) => {
        const person = store.people.get(id);
        return html`<button key=${id} type="button" aria-pressed=${visible.includes(id)} class=${classes({ pointed: id === wanted && !visible.includes(id) })} onClick=${() => onShow(id)}>
          <${Face} person=${person} count=${store.unreadOf(id)} /><span>${nameOf(person)}</span>
        </button>`;
      })}
      <button type="button" class="add" onClick=${onAdd} aria-label=${t("add_phone")}>＋</button>
    </nav>
  `;
}

function Nobody({ onMake }) {
  return html`<div class="nobody"><h2>${t("nobody")}</h2><p>${t("nobody_hint")}</p><button type="button" class="solid" onClick=${onMake}>${t("new_person")}</button></div>`;
}

/** So many of `people` as there is room for, the active one among them. */
function around(people, active, room) {
  const first = Math.max(0, Math.min(people.indexOf(active) - room + 1, people.length - room));
  return people.slice(people.indexOf(active) < room ? 0 : first).slice(0, room);
}

function useStore() {
  const [, again] = useState(0);
  useEffect(() => {
    let frame = 0;
    const redraw = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        again((n) => n + 1);
      });
    };
    store.listeners.add(redraw);
    return () => store.listeners.delete(redraw);
  }, []);
}

// The stage proposes whose phones are on; a choice of one's own stands until another cast takes the stage.
function usePhones() {
  const proposed = (store.stage.phones ?? []).join(",");
  const [chosen, choose] = useState({ of: "", phones: null });
  const fallback = proposed ? proposed.split(",").map(Number) : [...store.people.keys()].slice(0, MOST_PHONES);
  const phones = chosen.phones && chosen.of === proposed ? chosen.phones : fallback;
  return [phones, (next) => choose({ of: proposed, phones: next })];
}

/** Runs what may be refused, and shows the refusal for a while; tells whether it was done. */
function useReport() {
  const [refusal, show] = useState("");
  const timer = useRef(0);
  const report = async (deed) => {
    try {
      await deed();
      return true;
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
      clearTimeout(timer.current);
      show(error.message);
      timer.current = setTimeout(() => show(""), 7000);
      return false;
    }
  };
  return [refusal, report];
}

function useRoom() {
  const [room, setRoom] = useState(1);
  const stage = useRef();
  useEffect(() => {
    const measure = () => setRoom(Math.max(1, Math.min(MOST_PHONES, Math.floor((stage.current.clientWidth + 12) / (NARROWEST_PX + 12)))));
    const sizes = new ResizeObserver(measure);
    sizes.observe(stage.current);
    return () => sizes.disconnect();
  }, []);
  return [room, stage];
}

function begin() {
  setLanguage(currentLanguage());
  beginTheme();
  render(html`<${Page} />`, document.getElementById("page"));
  follow({ onState: (state) => store.begin(state), onBatch: (batch) => store.take(batch), onLost: () => store.lose() });
}

begin();
