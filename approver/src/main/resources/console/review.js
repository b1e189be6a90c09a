// The one place where a review is made and sent, with the person's own signature where it takes one.
import { review as send } from "./api.js";
import { write } from "./exact.js";
import { giveSigned } from "./sign.js";
import { takesSignature } from "./trusted.js";

/**
 * A review of the request as this person saw it.
 *
 * said: {verdict, reason, edits: [{name, value}], response}
 */
function reviewText(summary, said) {
  return write({
    requestDigest: summary.requestDigest,
    verdict: said.verdict,
    reason: said.reason ? said.reason : null,
    edits: said.edits ?? [],
    response: said.verdict === "respond" ? said.response : null,
    grant: null,
  });
}

/** Whether saying this takes the person's passkey; a no never does. */
export const isSigned = (summary, verdict, me) =>
  verdict !== "reject" && !me.signsWith && takesSignature(summary.request);

/** Sends it; the request comes back as the approver has recorded it. */
export async function give(summary, said, me) {
  return isSigned(summary, said.verdict, me)
    ? giveSigned(summary, said, me)
    : send(summary.id, reviewText(summary, said));
}
