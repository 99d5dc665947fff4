// Windows above the page: the browser's own dialog, which keeps the keyboard inside and closes on Escape.

import { useEffect, useId, useRef } from "preact/hooks";
import { html } from "./ui.js";
import { t } from "./words.js";

/** A window with a heading; `onClose` is called however it is closed. */
export function Dialog({ title, onClose, children, wide = false }) {
  const box = useRef();
  const heading = useId();
  useEffect(() => {
    box.current.showModal();
  }, []);
  const closeOutside = (event) => event.target === box.current && box.current.close();
  return html`
    <dialog ref=${box} class=${wide ? "wide" : ""} aria-labelledby=${heading} onClose=${onClose} onClick=${closeOutside}>
      <div class="dialog">
        <header>
          <h2 id=${heading}>${title}</h2>
          <button type="button" class="quiet" aria-label=${t("close")} onClick=${() => box.current.close()}>✕</button>
        </header>
        ${children}
      </div>
    </dialog>
  `;
}
