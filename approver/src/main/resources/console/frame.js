// What stands around every page: places, who is signed in, whether the page still hears of changes.
import { html, nothing } from "./lit/lit-html.js";
import { safe, safeText } from "./safe.js";
import { line } from "./store.js";
import { turnTheme } from "./theme.js";
import { now, span } from "./time.js";

const WARN_MILLIS = 5 * 60 * 1000;

/** The bar above everything; `acts`: {help, leave}. */
export function top(page, acts) {
  const link = (name, hash, words) => html`<a href=${hash} aria-current=${page.place.name === name ? "page" : nothing}
    >${words}</a>`;
  return html`<header class="top">
    <a class="skip" href="#main" @click=${(event) => {
      event.preventDefault();
      document.getElementById("main").focus();
    }}>Skip to the calls</a>
    <b class="brand"><img src="/console/icon.svg" alt="" width="22" height="22"><span>Callgate</span></b>
    <nav aria-label="Places">${link("inbox", "#/", "Waiting")}${link("history", "#/history", "Decided")}${link(
      "programs", "#/programs", "Programs")}</nav>
    <span class="line ${line.connected ? "on" : "off"}" role="status">${
      line.connected ? "live" : line.heard ? "not connected" : "connecting"
    }</span>
    <a class="me" href="#/passkeys" aria-current=${page.place.name === "passkeys" ? "page" : nothing}
      title=${safeText("Your passkeys; you are " + (page.me.groups.length ? "in " + page.me.groups.join(", ") : "in no group"), 200)}
      >${safe(page.me.name, 60)}</a>
    <button class="small" title="dark or light (t)" aria-label="Dark or light" @click=${turnTheme}>◐</button>
    <button class="small" title="keyboard (?)" aria-label="Keyboard shortcuts" @click=${acts.help}>?</button>
    <button class="small" @click=${acts.leave}>Sign out</button>
  </header>`;
}

/** What the person has to know before anything else on the page. */
export function notices(page) {
  const left = page.me.endsAtMillis - now();
  return html`${!line.connected && line.heard
    ? html`<p class="notice lost" role="alert">Not connected: what stands here may be old. Trying again…</p>`
    : nothing}
  ${left < WARN_MILLIS
    ? html`<p class="notice">Your session ends in ${span(left)}. Sign out and in again to go on.</p>`
    : nothing}
  ${page.toast ? html`<p class="notice toast">${safe(page.toast, 600)}</p>` : nothing}`;
}
