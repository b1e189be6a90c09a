// A review with its person's own signature. What is signed names the digest of the bytes that the
// program itself signed, made here, and those bytes have to say what the page has shown.
import * as api from "./api.js";
import { base64, digest, sha256, text, unbase64, utf8 } from "./bytes.js";
import { parse, write } from "./exact.js";
import { NotSent, sign } from "./passkey.js";
import { reviewer, standing, usable } from "./trusted.js";
import { now } from "./time.js";

const REQUEST = "application/vnd.callgate.request.v1+json";
const REVIEW = "application/vnd.callgate.review.v1+json";
const LONGEST_MILLIS = 120000;

/** The same value always as the same text. */
function ordered(value) {
  if (Array.isArray(value)) {
    return value.map(ordered);
  }
  return value && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]))
    : value;
}

/**
 * The request as its program signed it: {request, digest}.
 *
 * Throws when that is not what the page shows.
 */
export async function look(summary) {
  const { envelope } = await api.envelope(summary.id);
  const bytes = unbase64(envelope.payload);
  const request = parse(text(bytes));
  const found = await digest(bytes);
  if (
    envelope.payloadType !== REQUEST ||
    request.requestId !== summary.id ||
    found !== summary.requestDigest ||
    write(ordered(request)) !== write(ordered(summary.request))
  ) {
    throw new NotSent(
      "what this page shows is not what the program has signed",
      "do not approve it here; tell whoever runs this approver",
    );
  }
  return { request, digest: found };
}

/** What a key signs for a payload, as DSSE has it. */
function encoded(type, payload) {
  const head = utf8("DSSEv1 " + utf8(type).length + " " + type + " " + payload.length + " ");
  const all = new Uint8Array(head.length + payload.length);
  all.set(head);
  all.set(payload, head.length);
  return all;
}

/** Has the person's passkey sign, and sends it; the request comes back as it then is. */
export async function giveSigned(summary, said, me) {
  const stands = standing(me, summary.id);
  if (stands.way !== "passkey") {
    throw new NotSent(stands.words + (stands.command ? " " + stands.command : ""));
  }
  const seen = await look(summary);
  const payload = utf8(
    write({
      v: 1,
      requestId: seen.request.requestId,
      requestDigest: seen.digest,
      reviewer: reviewer(me).name,
      verdict: said.verdict,
      edits: said.edits ?? [],
      response: said.verdict === "respond" ? said.response : null,
      reason: said.reason ? said.reason : null,
      atMillis: Math.round(now()),
      grant: null,
    }),
  );
  const left = Math.max(1000, Math.min(LONGEST_MILLIS, summary.expiresAtMillis - now()));
  const { id, response } = await sign(await sha256(encoded(REVIEW, payload)), usable(me), left);
  return api.signedReview(
    summary.id,
    write({
      payloadType: REVIEW,
      payload: base64(payload),
      signatures: [
        {
          keyid: id,
          sig: base64(response.signature),
          webauthn: {
            authenticatorData: base64(response.authenticatorData),
            clientDataJson: base64(response.clientDataJSON),
          },
        },
      ],
    }),
  );
}
