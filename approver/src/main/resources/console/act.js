// What a person does with what is shown: decide, move, and every key that does the same.
import * as decide from "./decide.js";
import { actionsOf } from "./detail.js";
import { summaryOf } from "./load.js";
import { page, redraw, say } from "./page.js";
import { safeText } from "./safe.js";
import * as store from "./store.js";
import { turnTheme } from "./theme.js";
import { needed, verdict } from "./words.js";

/** Opens the dialog for a verdict, where this person can give it here. */
export function startDeciding(wanted) {
  const summary = page.shown.summary;
  if (page.place.name !== "request" || !summary || summary.id !== page.place.id) {
    return false;
  }
  if (!actionsOf(summary, page.me, page.shown.forged).some((each) => each.verdict === wanted)) {
    return false;
  }
  page.toast = null;
  decide.start(summary, wanted);
  redraw();
  requestAnimationFrame(() => {
    const first = document.querySelector(
      wanted === "reject" ? "#reason" : wanted === "edit" ? ".field input, .field textarea, .field select"
        : wanted === "respond" ? "#answer" : "#sure, #confirm",
    );
    first?.focus();
  });
  return true;
}

/** Shows the keys. */
export function openHelp() {
  page.helping = true;
  redraw();
}

/** Closes what is open; nothing was said. */
export function closeDialog() {
  decide.stop();
  page.helping = false;
  redraw();
  requestAnimationFrame(() => document.getElementById("deed")?.focus({ preventScroll: true }));
}

/** Shows what was recorded. */
export function decided(answer) {
  page.shown.summary = store.learn(summaryOf(answer));
  page.shown.history = answer.history;
  page.toast =
    answer.state === "pending"
      ? "Your yes is recorded. It waits for " + safeText(needed(answer.progress) || "others", 200) + "."
      : "Recorded: " + verdict(answer);
  say(page.toast);
  redraw();
  requestAnimationFrame(() => document.getElementById("deed")?.focus({ preventScroll: true }));
}

function move(by) {
  const ids = [...document.querySelectorAll(".rows a[data-id]")].map((each) => each.dataset.id);
  if (ids.length === 0) {
    return false;
  }
  const at = ids.indexOf(page.marked);
  const next = ids[Math.max(0, Math.min(ids.length - 1, at < 0 ? 0 : at + by))];
  page.marked = next;
  if (page.place.name === "request") {
    location.hash = "#/requests/" + next;
  } else {
    document.querySelector('.rows a[data-id="' + next + '"]')?.focus();
  }
  return true;
}

/** One key; whether it was used. */
export function key(name, typing) {
  if (!page.me) {
    return false;
  }
  if (decide.current() || page.helping) {
    if (name === "Escape") {
      closeDialog();
      return true;
    }
    return false;
  }
  if (typing) {
    typing.blur();
    return true;
  }
  const go = (hash) => {
    location.hash = hash;
    return true;
  };
  switch (name) {
    case "j":
      return move(1);
    case "k":
      return move(-1);
    case "a":
      return startDeciding("approve");
    case "e":
      return startDeciding("edit");
    case "r":
      return startDeciding("respond");
    case "x":
      return startDeciding("reject");
    case "1":
    case "Escape":
      return go("#/");
    case "2":
      return go("#/history");
    case "3":
      return go("#/programs");
    case "p":
      return go("#/passkeys");
    case "b":
      return page.place.name === "request" && page.shown.summary ? go("#/programs/" + page.shown.summary.jvm) : false;
    case "/": {
      const filter = document.getElementById("filter");
      filter?.focus();
      return Boolean(filter);
    }
    case "t":
      turnTheme();
      return true;
    case "?":
      openHelp();
      return true;
    default:
      return false;
  }
}
