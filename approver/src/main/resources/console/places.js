// What is open, as the address says it after its #: /, /requests/ID, /history, /programs,
// /programs/ID, /programs/ID/coverage and /passkeys. Nothing in it is ever sent anywhere.

/** The place that a hash names; the inbox for anything else. */
export function placeOf(hash) {
  const parts = hash.replace(/^#\/?/, "").split("/");
  const id = /^[0-9a-z]{26}$/.test(parts[1] ?? "") ? parts[1] : null;
  if (parts[0] === "requests" && id) {
    return { name: "request", id };
  }
  if (parts[0] === "programs" && id) {
    return { name: parts[2] === "coverage" ? "coverage" : "batch", id };
  }
  return { name: ["history", "programs", "passkeys"].includes(parts[0]) ? parts[0] : "inbox" };
}
