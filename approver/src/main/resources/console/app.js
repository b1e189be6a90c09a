// The page put together: who is signed in, which place is open, and what is drawn.
import { html, render } from "./lit/lit-html.js";
import * as api from "./api.js";
import { agentsPage, coveragePage } from "./agents.js";
import { batchPage } from "./batch.js";
import * as decide from "./decide.js";
import { actionsOf, detail, spokenSummary } from "./detail.js";
import { historyPage } from "./history.js";
import { notices, top } from "./frame.js";
import { inbox } from "./inbox.js";
import { help, listen } from "./keys.js";
import { placeOf } from "./places.js";
import { safeText } from "./safe.js";
import { signInPage } from "./session.js";
import * as store from "./store.js";
import { takeUpTheme, turnTheme } from "./theme.js";
import { noteClock, now, spoken } from "./time.js";
import { deeds, needed, risk, state, verdict } from "./words.js";

const page = {
  me: null,
  why: null,
  started: false,
  place: { name: "inbox" },
  marked: null,
  filter: "",
  helping: false,
  toast: null,
  shown: {},
  history: null,
  agents: null,
  coverage: null,
};

const root = document.getElementById("app");
let queued = false;

/** Draws soon, once, however often it is asked. */
function redraw() {
  if (!queued) {
    queued = true;
    queueMicrotask(() => {
      queued = false;
      draw();
    });
  }
}

function say(text, alarm = false) {
  document.getElementById(alarm ? "alarm" : "said").textContent = text;
}

function enter() {
  page.place = placeOf(location.hash);
  decide.stop();
  page.helping = false;
  page.toast = null;
  if (page.me) {
    load(page.place);
  }
  redraw();
  focusHeading();
}

