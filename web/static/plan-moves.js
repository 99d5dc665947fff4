// Takes a patrol to another day by mouse, thumb or keyboard, where it is asked whether it moves or takes place once
// more. With Ctrl or Alt, or once it is over, it is once more without asking; the preview of a new patrol asks then.
// Without this file its button is a link to a form.
import {
  FAR_ENOUGH_PX, calendar, catchUp, dayAfter, dayUnder, filled, isOver, isStep, joins, makeRoom,
  say,
} from "./plan-page.js";

const asking = document.querySelector("dialog.asking");
const again = document.querySelector("#again");

/** @type {null | {slot: HTMLElement, from: HTMLElement, to: HTMLElement}} */
let move = null;
let drag = null;
let isAsking = false;
/** Another page was asked for: a second press must not call it off. */
let isLeaving = false;

joins(() => Boolean(move || drag || asking.open || isAsking || isLeaving));
addEventListener("pageshow", () => {
  isAsking = isLeaving = false;
});

const isOnlyAgain = (slot) => "again" in slot.dataset;
const hasKey = (event) => event.ctrlKey || event.altKey || event.metaKey;

function announce(slot, isAgain) {
  const { moving, repeating } = calendar.dataset;
  say(filled(isAgain ? repeating : moving, slot.dataset.title));
}

function begin(slot) {
  const from = slot.closest("[data-day]");
  move = { slot, from, to: from };
  slot.classList.add("lifted");
  calendar.classList.add("is-moving");
  announce(slot, isOnlyAgain(slot));
}

function aim(day) {
  move.to.classList.remove("aimed");
  move.to = day;
  day.classList.add("aimed");
}

function end(words = "") {
  move.slot.classList.remove("lifted");
  move.to.classList.remove("aimed");
  calendar.classList.remove("is-moving");
  const { slot } = move;
  move = null;
  say(words);
  setTimeout(catchUp);
  return slot;
}

function drop(isAgain) {
  const { from, to } = move;
  const slot = end();
  if (to === from) return say(calendar.dataset.stopped);
  if (isOver(to)) return say(calendar.dataset.past);
  if (isAgain || isOnlyAgain(slot)) return repeat(slot, to);
  return "draft" in slot.dataset ? correct(slot, to) : choose(slot, to);
}

function repeat(slot, day) {
  again.action = `/console/patrols/${slot.dataset.patrol}/again`;
  again.elements.day.value = day.dataset.day;
  isLeaving = true;
  again.requestSubmit();
}

/** Of a draft nobody was told: its form opens with the new day. */
function correct(slot, day) {
  isLeaving = true;
  location.assign(`/console/plan/new?draft=${slot.dataset.patrol}&day=${day.dataset.day}`);
}

async function choose(slot, day) {
  const address = `/console/patrols/${slot.dataset.patrol}/change?what=when&is_filled=1&back=plan&day=${day.dataset.day}`;
  isAsking = true;
  const asked = await ask(address);
  if (!asked) return location.assign(address);
  asking.replaceChildren(asked);
  asking.showModal();
  isAsking = false;
  asking.addEventListener("close", () => leave(slot), { once: true });
}

function leave(slot) {
  slot.querySelector(".grip").focus();
  catchUp();
}

/** The question of the page at this address, or nothing where it shows something else. */
async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.querySelector("#asked") : null;
  } catch {
    return null;
  }
}

asking.addEventListener("click", (event) => {
  if (event.target !== asking && !event.target.closest(".leave")) return;
  event.preventDefault();
  asking.close();
  say(calendar.dataset.stopped);
});

// By keyboard, and by two presses: the grip lifts, a day or Enter drops.
calendar.addEventListener("click", (event) => {
  const grip = event.target.closest(".grip");
  if (drag?.isFar) event.preventDefault();
  else if (move && !grip) {
    const day = event.target.closest("[data-day]");
    if (!day) return;
    event.preventDefault();
    aim(day);
    drop(hasKey(event));
  } else if (grip) {
    event.preventDefault();
    const isSame = move?.slot === grip.closest("[data-patrol]");
    if (move) end(calendar.dataset.stopped);
    if (!isSame) begin(grip.closest("[data-patrol]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (!move || asking.open) return;
  if (event.key === "Escape") stop();
  else if (drag) return shift(event);
  else if (event.key === "Enter" || event.key === " ") drop(hasKey(event));
  else if (isStep(event.key)) step(dayAfter(move.to, event.key));
  else return;
  event.preventDefault();
});

function stop() {
  drag?.ghost.remove();
  end(calendar.dataset.stopped).querySelector(".grip").focus();
}

function step(next) {
  if (!next) return;
  aim(next);
  next.scrollIntoView({ block: "nearest" });
  say(next.dataset.name);
}

calendar.addEventListener("keydown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.key !== " " || move) return;
  event.preventDefault();
  event.stopPropagation();
  grip.click();
});

/** Where there are scripts a grip is a button, one that came later as well. */
function dress() {
  for (const grip of calendar.querySelectorAll(".grip")) grip.setAttribute("role", "button");
}

dress();
document.body.addEventListener("htmx:afterSwap", dress);

// By mouse a patrol is taken anywhere, by thumb at its grip, so that the page still scrolls.
calendar.addEventListener("pointerdown", (event) => {
  const slot = event.target.closest("[data-patrol]");
  const isTaken = event.pointerType === "mouse" || event.target.closest(".grip");
  if (!slot || !isTaken || event.button !== 0 || move) return;
  drag = { slot, x: event.clientX, y: event.clientY, isFar: false, isAgain: false, ghost: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag || drag.isDone || (drag.isFar && !move)) return;
  if (!event.buttons) return release(null);
  if (!drag.isFar && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH_PX) return;
  if (!drag.isFar) lift();
  shift(event);
  drag.ghost.style.translate = `${event.clientX + 8}px ${event.clientY + 8}px`;
  makeRoom(event);
  const day = dayUnder(event);
  if (day && day !== move.to) aim(day);
  event.preventDefault();
});

function lift() {
  drag.isFar = true;
  begin(drag.slot);
  drag.ghost = drag.slot.cloneNode(true);
  drag.ghost.classList.toggle("again", isOnlyAgain(drag.slot));
  drag.ghost.classList.add("ghost");
  drag.ghost.setAttribute("aria-hidden", "true");
  drag.ghost.style.width = `${drag.slot.offsetWidth}px`;
  calendar.append(drag.ghost);
}

/** Shows, and says, whether the patrol in the hand moves or takes place once more. */
function shift(event) {
  const isAgain = hasKey(event);
  if (!drag?.ghost || !move || isAgain === drag.isAgain || isOnlyAgain(drag.slot)) return;
  drag.isAgain = isAgain;
  drag.ghost.classList.toggle("again", isAgain);
  announce(drag.slot, isAgain);
}

document.addEventListener("keyup", (event) => drag && shift(event));

function release(dropped) {
  if (!drag) return;
  drag.ghost?.remove();
  if (drag.isFar && move) dropped ? drop(hasKey(dropped)) : end(calendar.dataset.stopped);
  drag.isDone = true;
  // The click that follows a drop is none.
  setTimeout(() => {
    drag = null;
    catchUp();
  });
}

document.addEventListener("pointerup", (event) => release(event));
document.addEventListener("pointercancel", () => release(null));
