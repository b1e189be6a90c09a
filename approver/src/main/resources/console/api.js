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
  if (response.status === 401 && path !== "/v1/session") {
    whenSignedOut();
  }
  throw new Refused(response.status, answer.error);
}

export const signIn = (token) => send("POST", "/v1/session", write({ token }));
export const signOut = () => send("DELETE", "/v1/session");
export const session = () => send("GET", "/v1/session");
export const request = (id) => send("GET", "/v1/requests/" + encodeURIComponent(id));
export const earlier = (id) => send("GET", "/v1/requests/" + encodeURIComponent(id) + "/earlier");
export const ended = () => send("GET", "/v1/requests?state=ended");
export const agents = () => send("GET", "/v1/agents");
export const coverage = (jvm) => send("GET", "/v1/agents/" + encodeURIComponent(jvm) + "/coverage");

/** Sends a review's exact text; the request comes back as it then is. */
export const review = (id, text) =>
  send("POST", "/v1/requests/" + encodeURIComponent(id) + "/review", text);