function focusHeading() {
  requestAnimationFrame(() => {
    if (page.place.name !== "inbox") {
      document.querySelector("h1[tabindex]")?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  });
}

async function load(place) {
  const current = () => page.place === place;
  try {
    if (place.name === "request") {
      page.marked = place.id;
      page.shown = { id: place.id, summary: store.known(place.id) };
      await loadRequest(place.id, current);
    } else if (place.name === "history") {
      page.history = null;
      const list = await api.ended();
      page.history = current() ? list.requests : page.history;
    } else if (place.name === "programs" || place.name === "batch") {
      const list = await api.agents();
      list.agents.forEach((each) => noteClock(each.nowMillis));
      page.agents = list.agents;
    } else if (place.name === "coverage") {
      page.coverage = null;
      const found = await api.coverage(place.id);
      page.coverage = current() ? found : page.coverage;
    }
  } catch (e) {
    if (current()) {
      const problem = e.hint ? e.message + "; " + e.hint : e.message;
      if (place.name === "request") {
        page.shown.problem = problem;
      } else if (place.name === "coverage") {
        page.coverage = { problem };
      } else {
        page.toast = problem;
      }
    }
  }
  redraw();
}

async function loadRequest(id, current) {
  const answer = await api.request(id);
  if (!current()) {
    return;
  }
  noteClock(answer.nowMillis);
  page.shown.summary = store.learn(summaryOf(answer));
  page.shown.history = answer.history;
  redraw();
  if (!page.shown.earlier) {
    say(spokenSummary(page.shown.summary));
    const earlier = await api.earlier(id);
    if (current()) {
      page.shown.earlier = earlier.requests;
      redraw();
    }
  }
}

function summaryOf(answer) {
  const { history, ...summary } = answer;
  return summary;
}

// Signing in and out

function whenIn(person) {
  noteClock(person.nowMillis);
  page.me = person;
  page.why = null;
  store.open();
  load(page.place);
  redraw();
}

function signedOut(why) {
  if (page.me || !page.started) {
    page.me = null;
    page.why = why;
    page.shown = {};
    page.history = null;
    page.agents = null;
    page.coverage = null;
    page.filter = "";
    decide.stop();
    store.forget();
    say("");
    say(why ?? "", true);
  }
  redraw();
  requestAnimationFrame(() => document.getElementById("token")?.focus());
}

async function leave() {
  try {
    await api.signOut();
    signedOut("You are signed out.");
  } catch (e) {
    page.toast = "You may still be signed in: " + e.message;
    redraw();
  }
}

// Deciding

function startDeciding(wanted) {
  const summary = page.shown.summary;
  if (page.place.name !== "request" || !summary || summary.id !== page.place.id) {
    return false;
  }
  if (!actionsOf(summary).some((each) => each.verdict === wanted)) {
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

function openHelp() {
  page.helping = true;
  redraw();
}

function closeDialog() {
  decide.stop();
  page.helping = false;
  redraw();
  requestAnimationFrame(() => document.getElementById("deed")?.focus({ preventScroll: true }));
}

function decided(answer) {
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

// Hearing of changes

function heard(changes) {
  for (const { before, after } of changes) {
    if (after) {
      decide.note(after);
    }
    if (page.place.name === "request" && (after ?? before).id === page.shown.id) {
      if (after) {
        page.shown.summary = after;
        if (before && before.state === "pending" && after.state !== "pending") {
          say("This call is " + state(after) + ". " + safeText(verdict(after), 200), true);
        }
      }
      const place = page.place;
      loadRequest(place.id, () => page.place === place).catch(() => redraw());
    } else if (after && !before && after.state === "pending") {
      say(
        "New: " + safeText(deeds(after.request).join("; "), 160) + ", risk " + safeText(risk(after.request), 20) +
          ", " + spoken(after.expiresAtMillis - now()) + " left",
      );
    }
  }
  redraw();
}

// Moving

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

function key(name, typing) {
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

// Drawing

function main() {
  const list = () => inbox(page.place.name === "request" ? page.place.id : page.marked, page.filter, (text) => {
    page.filter = text;
    redraw();
  });
  switch (page.place.name) {
    case "history":
      return historyPage(page.history);
    case "programs":
      return agentsPage(page.agents);
    case "batch":
      return batchPage(page.place.id, (page.agents ?? []).find((each) => each.jvm === page.place.id), redraw, say);
    case "coverage":
      return coveragePage(page.place.id, page.coverage);
    case "request":
      return html`<div class="panes open">${list()}${detail(page.shown, page.me, startDeciding)}</div>`;
    default:
      return html`<div class="panes">${list()}<section class="detail hint"><p class="empty">Choose a call, or press
        <kbd>j</kbd> and <kbd>Enter</kbd>. <kbd>?</kbd> lists the keys.</p></section></div>`;
  }
}

function draw() {
  if (!page.started) {
    return;
  }
  if (!page.me) {
    document.title = "Callgate";
    render(signInPage(page.why, whenIn, redraw), root);
    return;
  }
  const waiting = store.pending().length;
  document.title = (waiting ? "(" + waiting + ") " : "") + "Callgate";
  const dialogOpen = decide.current() || page.helping;
  render(
    html`${top(page, { help: openHelp, leave })}${notices(page)}
      <main id="main" tabindex="-1">${main()}</main>
      <dialog aria-labelledby="decide-title" @cancel=${(event) => {
        event.preventDefault();
        closeDialog();
      }}>${page.helping ? help(closeDialog) : decide.dialog(decided, closeDialog, redraw)}</dialog>`,
    root,
  );
  const dialog = root.querySelector("dialog");
  if (dialogOpen && !dialog.open) {
    dialog.showModal();
  } else if (!dialogOpen && dialog.open) {
    dialog.close();
  }
}

window.addEventListener("error", broken);
window.addEventListener("unhandledrejection", broken);

/** A page that is broken says so: it may not show what is true. */
function broken(event) {
  const text = event.message ?? event.reason?.message ?? "unknown";
  say("This page has failed and may show what is no longer true: reload it. " + safeText(text, 200), true);
  document.getElementById("alarm").classList.remove("spoken");
}

async function start() {
  takeUpTheme();
  page.place = placeOf(location.hash);
  store.onChange(heard);
  api.onSignedOut(() => signedOut("Your session has ended. Sign in again; nothing was sent since."));
  store.onSignedOut(() => signedOut("Your session has ended. Sign in again; nothing was sent since."));
  window.addEventListener("hashchange", enter);
  listen(key);
  // Countdowns, and calls whose time runs out.
  setInterval(redraw, 1000);
  try {
    const person = await api.session();
    page.started = true;
    whenIn(person);
  } catch (e) {
    page.started = false;
    signedOut(e.status === 401 ? null : e.message + (e.hint ? "; " + e.hint : ""));
    page.started = true;
    redraw();
  }
}

start();
