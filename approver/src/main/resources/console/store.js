// What the page knows of the requests: only what the approver has said, as it last said it.
import { parse } from "./exact.js";
import { noteClock } from "./time.js";
import { session, streamPath } from "./api.js";

const RETRY_MILLIS = 3000;

const requests = new Map();
let listeners = [];
let source = null;
let retry = null;

/** Whether the page hears of changes right now, and whether it has ever. */
export const line = { connected: false, heard: false };

/** The requests that wait, the most urgent first. */
export function pending() {
  return [...requests.values()]
    .filter((each) => each.state === "pending")
    .sort((one, other) => one.expiresAtMillis - other.expiresAtMillis || (one.id < other.id ? -1 : 1));
}

/** One request, if the page has heard of it. */
export function known(id) {
  return requests.get(id);
}

/** Calls back after each change, with what changed: {before, after} each. */
export function onChange(listener) {
  listeners.push(listener);
}

/**
 * Takes what an answer said about a request, and returns what is known now: what has ended does not
 * begin to wait again. Whoever asked draws.
 */
export function learn(summary) {
  const before = requests.get(summary.id);
  if (before && before.state !== "pending" && summary.state === "pending") {
    return before;
  }
  requests.set(summary.id, summary);
  return summary;
}

function tell(changes) {
  listeners.forEach((listener) => listener(changes));
}

/** Starts to listen. */
export function open() {
  close();
  source = new EventSource(streamPath());
  source.addEventListener("snapshot", (event) => {
    const snapshot = parse(event.data);
    const first = !line.heard;
    const changes = [];
    const waiting = new Set(snapshot.requests.map((each) => each.id));
    for (const [id, before] of requests) {
      if (before.state === "pending" && !waiting.has(id)) {
        // It ended while nobody told us how.
        requests.delete(id);
        changes.push({ before, after: undefined });
      }
    }
    for (const after of snapshot.requests) {
      const before = requests.get(after.id);
      noteClock(after.nowMillis);
      requests.set(after.id, after);
      if (!first || before) {
        changes.push({ before, after });
      }
    }
    line.connected = true;
    line.heard = true;
    tell(changes);
  });
  source.addEventListener("changes", (event) => {
    const changes = parse(event.data).requests.map((after) => {
      const before = requests.get(after.id);
      noteClock(after.nowMillis);
      requests.set(after.id, after);
      return { before, after };
    });
    tell(changes);
  });
  source.addEventListener("goodbye", () => lost());
  source.onerror = () => lost();
}

/** Listens no more and forgets everything: the next person at this browser starts afresh. */
export function forget() {
  close();
  requests.clear();
  line.connected = false;
  line.heard = false;
}

function close() {
  clearTimeout(retry);
  if (source) {
    source.close();
    source = null;
  }
}

function lost() {
  close();
  line.connected = false;
  tell([]);
  retry = setTimeout(async () => {
    try {
      await session();
      open();
    } catch (refused) {
      if (refused.status === 401) {
        signedOut();
      } else {
        lost();
      }
    }
  }, RETRY_MILLIS);
}

let signedOut = () => {};

/** Called when the session turns out to be over. */
export function onSignedOut(listener) {
  signedOut = listener;
}
