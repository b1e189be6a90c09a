// Whose signatures count, as the trust bundle has it, and what that means for the person here. The
// bundle's own signatures are verified in each program, not by this page.
import * as api from "./api.js";
import { text, unbase64 } from "./bytes.js";
import { parse } from "./exact.js";
import { unavailable } from "./passkey.js";

let bundle = null;

/** Asks for the bundle; what is known stays when there is no answer. */
export async function refresh() {
  const answer = await api.trust();
  bundle = answer.bundle ? parse(text(unbase64(answer.bundle.payload))) : false;
}

/** Knows nothing any more. */
export function forget() {
  bundle = null;
}

/** Whether a yes to this request takes its reviewer's own signature. */
export const takesSignature = (request) => request.demands.some((each) => each.assurance !== "server");

/** The person in the bundle; undefined for nobody. */
export function reviewer(me) {
  const name = me.name.trim().toLowerCase();
  return bundle ? bundle.reviewers.find((each) => each.name.trim().toLowerCase() === name) : undefined;
}

/** Whether the bundle has this passkey. */
export const has = (me, credentialId) =>
  Boolean(reviewer(me)?.credentials.some((each) => each.id === credentialId));

/** The credential ids with which the person can sign on this page. */
export function usable(me) {
  return (reviewer(me)?.credentials ?? [])
    .filter((each) => each.rpId === location.hostname && each.origins.includes(location.origin))
    .map((each) => each.id);
}

/**
 * How the person stands to calls that take a signature: {way: "passkey" | "keyfile" | null, words}.
 * Without a way, the words say what to do.
 */
export function standing(me, id) {
  if (me.signsWith) {
    return { way: "keyfile", words: "This console signs with your key file " + me.signsWith + "." };
  }
  if (bundle === null) {
    return { way: null, words: "Whether you can sign here is not known yet." };
  }
  if (!bundle) {
    return {
      way: null,
      words: "This approver has no trust bundle, so no signature counts. Whoever runs it starts it with",
      command: "callgate approver --trust FILE",
    };
  }
  const own = reviewer(me);
  if (!own) {
    return {
      way: null,
      words:
        "You are not in the trust bundle (version " + bundle.version + "), so no program believes your yes. Make a " +
        "passkey here and hand its file to those who hold the root keys; they add you with",
      command: "callgate trust add-reviewer trust.json " + me.name + " --passkey FILE --sign-with ROOTKEY",
      passkeys: true,
    };
  }
  if (usable(me).length && !unavailable()) {
    return { way: "passkey", words: "You will be asked for your passkey." };
  }
  const why = usable(me).length ? "Here " + unavailable() + "." : "The trust bundle has no passkey of yours for " + location.host + ".";
  return own.credentials.some((each) => !each.rpId)
    ? { way: null, words: why + " With your key file, on the command line:", command: "callgate approve " + id + " --sign-with KEYFILE", passkeys: true }
    : { way: null, words: why + " Make one and hand its file to those who hold the root keys.", passkeys: true };
}
