// The approver's routes. Every answer that is not a success becomes a Refused; nothing here guesses
// what the approver did.
import { parse, write } from "./exact.js";

/** The approver said no, in words for people. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.message);
    this.status = status;
    this.code = problem.code;
    this.hint = problem.hint;
  }
}

/** No answer came: whether anything was done is not known. */
export class Unreachable extends Error {}

// The console on a reviewer's own machine has no cookie: its page shows this key instead.
let key = kept();

function kept() {
  try {
    return sessionStorage.getItem("key");
  } catch {
    return null;
  }
}

function keep(found) {
  key = found;
  try {
    if (found) {
      sessionStorage.setItem("key", found);
    } else {
      sessionStorage.removeItem("key");
    }
  } catch {
    // Kept in this page only: after it is loaded again, the person signs in again.
  }
}

/** Where changes are told; a stream takes no header. */
export const streamPath = () => "/v1/events/stream" + (key ? "?key=" + encodeURIComponent(key) : "");

let whenSignedOut = () => {};

/** Called when the approver says that nobody is signed in. */
export function onSignedOut(listener) {
  whenSignedOut = listener;
}

async function send(method, path, body) {
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      redirect: "error",
      cache: "no-store",
      headers: {
        Accept: "application/json",
        "X-Callgate-Console": "1",
        ...(key ? { Authorization: "Bearer " + key } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body,
    });
    text = await response.text();
  } catch (e) {
    throw new Unreachable("the approver did not answer", { cause: e });
  }
  const answer = parse(text);
  if (response.ok) {
    return answer;
  }
  if (response.status === 401 && !path.startsWith("/v1/session")) {
    whenSignedOut();
  }
  throw new Refused(response.status, answer.error);
}

export async function signIn(token) {
  keep(null);
  const { key: given, ...person } = await send("POST", "/v1/session", write({ token }));
  keep(given ?? null);
  return person;
}

export const signOut = () => send("DELETE", "/v1/session");
export const session = () => send("GET", "/v1/session");
export const request = (id) => send("GET", "/v1/requests/" + encodeURIComponent(id));
export const earlier = (id) => send("GET", "/v1/requests/" + encodeURIComponent(id) + "/earlier");
export const ended = () => send("GET", "/v1/requests?state=ended");
export const agents = () => send("GET", "/v1/agents");
export const coverage = (jvm) => send("GET", "/v1/agents/" + encodeURIComponent(jvm) + "/coverage");

export const envelope = (id) => send("GET", "/v1/requests/" + encodeURIComponent(id) + "/envelope");
export const trust = () => send("GET", "/v1/trust");
export const signInChallenge = () => send("POST", "/v1/session/challenge");
export const signInWith = (use) => send("POST", "/v1/session/passkey", write(use));
export const passkeys = () => send("GET", "/v1/passkeys");
export const passkeyOptions = () => send("POST", "/v1/passkeys/options");
export const addPasskey = (made) => send("POST", "/v1/passkeys", write(made));
export const renamePasskey = (id, name) => send("PUT", "/v1/passkeys/" + encodeURIComponent(id), write({ name }));
export const removePasskey = (id) => send("DELETE", "/v1/passkeys/" + encodeURIComponent(id));
export const passkeyFile = (id) => send("GET", "/v1/passkeys/" + encodeURIComponent(id) + "/file");

/** Asks for the challenge of an action, and with `use` answers it. */
export const confirm = (action, use) => send("POST", "/v1/confirm", write({ action, use }));

/** Sends a signed review's exact text; the request comes back as it then is. */
export const signedReview = (id, text) =>
  send("POST", "/v1/requests/" + encodeURIComponent(id) + "/signed-review", text);

/** Sends a review's exact text; the request comes back as it then is. */
export const review = (id, text) =>
  send("POST", "/v1/requests/" + encodeURIComponent(id) + "/review", text);
