// The console inside Telegram: who opened it is handed over once, and its colours are followed.
"use strict";
(() => {
  const given = new URLSearchParams(location.hash.slice(1));
  const tell = (event, data) => {
    const text = JSON.stringify(data || {});
    if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, text);
    else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: data || {} }), location.ancestorOrigins?.[0] || "https://web.telegram.org");
  };
  const keep = (name, value) => { try { if (value) sessionStorage.setItem(name, value); return sessionStorage.getItem(name); } catch { return value; } };
  let theme = null;
  try {
    const ground = JSON.parse(given.get("tgWebAppThemeParams") || "{}").bg_color;
    if (/^#[0-9a-f]{6}$/i.test(ground || "")) {
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(ground.slice(at, at + 2), 16));
      theme = 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
    }
  } catch { /* colours nobody can read are no colours */ }
  theme = keep("theme", theme);
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  if (keep("inside", given.has("tgWebAppData") ? "yes" : null)) { tell("web_app_ready"); tell("web_app_expand"); }
  const form = document.getElementById("launch");
  if (!form || !given.get("tgWebAppData")) return;
  form.elements.init_data.value = given.get("tgWebAppData");
  form.hidden = false;
  history.replaceState(null, "", location.pathname);
  form.submit();
})();
