// What the hands on the calendar share: its days, the words said aloud, and news that wait until no hand is busy.
export const calendar = document.querySelector("[data-calendar]");
const live = document.querySelector(".moving");
const WEEK = 7;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK };
export const FAR_ENOUGH_PX = 6;

const hands = [];
/** Whether there are news that the calendar does not show yet. */
let isBehind = false;

/** Takes a function that says whether this hand holds something. */
export const joins = (isHolding) => hands.push(isHolding);
export const isBusy = () => hands.some((isHolding) => isHolding());

export function say(words) {
  live.textContent = words;
  live.hidden = !words;
}

/** Keeps the words off the days that a hand is at. */
export const makeRoom = (event) => live.classList.toggle("above", event.clientY > innerHeight / 2);

/** A sentence of the page with its gaps filled in one after the other. */
export const filled = (sentence, ...words) => words.reduce((text, word) => text.replace("%", () => word), sentence);

export const days = () => [...calendar.querySelectorAll("[data-day]")];
export const isOver = (day) => day.classList.contains("past");
export const dayUnder = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-day]");

/** The day an arrow key leads to; none for any other key, and beyond the ends of the sheet. */
export function dayAfter(day, key) {
  const all = days();
  return key in STEPS ? all[all.indexOf(day) + STEPS[key]] : undefined;
}
export const isStep = (key) => key in STEPS;

export function catchUp() {
  if (!isBehind || isBusy()) return;
  isBehind = false;
  htmx.trigger("#main", "sse:changed");
}

for (const step of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
  document.body.addEventListener(step, (event) => {
    if (event.detail.requestConfig.elt.id !== "main" || !isBusy()) return;
    event.preventDefault();
    isBehind = true;
  });
}
