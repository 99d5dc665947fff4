// Choosing whose phone is shown, and making somebody new.

import { useState } from "preact/hooks";
import { patch, post } from "./control.js";
import { Dialog } from "./dialogs.js";
import { store } from "./store.js";
import { html } from "./ui.js";
import { currentLanguage, pick, t } from "./words.js";

export const nameOf = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** What somebody is in the story, in a few words, if the stage says. */
export const roleOf = (person) => pick(store.stage.cast?.find((one) => one.person === person.id)?.role);

const COLOURS = 8;

/** Ids are often given in blocks of thousands, so neighbours and namesakes of other blocks differ too. */
const colourOf = (id) => (Math.floor(id / 1000) + id) % COLOURS;

/** A round sign with the first letter of the given name, in one of a few calm colours. */
export function Face({ person, count = 0 }) {
  const letter = [...person.first_name].at(/^[가-힣]{3,4}$/.test(person.first_name) ? 1 : 0) ?? "?";
  return html`
    <span class=${`face c${colourOf(Math.abs(person.id))}`} aria-hidden="true">${letter}</span>
    ${count > 0 && html`<span class="badge"><span aria-hidden="true">${count > 99 ? "99+" : count}</span><span class="sr">${t("unread", { count })}</span></span>`}
  `;
}

/** Everybody there is, those with something unread first, and a form for somebody new. */
export function PeopleDialog({ onChoose, onClose }) {
  const [wanted, search] = useState("");
  const found = [...store.people.values()]
    .map((person) => ({ person, role: roleOf(person), unread: store.unreadOf(person.id) }))
    .filter(({ person, role }) => `${nameOf(person)} ${role}`.includes(wanted.trim()))
    .sort((a, b) => Boolean(b.role) - Boolean(a.role));
  const choose = (personId) => {
    onChoose(personId);
    onClose();
  };
  return html`
    <${Dialog} title=${t("who")} onClose=${onClose}>
      <${NewPerson} onMade=${choose} />
      <label class="field"><span>${t("search")}</span><input type="search" value=${wanted} onInput=${(event) => search(event.target.value)} /></label>
      <ul class="people">
        ${found.map(
          ({ person, role, unread }) => html`
            <li key=${person.id}>
              <button type="button" onClick=${() => choose(person.id)}>
                <${Face} person=${person} count=${unread} />
                <span><strong>${nameOf(person)}</strong>${role && html`<small>${role}</small>`}</span>
              </button>
            </li>
          `,
        )}
      </ul>
    <//>
  `;
}

/** Makes somebody with a phone number nobody has. */
export async function makePerson(firstName) {
  const taken = new Set([...store.people.values()].map((person) => person.phone));
  let number = 1;
  while (taken.has(phoneNumber(number))) number++;
  const order = { first_name: firstName, phone: phoneNumber(number), language_code: currentLanguage() };
  return (await post("people", order)).people[0];
}

const phoneNumber = (number) => `+821000099${String(number).padStart(3, "0")}`;

function NewPerson({ onMade }) {
  const [name, setName] = useState("");
  const make = async (event) => {
    event.preventDefault();
    const person = await makePerson(name.trim() || t("new_name"));
    onMade(person.id);
  };
  return html`
    <form class="field new-person" onSubmit=${make}>
      <label><span>${t("new_person")}</span><input value=${name} placeholder=${t("new_name")} onInput=${(event) => setName(event.target.value)} /></label>
      <button class="solid">${t("make")}</button>
    </form>
  `;
}

/** What somebody may set about the own account and the bot. */
export function SettingsDialog({ person, ask, report, onClose }) {
  const doing = (deed) => async () => {
    await report(deed);
    onClose();
  };
  const speak = (language) => doing(() => patch(`people/${person.id}`, { language_code: language }));
  return html`
    <${Dialog} title=${t("more", { name: nameOf(person) })} onClose=${onClose}>
      <fieldset class="switches">
        <legend>${t("language_of")}</legend>
        <button type="button" aria-pressed=${person.language_code === "ko"} onClick=${speak("ko")}>${t("korean")}</button>
        <button type="button" aria-pressed=${person.language_code === "en"} onClick=${speak("en")}>${t("english")}</button>
      </fieldset>
      <div class="stack">
        <button type="button" onClick=${doing(() => post(`people/${person.id}/${person.has_blocked ? "unblocks_bot" : "blocks_bot"}`))}>
          ${t(person.has_blocked ? "unblock" : "block")}
        </button>
        <button type="button" onClick=${() => ask({ kind: "new_group", person })}>${t("new_group")}</button>
        <button type="button" class="danger" disabled=${person.is_deactivated} onClick=${doing(() => patch(`people/${person.id}`, { is_deactivated: true }))}>
          ${t("delete_account")}
        </button>
      </div>
    <//>
  `;
}
