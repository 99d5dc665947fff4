// Moves a patrol to another day by mouse, thumb or keyboard. Without this file its Move link leads to a plain form.
// What others change meanwhile appears by itself, but never under somebody's hands: it waits for the end of a move.
const calendar = document.querySelector("[data-calendar]");
const asking = document.querySelector("dialog.asking");
const live = document.querySelector(".moving");
const WEEK = 7;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK };
const FAR_ENOUGH_PX = 6;

/** @type {null | {slot: HTMLElement, from: HTMLElement, to: HTMLElement}} */
let move = null;
let drag = null;
let isAsking = false;
/** Whether there are news that the calendar does not show yet. */
let isBehind = false;

const say = (words) => {
  live.textContent = words;
  live.hidden = !words;
};

function begin(slot) {
  const from = slot.closest("[data-day]");
  move = { slot, from, to: from };
  slot.classList.add("lifted");
  calendar.classList.add("is-moving");
  say(calendar.dataset.moving.replace("%", slot.dataset.title));
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

const isBusy = () => Boolean(move || drag || asking.open || isAsking);

function catchUp() {
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

async function drop() {
  const { from, to } = move;
  const slot = end();
  if (to === from) return say(calendar.dataset.stopped);
  if (to.classList.contains("past")) return say(calendar.dataset.past);
  const address = `/console/patrols/${slot.dataset.patrol}/change?what=when&is_filled=1&back=plan&day=${to.dataset.day}`;
  isAsking = true;
  const asked = await ask(address);
  if (!asked) return location.assign(address);
  asking.replaceChildren(asked);
  asking.returnValue = "";
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
    drop();
  } else if (grip) {
    event.preventDefault();
    const again = move?.slot === grip.closest("[data-patrol]");
    if (move) end(calendar.dataset.stopped);
    if (!again) begin(grip.closest("[data-patrol]"));
  }
});

document.addEventListener("keydown", (event) => {
  if (!move || asking.open) return;
  if (event.key === "Escape") end(calendar.dataset.stopped).querySelector(".grip").focus();
  else if (event.key === "Enter" || event.key === " ") {
    drop();
  } else if (event.key in STEPS) {
    const days = [...calendar.querySelectorAll("[data-day]")];
    const next = days[days.indexOf(move.to) + STEPS[event.key]];
    if (next) {
      aim(next);
      next.scrollIntoView({ block: "nearest" });
      say(next.dataset.name);
    }
  } else return;
  event.preventDefault();
});

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
  drag = { slot, x: event.clientX, y: event.clientY, isFar: false, ghost: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag || drag.isDone) return;
  const across = event.clientX - drag.x;
  const down = event.clientY - drag.y;
  if (!drag.isFar && Math.hypot(across, down) < FAR_ENOUGH_PX) return;
  if (!drag.isFar) lift();
  drag.ghost.style.translate = `${event.clientX + 8}px ${event.clientY + 8}px`;
  const day = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-day]");
  if (day && day !== move.to) aim(day);
  event.preventDefault();
});

function lift() {
  drag.isFar = true;
  begin(drag.slot);
  drag.ghost = drag.slot.cloneNode(true);
  drag.ghost.classList.add("ghost");
  drag.ghost.setAttribute("aria-hidden", "true");
  drag.ghost.style.width = `${drag.slot.offsetWidth}px`;
  calendar.append(drag.ghost);
}

function release(isDropped) {
  if (!drag) return;
  drag.ghost?.remove();
  if (drag.isFar && move) isDropped ? drop() : end(calendar.dataset.stopped);
  drag.isDone = true;
  // The click that follows a drop is none.
  setTimeout(() => {
    drag = null;
    catchUp();
  });
}

document.addEventListener("pointerup", () => release(true));
document.addEventListener("pointercancel", () => release(false));
