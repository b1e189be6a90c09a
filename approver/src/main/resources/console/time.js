// The approver's clock, not this machine's: what expires, expires by it.

let ahead = 0;

/** What the approver's clock said just now. */
export function noteClock(millis) {
  ahead = millis - Date.now();
}

/** The approver's time, epoch milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** The two largest parts: 23h 59m, 1m 5s, 12s, 0s. */
export function span(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  if (seconds >= 2 * 86400) {
    return Math.floor(seconds / 86400) + "d " + Math.floor((seconds % 86400) / 3600) + "h";
  }
  if (seconds >= 3600) {
    return Math.floor(seconds / 3600) + "h " + Math.floor((seconds % 3600) / 60) + "m";
  }
  return seconds >= 60 ? Math.floor(seconds / 60) + "m " + (seconds % 60) + "s" : seconds + "s";
}

/** As {@link span}, in whole words for a screen reader. */
export function spoken(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  const many = (count, word) => count + " " + word + (count === 1 ? "" : "s");
  if (seconds >= 86400) {
    return many(Math.floor(seconds / 86400), "day");
  }
  if (seconds >= 3600) {
    return many(Math.floor(seconds / 3600), "hour");
  }
  return seconds >= 60 ? many(Math.floor(seconds / 60), "minute") : many(seconds, "second");
}

/** How long ago, in words. */
export function ago(millis) {
  const since = now() - millis;
  return since < 5000 ? "just now" : span(Math.floor(since / 1000) * 1000) + " ago";
}

/** The time of day here, with the date when it is not today's. */
export function timeOfDay(millis) {
  const date = new Date(millis);
  const today = new Date(now()).toDateString() === date.toDateString();
  return today ? date.toLocaleTimeString() : date.toLocaleString();
}
