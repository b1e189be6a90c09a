// The keyboard: every shortcut is also a visible control, and none works while somebody types.
import { html } from "./lit/lit-html.js";

/** What each key does, for the help. */
export const SHORTCUTS = [
  ["j / k", "next / previous call"],
  ["Enter", "open the call that is marked"],
  ["a", "approve, after a look at what will be said"],
  ["e", "edit the arguments"],
  ["r", "answer in the call's place"],
  ["x", "reject, with a reason"],
  ["Esc", "close, or back to what waits"],
  ["1 / 2 / 3", "waiting / decided / programs"],
  ["p", "your passkeys"],
  ["b", "all waiting calls of this call's JVM"],
  ["/", "filter"],
  ["t", "dark or light"],
  ["?", "this list"],
];

/** Calls `act` with each key that is meant as a shortcut; it returns whether it used it. */
export function listen(act) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (typing && event.key !== "Escape") {
      return;
    }
    // A key that is held down is one wish, not many.
    if (!event.repeat && act(event.key, typing)) {
      event.preventDefault();
    }
  });
}

/** The list of shortcuts. */
export function help(close) {
  return html`<form method="dialog" class="help">
    <h2 id="decide-title">Keyboard</h2>
    <dl>${SHORTCUTS.map(([key, words]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`)}</dl>
    <footer><button type="button" @click=${close}>Close</button></footer>
  </form>`;
}
