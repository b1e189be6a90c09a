// One JVM's waiting calls beside each other, decided together and told apart: each by its own id.
import { html, nothing } from "./lit/lit-html.js";
import { repeat } from "./lit/directives/repeat.js";
import { live } from "./lit/directives/live.js";
import { argumentsTable, coversList, progressList, riskBadge, timeLeft } from "./card.js";
import { give, isSigned } from "./review.js";
import { safe } from "./safe.js";
import { learn, pending } from "./store.js";
import { standing } from "./trusted.js";
import { deeds, method, needed, risk, state, takesSeveral } from "./words.js";

const view = { jvm: null, chosen: new Set(), told: new Map(), reason: "", busy: false, asked: null };

function reset(jvm) {
  view.jvm = jvm;
  view.chosen.clear();
  view.told.clear();
  view.reason = "";
  view.asked = null;
}

/** The page; `agent` is the JVM in the approver's words, when they are known. */
export function batchPage(jvm, agent, me, redraw, say) {
  if (view.jvm !== jvm) {
    reset(jvm);
  }
  const waiting = pending().filter((each) => each.jvm === jvm);
  const ids = new Set(waiting.map((each) => each.id));
  // What was decided elsewhere meanwhile is not decided again by a tick from before.
  view.chosen = new Set([...view.chosen].filter((id) => ids.has(id)));
  const chosen = waiting.filter((each) => view.chosen.has(each.id));
  return html`<section class="batch" aria-labelledby="batch-title">
    <header>
      <p class="deed-top"><a class="back" href="#/programs">‹ Programs</a></p>
      <h1 id="batch-title" tabindex="-1">${
        agent
          ? html`${safe(agent.application, 100)}${agent.environment ? html` in ${safe(agent.environment, 60)}` : nothing},
            process ${agent.pid} on ${safe(agent.host, 100)}`
          : html`JVM <code>${safe(jvm, 30)}</code>`
      }</h1>
      <p class="quiet">${waiting.length} ${waiting.length === 1 ? "call waits" : "calls wait"}.
        Critical calls are approved one by one, on their own page. <a href="#/programs/${jvm}/coverage">What its rules have done</a></p>
    </header>
    ${told()}
    ${waiting.length
      ? html`<label class="all"><input type="checkbox" .checked=${live(chosen.length === waiting.length)}
          .indeterminate=${chosen.length > 0 && chosen.length < waiting.length} ?disabled=${view.busy}
          @change=${(event) => {
            view.chosen = new Set(event.target.checked ? ids : []);
            view.asked = null;
            redraw();
          }}> All ${waiting.length}</label>
        <ol class="rows cards">${repeat(waiting, (each) => each.id, (each) => card(each, redraw))}</ol>
        ${bar(chosen, me, redraw, say)}`
      : html`<p class="empty">Nothing of this JVM waits.</p>`}
  </section>`;
}

function card(summary, redraw) {
  const request = summary.request;
  const id = "pick-" + summary.id;
  return html`<li class="card risk-${/^[a-z]+$/.test(risk(request)) ? risk(request) : "critical"}">
    <div class="card-top">
      <input type="checkbox" id=${id} .checked=${live(view.chosen.has(summary.id))} ?disabled=${view.busy}
        @change=${(event) => {
          if (event.target.checked) {
            view.chosen.add(summary.id);
          } else {
            view.chosen.delete(summary.id);
          }
          view.asked = null;
          redraw();
        }}>
      <label for=${id}>${deeds(request).map((deed) => html`<span>${safe(deed, 400)}</span>`)}</label>
      ${riskBadge(request)}${timeLeft(summary)}
    </div>
    <p class="call"><code>${safe(method(request), 300)}</code>
      <a href="#/requests/${summary.id}">open</a></p>
    ${argumentsTable(request)} ${coversList(request)}
    ${takesSeveral(summary.progress) ? html`<ul class="demands">${progressList(summary)}</ul>` : nothing}
    ${request.rules.flatMap((rule) => rule.undecided).map(
      (why) => html`<p class="undecided"><b>undecided, so it applies:</b> ${safe(why, 400)}</p>`,
    )}
  </li>`;
}

