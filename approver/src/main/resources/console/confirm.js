// What is worth more than one call takes a passkey right before it. The route says when.
import * as api from "./api.js";
import { answer } from "./passkey.js";

/** Runs `act`; where the approver wants `action` confirmed, has that done, and runs it again. */
export async function confirmed(action, act) {
  try {
    return await act();
  } catch (e) {
    if (e.code !== "unconfirmed") {
      throw e;
    }
  }
  const asked = await api.confirm(action, null);
  await api.confirm(action, await answer(asked));
  return act();
}
