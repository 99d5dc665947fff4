// Behind the stage: the story so far, trouble to make, what the bot did about it, numbers, and scenes as files.

import { useEffect, useRef, useState } from "preact/hooks";
import { timeOf } from "./bubbles.js";
import { get, post, remove } from "./control.js";
import { Dialog } from "./dialogs.js";
import { nameOf } from "./people.js";
import { store } from "./store.js";
import { classes, html } from "./ui.js";
import { pick, t } from "./words.js";

const TABS = ["story", "trouble", "numbers", "scenes"];

export function Backstage({ phones, report, onClose, onReset }) {
  const [tab, choose] = useState("story");
  const byKey = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    choose(next);
    event.currentTarget.querySelector(`[data-tab="${next}"]`).focus();
  };
  const panels = { story: Story, trouble: Trouble, numbers: Numbers, scenes: Scenes };
  const Panel = panels[tab];
  return html`
    <aside class="backstage" aria-label=${t("backstage")}>
      <div class="tabs">
        <div role="tablist" aria-label=${t("backstage")} onKeyDown=${byKey}>
          ${TABS.map((name) => html`<button key=${name} id=${`tab-${name}`} data-tab=${name} type="button" role="tab" aria-controls="backstage-panel"
            aria-selected=${tab === name} tabindex=${tab === name ? 0 : -1} onClick=${() => choose(name)}>${t(name)}</button>`)}
        </div>
        <button type="button" class="quiet" aria-label=${t("close")} onClick=${onClose}>✕</button>
      </div>
      <div class="panel" id="backstage-panel" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0">
        <${Panel} phones=${phones} report=${report} onReset=${onReset} />
      </div>
    </aside>
  `;
}

function Story() {
  const lines = store.story.slice(-120).reverse();
  if (!lines.length) return html`<p class="hint">${t("story_empty")}</p>`;
  return html`
    <ol class="story">
      ${lines.map((line) => html`<li key=${line.seq}><time>${timeOf(new Date(line.at) / 1000, store.stage.zone)}</time><p>${pick(line.text)}</p></li>`)}
    </ol>
  `;
}

function Trouble({ phones, report }) {
  const faults = [
    { name: "down", order: { fault: "status:502", times: null } },
    { name: "429", order: { fault: "retry_after:5", method: "sendMessage", times: 5 } },
    { name: "slow", order: { fault: "slow:3", method: "sendMessage", times: null } },
  ];
  const person = store.people.get(phones[0]);
  const block = () => post(`people/${person.id}/${person.has_blocked ? "unblocks_bot" : "blocks_bot"}`);
  return html`
    <div class="switch-list">
      ${faults.map(({ name, order }) => {
        const line = store.faults.find((one) => one.fault === order.fault && (order.times === null || one.happened < order.times));
        const turn = () => (line ? remove(`faults?id=${line.id}`) : post("faults", order));
        return html`<${Switch} key=${name} title=${t(`fault_${name}`)} hint=${t(`fault_${name}_hint`)} isOn=${Boolean(line)} onTurn=${() => report(turn)} />`;
      })}
      ${person && html`<${Switch} title=${t("fault_blocked", { name: nameOf(person) })} hint=${t("fault_blocked_hint")} isOn=${person.has_blocked} onTurn=${() => report(block)} />`}
    </div>
    <h3>${t("bot_did")}</h3>
    <p aria-live="polite">${whatTheBotDid()}</p>
    <h3>${t("calls")}</h3>
    <ol class="calls">
      ${store.calls.slice(-40).reverse().map((call) => {
        const isBad = call.kind === "fault" || call.status !== 200;
        return html`<li key=${call.seq} class=${classes({ bad: isBad })}>
          <time>${timeOf(new Date(call.at) / 1000, store.stage.zone)}</time> <code>${call.method}</code>
          ${call.chat_id ? ` → ${chatName(call.chat_id)}` : ""} ${isBad && html`<strong>${t("failed")}: ${call.fault ?? call.description ?? call.status}</strong>`}
        </li>`;
      })}
    </ol>
  `;
}

