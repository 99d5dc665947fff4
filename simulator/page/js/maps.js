// Maps drawn without any tiles: an invented quarter of streets around a place, the same every time for the same place.

import { useRef } from "preact/hooks";
import { metresBetween, offset, shifted } from "./geometry.js";
import { html } from "./ui.js";
import { t } from "./words.js";

const BLOCK_M = 90;
const STEP_M = 10;

/** A picture of where a point is, for bubbles. */
export function MapPicture({ point, metres = 420, width = 260, height = 140 }) {
  const label = t("map_of", { latitude: point.latitude.toFixed(4), longitude: point.longitude.toFixed(4) });
  const scale = metres / width;
  return html`
    <svg class="map" viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${label}>
      <${Streets} centre=${point} scale=${scale} width=${width} height=${height} />
      <${Pin} x=${width / 2} y=${height / 2} />
    </svg>
  `;
}

/** A map on which somebody is moved by dragging the pin or with the arrow keys. */
export function MapPicker({ point, place, metres = 900, onMove }) {
  const [width, height] = [640, 400];
  const scale = metres / width;
  const begun = useRef(point);
  const centre = place ?? begun.current;
  const at = project(centre, point, scale, width, height);
  const svg = useRef();
  const isDragging = useRef(false);

  const moveTo = (event) => {
    const box = svg.current.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    onMove(shifted(centre, (x - width / 2) * scale, (height / 2 - y) * scale));
  };
  const grab = (event) => {
    isDragging.current = true;
    svg.current.setPointerCapture(event.pointerId);
    moveTo(event);
  };
  const drag = (event) => isDragging.current && moveTo(event);
  const drop = () => (isDragging.current = false);
  const byKey = (event) => {
    const steps = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!steps) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    onMove(shifted(point, steps[0] * STEP_M * far, steps[1] * STEP_M * far));
  };
  const distance = place ? metresBetween(place, point) : 0;
  return html`
    <svg ref=${svg} class="map picker" viewBox=${`0 0 ${width} ${height}`} role="slider" tabindex="0"
      aria-label=${t("pin")} aria-valuenow=${distance} aria-valuemin="0"
      aria-valuetext=${place ? t("far_from", { place: place.name, metres: distance }) : ""}
      onPointerDown=${grab} onPointerMove=${drag} onPointerUp=${drop} onPointerCancel=${drop} onKeyDown=${byKey}>
      <${Streets} centre=${centre} scale=${scale} width=${width} height=${height} />
      ${place && html`<circle class="radius" cx=${width / 2} cy=${height / 2} r=${(place.radius_m ?? 150) / scale} />
        <text class="place" x=${width / 2} y=${height / 2 + (place.radius_m ?? 150) / scale + 30}>${place.name}</text>
        <circle class="centre" cx=${width / 2} cy=${height / 2} r="6" />`}
      <${Pin} x=${at.x} y=${at.y} size=${1.6} />
    </svg>
  `;
}

function project(centre, point, scale, width, height) {
  const { east, north } = offset(centre, point);
  const within = (value, low, high) => Math.max(low, Math.min(high, value));
  return { x: within(width / 2 + east / scale, 12, width - 12), y: within(height / 2 - north / scale, 36, height - 4) };
}

function Pin({ x, y, size = 1 }) {
  return html`
    <g class="pin" transform=${`translate(${x} ${y}) scale(${size})`}>
      <ellipse cx="0" cy="1" rx="6" ry="2.4" class="shadow" />
      <path d="M0 0C-3-7-9-10-9-17a9 9 0 0 1 18 0C9-10 3-7 0 0z" />
      <circle cx="0" cy="-17" r="3.6" />
    </g>
  `;
}

// Streets lie on a grid fixed to the earth, so that two points near each other share them. Some blocks are parks.
function Streets({ centre, scale, width, height }) {
  const origin = { latitude: Math.round(centre.latitude * 50) / 50, longitude: Math.round(centre.longitude * 50) / 50 };
  const { east, north } = offset(origin, centre);
  const first = (metres, span) => Math.floor((metres - (span * scale) / 2) / BLOCK_M) - 1;
  const last = (metres, span) => Math.ceil((metres + (span * scale) / 2) / BLOCK_M) + 1;
  const blocks = [];
  for (let i = first(east, width); i <= last(east, width); i++) {
    for (let j = first(north, height); j <= last(north, height); j++) {
      const x = width / 2 + (i * BLOCK_M - east) / scale;
      const y = height / 2 - ((j + 1) * BLOCK_M - north) / scale;
      blocks.push({ i, j, x, y, kind: noise(i, j) });
    }
  }
  const side = BLOCK_M / scale;
  const gap = Math.max(2.5, 11 / scale);
  return html`
    <rect class="street" width=${width} height=${height} />
    ${blocks.map(
      ({ i, j, x, y, kind }) => html`
        <rect key=${`${i}:${j}`} class=${kind < 0.12 ? "block park" : kind < 0.2 ? "block square" : "block"}
          x=${x + gap / 2} y=${y + gap / 2} width=${side - gap - (i % 4 === 0 ? gap : 0)} height=${side - gap - (j % 3 === 0 ? gap : 0)} rx="3" />
      `,
    )}
  `;
}

function noise(i, j) {
  const value = Math.sin(i * 127.1 + j * 311.7) * 43758.5453;
  return value - Math.floor(value);
}
