// What is new waits while something here is half filled in: a choice that was made is not undone by somebody else's.
const isChanged = (field) => {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(first, 0);
};

let isBehind = false;

for (const step of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
  document.body.addEventListener(step, (event) => {
    const main = document.querySelector("#main");
    if (event.detail.elt !== main || ![...main.querySelectorAll("input, select, textarea")].some(isChanged)) return;
    event.preventDefault();
    isBehind = true;
  });
}

// Put back as it was, nothing is half filled in any more.
document.body.addEventListener("change", () => {
  if (!isBehind) return;
  isBehind = false;
  htmx.trigger("#main", "sse:changed");
});
