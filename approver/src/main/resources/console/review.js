// The one place where a review is made and sent. What a reviewer signs will be exactly the text
// that leaves this file.
import { review as send } from "./api.js";
import { write } from "./exact.js";

/**
 * A review of the request as this person saw it.
 *
 * said: {verdict, reason, edits: [{name, value}], response}
 */
export function reviewText(summary, said) {
  return write({
    requestDigest: summary.requestDigest,
    verdict: said.verdict,
    reason: said.reason ? said.reason : null,
    edits: said.edits ?? [],
    response: said.verdict === "respond" ? said.response : null,
  });
}

/** Sends it; the request comes back as the approver has recorded it. */
export async function give(summary, said) {
  return send(summary.id, reviewText(summary, said));
}
