// Saying where somebody is: on a map, at the meeting place, or a little away from it.

import { useState } from "preact/hooks";
import { Dialog } from "./dialogs.js";
import { metresBetween, shifted } from "./geometry.js";
import { MapPicker } from "./maps.js";
import { nameOf } from "./people.js";
import { stepNow, store } from "./store.js";
import { classes, html } from "./ui.js";
import { pick, t } from "./words.js";

const AWAY_M = 300;
const SOMEWHERE = { latitude: 37.5665, longitude: 126.978 };

/** Places the stage names, else those the bot has sent to this person, the latest first. */
function knownPlaces(person) {
  const named = (store.stage.places ?? []).map((place) => ({ ...place, name: pick(place.name) }));
  if (named.length) return named;
  const messages = store.screen(person.id, person.id).shown().map((entry) => entry.message).reverse();
  return messages
    .filter((message) => message.venue ?? message.location)
    .map((message) => ({ ...(message.venue?.location ?? message.location), name: message.venue?.title ?? t("location") }));
}

/** Asks where somebody is; `onShare` gets the point, and whether it goes on moving. */
export function PlaceDialog({ person, mayBeLive, onShare, onClose }) {
  const place = knownPlaces(person)[0];
  const isGuided = stepNow()?.person === person.id;
  const [point, move] = useState(person.location ?? (place ? shifted(place, 180, -120) : SOMEWHERE));
  const isThere = !place || metresBetween(place, point) <= (place.radius_m ?? 150);
  const share = (isLive) => () => {
    onShare({ latitude: point.latitude, longitude: point.longitude }, isLive);
    onClose();
  };
  return html`
    <${Dialog} title=${t("where", { name: nameOf(person) })} onClose=${onClose} wide>
      <p class="hint">${t("where_hint")}</p>
      <${MapPicker} point=${point} place=${place} onMove=${move} />
      ${place &&
      html`
        <p class="distance" aria-live="polite">${t("far_from", { place: place.name, metres: metresBetween(place, point) })}</p>
        <div class="stack two">
          <button type="button" class=${classes({ pointed: isGuided && !isThere })} onClick=${() => move(shifted(place, 18, 12))}>${t("at_place", { place: place.name })}</button>
          <button type="button" onClick=${() => move(shifted(place, AWAY_M * 0.8, -AWAY_M * 0.6))}>${t("away")}</button>
        </div>
      `}
      <div class="stack">
        <button type="button" class=${classes("solid", { pointed: isGuided && isThere })} onClick=${share(false)}>${t("share_place")}</button>
        ${mayBeLive && html`<button type="button" onClick=${share(true)}>${t("share_live")}</button>`}
      </div>
    <//>
  `;
}
