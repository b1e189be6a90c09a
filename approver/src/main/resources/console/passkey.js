// The browser's passkeys: making one, and having one sign a challenge. What to sign is others'.
import { base64url, unbase64 } from "./bytes.js";

/** Nothing was sent, and why. */
export class NotSent extends Error {
  constructor(message, hint = "nothing was sent") {
    super(message);
    this.hint = hint;
  }
}

/** Why there can be no passkeys here; null when there can. */
export function unavailable() {
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    return "this browser has no passkeys";
  }
  return /^[0-9.]+$|^\[/.test(location.hostname)
    ? "there are no passkeys at a bare address: open this console under its name, on its own machine https://localhost" +
        (location.port ? ":" + location.port : "")
    : null;
}

function explained(e) {
  switch (e.name) {
    case "NotAllowedError":
      return new NotSent("the passkey did not answer: it was cancelled, or none of yours is on this device");
    case "InvalidStateError":
      return new NotSent("this device has a passkey of yours already", "use that one");
    case "NotSupportedError":
      return new NotSent("this device makes no key of the kinds that are verified here", "try another device");
    case "SecurityError":
      return new NotSent("the browser does not use passkeys at this address", "open the console under its own name");
    default:
      return new NotSent("the passkey failed: " + e.message);
  }
}

/** Makes one; returns what the approver takes. */
export async function make(options) {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: unbase64(options.challenge),
        rp: { id: options.rpId, name: "Callgate" },
        user: { id: unbase64(options.userId), name: options.userName, displayName: options.userName },
        pubKeyCredParams: options.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: options.exclude.map((id) => ({ type: "public-key", id: unbase64(id) })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        timeout: options.timeoutMillis,
      },
    });
    return {
      id: made.id,
      publicKey: base64url(made.response.getPublicKey()),
      attestationObject: base64url(made.response.attestationObject),
      clientDataJson: base64url(made.response.clientDataJSON),
    };
  } catch (e) {
    throw explained(e);
  }
}

/** Has one of `allow` (any, when it is empty) sign these bytes; returns the browser's own answer. */
export async function sign(challenge, allow, timeout) {
  try {
    return await navigator.credentials.get({
      publicKey: {
        challenge,
        rpId: location.hostname,
        allowCredentials: allow.map((id) => ({ type: "public-key", id: unbase64(id) })),
        userVerification: "required",
        timeout,
      },
    });
  } catch (e) {
    throw explained(e);
  }
}

/** Answers a challenge of the approver's, in the form that it takes. */
export async function answer(asked) {
  const { id, response } = await sign(unbase64(asked.challenge), asked.allow, asked.timeoutMillis);
  return {
    credentialId: id,
    userHandle: response.userHandle ? base64url(response.userHandle) : null,
    authenticatorData: base64url(response.authenticatorData),
    clientDataJson: base64url(response.clientDataJSON),
    signature: base64url(response.signature),
  };
}
