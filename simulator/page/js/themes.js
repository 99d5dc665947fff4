// Whether the page is light or dark: what somebody chose here, else what the system prefers.

const root = document.documentElement;

export const currentTheme = () => root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

export function beginTheme() {
  const chosen = localStorage.getItem("theme");
  if (chosen) root.dataset.theme = chosen;
}

export function turnTheme() {
  root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}
