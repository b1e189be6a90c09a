// The page put together: who is signed in, which place is open, and what is drawn.
import { html, render } from "./lit/lit-html.js";
import { closeDialog, decided, key, openHelp, startDeciding } from "./act.js";
import * as api from "./api.js";
import { agentsPage, coveragePage } from "./agents.js";
import { batchPage } from "./batch.js";
import * as decide from "./decide.js";
import { detail } from "./detail.js";
import { notices, top } from "./frame.js";
import { historyPage } from "./history.js";
import { inbox } from "./inbox.js";
import { help, listen } from "./keys.js";
import { load, loadRequest } from "./load.js";
import { onDraw, page, redraw, say } from "./page.js";
import * as passkeys from "./passkeys.js";
import { placeOf } from "./places.js";
import { safeText } from "./safe.js";
import { signInPage } from "./session.js";
import * as store from "./store.js";
import { takeUpTheme } from "./theme.js";
import { noteClock, now, spoken } from "./time.js";
import * as trusted from "./trusted.js";
import { deeds, risk, state, verdict } from "./words.js";

const root = document.getElementById("app");
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

// Signing in and out

function whenIn(person) {
  noteClock(person.nowMillis);
  page.me = person;
  page.why = null;
  store.open();
  trusted.refresh().then(redraw, redraw);
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
    passkeys.forget();
    trusted.forget();
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
      return batchPage(page.place.id, (page.agents ?? []).find((each) => each.jvm === page.place.id), page.me, redraw, say);
    case "passkeys":
      return passkeys.passkeysPage(page.me, redraw, say);
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
      }}>${page.helping ? help(closeDialog) : decide.dialog(page.me, decided, closeDialog, redraw)}</dialog>`,
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

/** The code that `callgate console` printed behind the address: used once, and gone from it. */
function startCode() {
  const found = /^#start=(cgo_[A-Za-z0-9_-]+)$/.exec(location.hash);
  if (!found) {
    return null;
  }
  history.replaceState(null, "", "/#/");
  return () => api.signIn(found[1]);
}

async function start() {
  onDraw(draw);
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
    const person = await (startCode() ?? api.session)();
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
