// Signing in, with the token that the reviewer has anyway, or with a passkey made here before.
import { html } from "./lit/lit-html.js";
import { signIn, signInChallenge, signInWith } from "./api.js";
import { answer, unavailable } from "./passkey.js";

const view = { busy: false, problem: null };

/** The token in what was pasted: the token itself, or a whole connection file. */
function tokenIn(text) {
  const found = /\bcg[ro]_[A-Za-z0-9_-]+/.exec(text);
  return found ? found[0] : text.trim();
}

/** The page for somebody who is not signed in. */
export function signInPage(why, whenIn, redraw) {
  const enter = async (open) => {
    view.busy = true;
    view.problem = null;
    redraw();
    try {
      const person = await open();
      view.busy = false;
      whenIn(person);
    } catch (e) {
      view.busy = false;
      view.problem = e.hint ? e.message + ": " + e.hint : e.message + "; try again";
      redraw();
      document.getElementById("token")?.focus();
    }
  };
  const submit = (event) => {
    event.preventDefault();
    const field = event.target.querySelector("input");
    const token = tokenIn(field.value);
    // It is nowhere in the page from here on.
    field.value = "";
    return enter(() => signIn(token));
  };
  const withPasskey = () => enter(async () => signInWith(await answer(await signInChallenge())));
  return html`<main class="gate">
    <form @submit=${submit} autocomplete="off">
      <h1><img src="/console/icon.svg" alt="" width="28" height="28"> Callgate</h1>
      <p class="lead">Calls that cannot be undone wait here for your yes or no.</p>
      ${why ? html`<p class="notice" role="status">${why}</p>` : ""}
      <label for="token">Your reviewer's token</label>
      <input id="token" type="password" required autocomplete="off" autocapitalize="off"
        spellcheck="false" aria-describedby="token-help ${view.problem ? "token-problem" : ""}"
        aria-invalid=${view.problem ? "true" : "false"} ?disabled=${view.busy}>
      <p id="token-help" class="quiet">
        It begins with <code>cgr_</code> and stands in your connection file. It is sent once, over this
        connection, and kept nowhere in this browser.
      </p>
      ${view.problem ? html`<p id="token-problem" class="problem" role="alert">${view.problem}</p>` : ""}
      <button class="primary" ?disabled=${view.busy}>${view.busy ? "Signing in…" : "Sign in"}</button>
      ${unavailable()
        ? ""
        : html`<button type="button" id="with-passkey" ?disabled=${view.busy} @click=${withPasskey}
            >Sign in with a passkey</button>`}
    </form>
  </main>`;
}
