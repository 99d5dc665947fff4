// Opens the form of a new patrol for days of the calendar: dragged over or pressed twice by mouse, chosen by Shift and
// arrows. The form creates nothing by itself; without this file the + of each day leads to it, and it can repeat.
import {
  FAR_ENOUGH_PX, calendar, catchUp, dayAfter, dayUnder, days, filled, isBusy, isOver, isStep, joins,
  makeRoom, say,
} from "./plan-page.js";

/** @type {null | {from: HTMLElement, to: HTMLElement}} */
let span = null;
let press = null;

joins(() => Boolean(span || press));

/** The first and the last day, whichever was chosen first. */
const bounds = () => [span.from, span.to].sort((one, other) => (one.dataset.day < other.dataset.day ? -1 : 1));

function extend(from, to) {
  span = { from, to };
  const [first, last] = bounds();
  let count = 0;
  for (const day of days()) {
    const isChosen = first.dataset.day <= day.dataset.day && day.dataset.day <= last.dataset.day;
    day.classList.toggle("chosen", isChosen);
    count += isChosen;
  }
  calendar.classList.add("is-choosing");
  const { one, several } = calendar.dataset;
  say(count > 1 ? filled(several, first.dataset.name, last.dataset.name, count) : filled(one, first.dataset.name));
}

function leave(words = "") {
  span = press = null;
  calendar.classList.remove("is-choosing");
  for (const day of calendar.querySelectorAll(".chosen")) day.classList.remove("chosen");
  say(words);
  setTimeout(catchUp);
}

function open() {
  const [first, last] = bounds().map((day) => day.dataset.day);
  leave();
  location.assign(`/console/plan/new?day=${first}${last === first ? "" : `&until=${last}`}`);
}

/** The day whose empty part this is, if a patrol can still take place on it. */
function emptyDay(target) {
  const day = target.closest("[data-day]");
  return day && !isOver(day) && !target.closest("a, button, .slot") ? day : null;
}

// By mouse; a thumb that is drawn over days scrolls the page.
calendar.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || isBusy()) return;
  const day = emptyDay(event.target);
  if (day) press = { day, x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (!press) return;
  if (!event.buttons) return leave();
  if (!span && Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR_ENOUGH_PX) return;
  makeRoom(event);
  const day = dayUnder(event);
  if (day && !isOver(day) && day !== span?.to) extend(press.day, day);
  else if (!span) extend(press.day, press.day);
});

document.addEventListener("pointerup", () => {
  if (!press) return;
  if (span) return open();
  press.day.querySelector(".add").focus({ preventScroll: true });
  press = null;
});
document.addEventListener("pointercancel", () => press && leave());
calendar.addEventListener("selectstart", (event) => press && event.preventDefault());

calendar.addEventListener("dblclick", (event) => {
  const day = emptyDay(event.target);
  if (!day || isBusy()) return;
  span = { from: day, to: day };
  open();
});

// By keyboard: Enter on the + of a day is a link to the form by itself.
calendar.addEventListener("keydown", (event) => {
  const add = event.target.closest(".add");
  if (!add || press || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isStep(event.key)) {
    if (!span && isBusy()) return;
    event.preventDefault();
    step(add.closest("[data-day]"), event);
  } else if (event.key === "Enter" && span) {
    event.preventDefault();
    open();
  }
});

function step(day, event) {
  const next = dayAfter(span?.to ?? day, event.key);
  if (!next) return;
  if (isOver(next)) return say(calendar.dataset.past);
  next.scrollIntoView({ block: "nearest" });
  if (event.shiftKey) return extend(day, next);
  if (span) leave();
  next.querySelector(".add").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(span || press)) return;
  event.preventDefault();
  leave(calendar.dataset.left);
});

// Whoever goes on elsewhere has let go.
calendar.addEventListener("focusout", () => span && !press && leave());
