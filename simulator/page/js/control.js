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

const AGAIN_MS = 1000;

/**
 * Follows what happens, for ever: first how things stand, then every event from the beginning. A line that was lost is
 * taken up from the start, since the simulator behind it may be another one by then.
 */
export function follow({ onState, onBatch, onLost }) {
  const again = () => {
    onLost();
    setTimeout(connect, AGAIN_MS);
  };
  const decoder = new TextDecoder();
  const connect = async () => {
    try {
      onState(await get("state"));
    } catch {
      again(); // the server is not there; the page says so and keeps trying
      return;
    }
    const socket = new WebSocket(`ws://${location.host}/control/events/live?calls=1&after=0`);
    socket.binaryType = "arraybuffer";
    socket.onmessage = (message) => onBatch(JSON.parse(decoder.decode(message.data)));
    socket.onclose = again;
  };
  connect();
}
