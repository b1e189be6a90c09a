// Bytes and their written forms.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** UTF-8. */
export const utf8 = (text) => encoder.encode(text);

/** The text of UTF-8; throws for anything else. */
export const text = (bytes) => decoder.decode(bytes);

/** Base64. */
export function base64(bytes) {
  let binary = "";
  new Uint8Array(bytes).forEach((each) => (binary += String.fromCharCode(each)));
  return btoa(binary);
}

/** Base64url without padding. */
export const base64url = (bytes) =>
  base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The bytes of base64 or base64url. */
export const unbase64 = (written) =>
  Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

/** SHA-256. */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** The digest as the protocol writes it. */
export async function digest(bytes) {
  const hash = await sha256(bytes);
  return "sha256:" + Array.from(hash, (each) => each.toString(16).padStart(2, "0")).join("");
}
