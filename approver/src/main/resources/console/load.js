// What a place needs to be known, asked of the approver when somebody goes there.
import * as api from "./api.js";
import { spokenSummary } from "./detail.js";
import { page, redraw, say } from "./page.js";
import * as passkeys from "./passkeys.js";
import { look } from "./sign.js";
import * as store from "./store.js";
import { noteClock } from "./time.js";
import * as trusted from "./trusted.js";

/** Asks for what this place shows. */
export async function load(place) {
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
    } else if (place.name === "passkeys") {
      await passkeys.load(page.me);
      await trusted.refresh();
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

/** Asks for one request, and what was there before it; `current` tells whether anybody still waits. */
export async function loadRequest(id, current) {
  const answer = await api.request(id);
  if (!current()) {
    return;
  }
  noteClock(answer.nowMillis);
  page.shown.summary = store.learn(summaryOf(answer));
  page.shown.history = answer.history;
  redraw();
  if (trusted.takesSignature(page.shown.summary.request)) {
    await lookClosely(page.shown, current);
  }
  if (!page.shown.earlier) {
    say(spokenSummary(page.shown.summary));
    const earlier = await api.earlier(id);
    if (current()) {
      page.shown.earlier = earlier.requests;
      redraw();
    }
  }
}

/** Before a signature: who may sign here, and that the page shows what the program has signed. */
async function lookClosely(shown, current) {
  await trusted.refresh();
  try {
    await look(shown.summary);
  } catch (e) {
    shown.forged = e.hint ? e.message + "; " + e.hint : e.message;
  }
  if (current()) {
    redraw();
  }
}

/** The request without its history. */
export function summaryOf(answer) {
  const { history, ...summary } = answer;
  return summary;
}