function bar(chosen, me, redraw, say) {
  const approvable = chosen.filter(
    (each) => risk(each.request) !== "critical" && each.request.decisions.includes("approve") &&
      (!isSigned(each, "approve", me) || standing(me, each.id).way),
  );
  const signed = view.asked ? view.asked.list.filter((each) => isSigned(each, view.asked.verdict, me)).length : 0;
  const rejectable = chosen.filter((each) => each.request.decisions.includes("reject"));
  const ask = (verdict, list) => () => {
    // What is confirmed is this list as it is now, not as it may have become.
    view.asked = { verdict, list };
    redraw();
    requestAnimationFrame(() => document.getElementById("batch-confirm")?.focus());
  };
  return html`<div class="actions batch-actions" role="group" aria-label="Decide together">
    ${view.asked
      ? html`<label for="batch-reason">${view.asked.verdict === "reject" ? "Reason: the callers read it" : "Comment, for the record"}</label>
          ${signed
            ? html`<p class="signing">Your passkey is asked for ${signed === 1 ? "one of them" : signed + " times"}: a signature
                is for one call, so one gesture never approves two.</p>`
            : nothing}
          <input id="batch-reason" maxlength="4000" .value=${live(view.reason)} @input=${(event) => {
            view.reason = event.target.value;
          }}>
          <button ?disabled=${view.busy} @click=${() => {
            view.asked = null;
            redraw();
          }}>Back</button>
          <button id="batch-confirm" class="act-${view.asked.verdict} sure" ?disabled=${view.busy}
            @click=${() => send(view.asked, me, redraw, say)}>${
              view.busy
                ? "Waiting for the record…"
                : (view.asked.verdict === "reject" ? "Reject these " : "Approve these ") + view.asked.list.length
            }</button>`
      : html`<button class="act-reject" ?disabled=${!rejectable.length} @click=${ask("reject", rejectable)}
            >Reject ${rejectable.length}…</button>
          <button class="act-approve" ?disabled=${!approvable.length} @click=${ask("approve", approvable)}
            >Approve ${approvable.length}…</button>`}
  </div>`;
}

async function send(asked, me, redraw, say) {
  view.busy = true;
  view.told.clear();
  redraw();
  // One after the other: the first answer that says the session is over ends the rest.
  for (const summary of asked.list) {
    try {
      const answer = await give(summary, { verdict: asked.verdict, reason: view.reason.trim() }, me);
      learn(answer);
      view.told.set(summary.id, {
        summary: answer,
        well: true,
        words:
          answer.state === "pending"
            ? "your yes is recorded; it waits for " + (needed(answer.progress) || "others")
            : state(answer),
      });
      view.chosen.delete(summary.id);
    } catch (e) {
      view.told.set(summary.id, { summary, well: false, words: e.hint ? e.message + "; " + e.hint : e.message });
      if (e.status === 401) {
        break;
      }
    }
    redraw();
  }
  view.busy = false;
  view.asked = null;
  const well = [...view.told.values()].filter((each) => each.well).length;
  say(well + " of " + asked.list.length + " recorded");
  redraw();
}

function told() {
  if (view.told.size === 0) {
    return nothing;
  }
  return html`<div class="notice told" role="status"><p><b>What became of each</b></p><ul>${[...view.told].map(
    ([id, each]) => html`<li class=${each.well ? "well" : "problem"}>
      <a href="#/requests/${id}"><code>${id.slice(0, 8)}</code></a>
      ${safe(deeds(each.summary.request).join("; "), 120)}: <b>${safe(each.words, 400)}</b></li>`,
  )}</ul></div>`;
}
