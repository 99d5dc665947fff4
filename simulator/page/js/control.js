// Orders to the simulator: the same control API that tests and scripts use. Nothing a person does is decided here.

export class Refused extends Error {}

async function ask(method, path, body) {
  const response = await fetch(`/control/${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error ?? response.statusText);
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const patch = (path, body) => ask("PATCH", path, body);
export const remove = (path) => ask("DELETE", path);

/** Lets a person do something in a chat. */
export const act = (personId, action, order = {}) => post(`people/${personId}/${action}`, order);

export const fileUrl = (fileId) => `/control/files/${encodeURIComponent(fileId)}`;

/** Follows the events from number `after` on, for ever; `onState` hears whether the line is up. */
export function follow(after, onBatch, onState) {
  let seq = after;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/control/events/live?calls=1&after=${seq}`);
    socket.binaryType = "arraybuffer";
    const decoder = new TextDecoder();
    socket.onopen = () => onState(true);
    socket.onmessage = (message) => {
      const text = typeof message.data === "string" ? message.data : decoder.decode(message.data);
      const batch = JSON.parse(text);
      seq = batch.seq;
      onBatch(batch);
    };
    socket.onclose = () => {
      onState(false);
      setTimeout(connect, 1000);
    };
  };
  connect();
}
