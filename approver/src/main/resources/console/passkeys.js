// The person's own passkeys: made here, told apart by name, and handed on as files.
import { html, nothing } from "./lit/lit-html.js";
import { live } from "./lit/directives/live.js";
import * as api from "./api.js";
import { base64url, sha256, utf8 } from "./bytes.js";
import { confirmed } from "./confirm.js";
import { write } from "./exact.js";
import { make, unavailable } from "./passkey.js";
import { safe } from "./safe.js";
import { ago } from "./time.js";
import { has } from "./trusted.js";

const KINDS = { ed25519: "Ed25519", p256: "P-256", rsa: "RSA" };

const view = { passkeys: null, name: "", busy: false, problem: null, renaming: null, removing: null };

/** Asks for the list anew. On the person's own machine there is none: files are saved at once. */
export async function load(me) {
  view.problem = null;
  view.renaming = null;
  view.removing = null;
  view.passkeys = me.local ? [] : (await api.passkeys()).passkeys;
}

/** Knows nothing any more. */
export function forget() {
  Object.assign(view, { passkeys: null, name: "", busy: false, problem: null, renaming: null, removing: null });
}

/** The page. */
export function passkeysPage(me, redraw, say) {
  const why = unavailable();
  const act = (words, deed) => async (event) => {
    event.preventDefault();
    view.busy = true;
    view.problem = null;
    redraw();
    try {
      await deed();
      await load(me);
      say(words);
    } catch (e) {
      view.problem = e.hint ? e.message + "; " + e.hint : e.message;
    }
    view.busy = false;
    redraw();
  };
  const add = act(me.local ? "Its file is saved." : "Your passkey is kept.", async () => {
    const name = view.name.trim();
    if (me.local) {
      await makeHere(me, name);
      view.name = "";
      return;
    }
    const options = await api.passkeyOptions();
    const { attestationObject, clientDataJson } = await make(options);
    await confirmed("passkey.add", () => api.addPasskey({ name, attestationObject, clientDataJson }));
    view.name = "";
  });
  return html`<section class="wide passkeys" aria-labelledby="passkeys-title">
    <h1 id="passkeys-title" tabindex="-1">Your passkeys</h1>
    <p class="quiet">With one you sign in without a token, confirm what weighs more than one call, and sign reviews that
      programs verify themselves. For the last, its public file has to be in the trust bundle: those who hold the root
      keys decide that, not this approver.</p>
    ${view.problem ? html`<p class="problem" role="alert">${safe(view.problem, 600)}</p>` : nothing}
    ${view.passkeys === null
      ? html`<p class="empty">Asking the approver…</p>`
      : view.passkeys.length === 0
        ? html`<p class="empty">${me.local
            ? "Passkeys made here are for this address, and their files are saved at once; nothing is sent."
            : "You have none yet."}</p>`
        : html`<ul class="rows cards">${view.passkeys.map((each) => card(each, me, act, redraw))}</ul>`}
    ${why
      ? html`<p class="notice">${why}.</p>`
      : html`<form class="make" @submit=${add}>
          <label for="passkey-name">Name of the new one</label>
          <input id="passkey-name" required maxlength="60" autocomplete="off" placeholder="laptop" .value=${live(view.name)}
            @input=${(event) => {
              view.name = event.target.value;
            }}>
          <button class="primary" ?disabled=${view.busy}>${view.busy ? "Waiting…" : "Make a passkey"}</button>
        </form>`}
  </section>`;
}

function card(passkey, me, act, redraw) {
  const inBundle = has(me, passkey.credentialId);
  return html`<li class="card" data-passkey=${passkey.id}>
    <p class="card-top"><b>${safe(passkey.name, 60)}</b>
      <span class="quiet">${KINDS[passkey.algorithm] ?? safe(passkey.algorithm, 20)}${
        passkey.synchronised ? ", may be on several devices" : ", on this device only"}</span>
      <span class="badge ${inBundle ? "state-approved" : "state-pending"}">${
        inBundle ? "in the trust bundle" : "not in the trust bundle"}</span></p>
    <p class="quiet">For ${safe(passkey.origin, 200)}, made ${ago(passkey.createdAtMillis)}${
      passkey.usedAtMillis ? html`, used here ${ago(passkey.usedAtMillis)}` : ", not used to sign in yet"}.</p>
    ${inBundle
      ? nothing
      : html`<p class="quiet">To sign with it, hand its file to those who hold the root keys:
          <code>callgate trust add-reviewer trust.json ${safe(me.name, 60)} --passkey FILE --sign-with ROOTKEY</code></p>`}
    ${view.renaming === passkey.id ? renaming(passkey, act, redraw) : view.removing === passkey.id
      ? removing(passkey, act, redraw)
      : html`<p class="card-acts">
          <button @click=${() => save(passkey, redraw)}>Save its file</button>
          <button @click=${() => open("renaming", passkey, redraw)}>Rename</button>
          <button class="act-reject" @click=${() => open("removing", passkey, redraw)}>Remove…</button></p>`}
  </li>`;
}

function open(what, passkey, redraw) {
  view.renaming = null;
  view.removing = null;
  view[what] = passkey.id;
  redraw();
  requestAnimationFrame(() => document.getElementById(what)?.focus());
}

function close(redraw) {
  view.renaming = null;
  view.removing = null;
  redraw();
}

function renaming(passkey, act, redraw) {
  const submit = (event) => {
    const name = new FormData(event.target).get("name").trim();
    return act("Renamed.", () => api.renamePasskey(passkey.id, name))(event);
  };
  return html`<form class="make" @submit=${submit}>
    <label for="renaming">Its new name</label>
    <input id="renaming" name="name" required maxlength="60" autocomplete="off" value=${passkey.name}>
    <button type="button" @click=${() => close(redraw)}>Back</button>
    <button class="primary" ?disabled=${view.busy}>Rename</button>
  </form>`;
}

function removing(passkey, act, redraw) {
  const remove = act("Removed.", () =>
    confirmed("passkey.remove:" + passkey.id, () => api.removePasskey(passkey.id)));
  return html`<div class="notice">
    <p>It signs in nobody from then on, and sessions that it opened end. In the trust bundle it stays until it is taken
      out there: <code>callgate trust remove-reviewer</code>. You will be asked for a passkey.</p>
    <p class="card-acts"><button @click=${() => close(redraw)}>Back</button>
      <button id="removing" class="act-reject sure" ?disabled=${view.busy} @click=${remove}>Remove it</button></p>
  </div>`;
}

/** A passkey for this address, of which nobody keeps anything but its authenticator. */
async function makeHere(me, name) {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const made = await make({
    challenge: base64url(random),
    rpId: location.hostname,
    userId: base64url(await sha256(utf8("callgate console " + me.name.toLowerCase()))),
    userName: me.name,
    algorithms: [-8, -7, -257],
    exclude: [],
    timeoutMillis: 180000,
  });
  saveAs(name, { id: made.id, rpId: location.hostname, origins: [location.origin], publicKey: made.publicKey });
}

function saveAs(name, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([write(file) + "\n"], { type: "application/json" }));
  link.download = "passkey-" + name.replace(/[^A-Za-z0-9]+/g, "-") + ".json";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The public half as a file, for `callgate trust add-reviewer --passkey`. */
async function save(passkey, redraw) {
  try {
    saveAs(passkey.name, await api.passkeyFile(passkey.id));
  } catch (e) {
    view.problem = e.hint ? e.message + "; " + e.hint : e.message;
    redraw();
  }
}
