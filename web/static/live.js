// What is new waits while something here is half filled in, and while what was just done is told: neither is swept away.
const READING_MS = 6000;

let saidAt = performance.now();
let isBehind = false;

const main = () => document.querySelector("#main");

function isChanged(field) {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(first, 0);
}

/** How long news have to wait; for ever means until somebody has done something. */
function waits() {
  if ([...main().querySelectorAll("input, select, textarea")].some(isChanged)) return Infinity;
  return main().querySelector(".said") ? saidAt + READING_MS - performance.now() : 0;
}

function catchUp() {
  if (!isBehind || waits() > 0) return;
  isBehind = false;
  htmx.trigger("#main", "sse:changed");
}

for (const step of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
  document.body.addEventListener(step, (event) => {
    if (event.detail.requestConfig.elt !== main()) return;
    const ms = waits();
    if (ms <= 0) return;
    event.preventDefault();
    isBehind = true;
    if (ms < Infinity) setTimeout(catchUp, ms + 50);
  });
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.requestConfig?.elt !== main()) saidAt = performance.now();
});
document.body.addEventListener("change", catchUp);

// Whoever may no longer see the page does not keep it: asked for anew, it says why.
document.body.addEventListener("htmx:sseClose", (event) => {
  if (event.detail.type === "message") location.reload();
});