function whatTheBotDid() {
  const { failed, recoveredAt } = store.trouble;
  if (!failed) return t("bot_fine");
  return t(recoveredAt ? "bot_recovered" : "bot_retrying", { failed });
}

const chatName = (chatId) => {
  const person = store.people.get(chatId);
  return person ? nameOf(person) : (store.groups.get(chatId)?.chat.title ?? chatId);
};

function Switch({ title, hint, isOn, onTurn }) {
  return html`
    <button type="button" class="switch" role="switch" aria-checked=${isOn} onClick=${onTurn}>
      <span><strong>${title}</strong><small>${hint}</small></span>
      <span class="knob" aria-hidden="true">${t(isOn ? "on" : "off")}</span>
    </button>
  `;
}

function Numbers() {
  const [counters, set] = useState(null);
  useEffect(() => {
    const look = () => get("counters").then(set);
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  if (!counters) return null;
  const { limits } = counters;
  const sum = (facts) => Object.values(facts).reduce((total, one) => total + one, 0);
  const rows = [
    [t("sent_messages"), limits.sent],
    [t("busiest"), `${limits.busiest_second} / ${limits.settings.overall_per_second}`],
    [t("pending"), counters.pending_updates],
    [t("violations"), sum(limits.violations)],
    [t("refused"), sum(counters.refusals)],
  ];
  const seconds = limits.by_second.slice(-60);
  const most = Math.max(limits.settings.overall_per_second, ...seconds);
  return html`
    <dl class="numbers">${rows.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <h3>${t("per_second")}</h3>
    <svg class="chart" viewBox="0 0 300 80" role="img" aria-label=${`${t("per_second")}: ${seconds.join(", ")}`}>
      <line x1="0" x2="300" y1=${78 - (limits.settings.overall_per_second / most) * 74} y2=${78 - (limits.settings.overall_per_second / most) * 74} />
      ${seconds.map((count, i) => html`<rect key=${i} x=${i * 5} y=${78 - (count / most) * 74} width="4" height=${(count / most) * 74} />`)}
    </svg>
    <table class="methods"><tbody>
      ${Object.entries(counters.calls).sort((a, b) => b[1] - a[1]).map(([name, count]) => html`<tr key=${name}><th scope="row"><code>${name}</code></th><td>${count}</td></tr>`)}
    </tbody></table>
  `;
}

function Scenes({ phones, report, onReset }) {
  const [isSure, ask] = useState(false);
  const file = useRef();
  const save = () =>
    report(async () => {
      const scene = await get(`scene?people=${phones.join(",")}`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(scene, null, 2)], { type: "application/json" }));
      link.download = "scene.json";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  const play = async (event) => {
    const [chosen] = event.target.files;
    if (!chosen) return;
    const text = await chosen.text();
    event.target.value = "";
    await report(() => post("scene", { scene: JSON.parse(text), pace: 0.5 }));
  };
  return html`
    <div class="stack">
      <button type="button" onClick=${save}>${t("save_scene")}</button>
      <p class="hint">${t("save_scene_hint")}</p>
      <button type="button" onClick=${() => file.current.click()}>${t("play_scene")}</button>
      <input ref=${file} type="file" accept="application/json,.json" hidden onChange=${play} />
      <p aria-live="polite">${progress()}</p>
      <button type="button" class="danger" onClick=${() => ask(true)}>${t("reset")}</button>
    </div>
    ${isSure &&
    html`<${Dialog} title=${t("reset_sure")} onClose=${() => ask(false)}>
      <div class="stack two">
        <button type="button" onClick=${() => ask(false)}>${t("cancel")}</button>
        <button type="button" class="danger" onClick=${() => { ask(false); onReset(); }}>${t("yes")}</button>
      </div>
    <//>`}
  `;
}

function progress() {
  const scene = store.scene;
  if (!scene) return "";
  if (!scene.has_ended) return t("playing", scene);
  return scene.error ? t("play_failed", { error: scene.error }) : t("played");
}
