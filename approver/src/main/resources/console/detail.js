// One call on one screen: everything that a person needs to decide it.
import { html, nothing } from "./lit/lit-html.js";
import { argumentsTable, coversList, progressList, riskBadge, stateBadge, timeLeft } from "./card.js";
import { isSigned } from "./review.js";
import { safe, safeText } from "./safe.js";
import { now, span, timeOfDay, ago } from "./time.js";
import { standing, takesSignature } from "./trusted.js";
import { write } from "./exact.js";
import * as words from "./words.js";

/**
 * The request's page.
 *
 * shown: {summary, history, earlier, problem}; me: {name, groups}; decide: opens the dialog
 */
export function detail(shown, me, decide) {
  if (shown.problem) {
    return html`<section class="detail"><p class="problem" role="alert">${safe(shown.problem)}</p>
      <p><a href="#/">Back to what waits</a></p></section>`;
  }
  if (!shown.summary) {
    return html`<section class="detail"><p class="empty">Asking the approver…</p></section>`;
  }
  const summary = shown.summary;
  const request = summary.request;
  const level = words.risk(request);
  return html`<section class="detail risk-${/^[a-z]+$/.test(level) ? level : "critical"}"
      aria-labelledby="deed">
    <header class="deed">
      <p class="deed-top"><a class="back" href="#/">‹ All</a>${riskBadge(request)}${stateBadge(summary)}${
        summary.state === "pending" ? timeLeft(summary) : nothing
      }</p>
      <h1 id="deed" tabindex="-1">${words.deeds(request).map((deed) => html`<span>${safe(deed)}</span>`)}</h1>
      <p class="call"><code>${safe(words.method(request), 400)}</code></p>
      ${clock(summary)}
    </header>
    ${ended(summary)} ${previous(shown)} ${agreed(summary, me)}
    <div class="block">
      <h2>With these arguments</h2>
      ${argumentsTable(request)} ${coversList(request)}
    </div>
    <div class="columns">
      <div class="block">
        <h2>Why it waits</h2>
        ${request.rules.map((rule) => ruleLines(rule))}
      </div>
      <div class="block">
        <h2>Who decides</h2>
        <ul class="demands">${progressList(summary)}</ul>
        ${request.requester
          ? html`<p>Made for <b>${safe(request.requester, 200)}</b>.</p>`
          : nothing}
        ${membership(summary, me)}
      </div>
      <div class="block">
        <h2>Who asks</h2>
        ${origin(summary)}
      </div>
      <div class="block">
        <h2>Called from</h2>
        ${stack(request)}
      </div>
    </div>
    <div class="block">
      <h2>What happened so far</h2>
      ${history(shown)}
      <p class="ids quiet">Request <code>${summary.id}</code>, digest
        <code>${safe(summary.requestDigest.replace("sha256:", "").slice(0, 12), 20)}</code></p>
    </div>
    ${summary.state === "pending" ? signature(shown, me) : nothing} ${actions(summary, me, decide, shown.forged)}
  </section>`;
}

function clock(summary) {
  if (summary.state !== "pending") {
    return nothing;
  }
  const whole = Math.max(1, summary.expiresAtMillis - summary.createdAtMillis);
  const left = Math.max(0, summary.expiresAtMillis - now());
  return html`<progress class="clock" max="1000" .value=${Math.round((1000 * left) / whole)}
    aria-label="time left"></progress>`;
}

function ended(summary) {
  if (summary.state === "pending") {
    return nothing;
  }
  const reason = summary.decision?.reason;
  return html`<div class="verdict state-${summary.state}">
    <p><b>${safe(words.verdict(summary), 400)}</b> ${words.outcome(summary) ?? nothing}</p>
    ${reason ? html`<p>“${safe(reason)}”</p>` : nothing}
    ${summary.decision?.edits?.length ? edits(summary.decision.edits) : nothing}
    ${summary.state === "responded"
      ? html`<p>Answer: <code>${safe(write(summary.decision.response))}</code></p>`
      : nothing}
  </div>`;
}

function edits(list) {
  return html`<ul class="edits">${list.map(
    (edit) => html`<li><b>${safe(edit.name, 100)}</b> = <code>${safe(write(edit.value))}</code></li>`,
  )}</ul>`;
}

function previous(shown) {
  const refused = (shown.earlier ?? []).filter((each) => each.state === "rejected");
  if (refused.length === 0) {
    return nothing;
  }
  const last = refused[0];
  const changed = differences(last.request, shown.summary.request);
  return html`<div class="notice previous">
    <p><b>The same method was rejected ${ago(last.decision?.decidedAtMillis ?? last.createdAtMillis)}</b>
      by ${safe(last.decision?.reviews.map((each) => each.reviewer).join(", ") ?? "somebody", 200)}${
        last.decision?.reason ? html`: “${safe(last.decision.reason, 600)}”` : "."
      }
      <a href="#/requests/${last.id}">See it</a></p>
    ${changed.length
      ? html`<p>Changed since:</p><ul>${changed.map(
          (each) => html`<li><b>${safe(each.name, 100)}</b>: <del>${safe(each.before, 300)}</del> →
            <ins>${safe(each.after, 300)}</ins></li>`,
        )}</ul>`
      : html`<p>Nothing that is shown has changed since.</p>`}
  </div>`;
}

function differences(before, after) {
  return after.arguments
    .map((each, index) => ({
      name: each.name,
      before: before.arguments[index] ? words.argument(before.arguments[index]) : "(none)",
      after: words.argument(each),
    }))
    .filter((each) => each.before !== each.after);
}

function agreed(summary, me) {
  const agreement = summary.agreed;
  if (!agreement) {
    return nothing;
  }
  const mine = agreement.by.includes(me.name);
  return html`<div class="notice agreed">
    <p><b>${safe(agreement.by.join(", "), 300)}</b> ${mine && agreement.by.length === 1 ? "(you)" : ""} agreed to
      <b>${{ approve: "approve it", edit: "approve it with changes", respond: "answer it" }[agreement.verdict] ?? "it"}</b>.
      It still waits: ${safe(words.needed(summary.progress) || "for the record", 300)}.</p>
    ${agreement.edits.length ? edits(agreement.edits) : nothing}
    ${agreement.verdict === "respond" ? html`<p>Answer: <code>${safe(write(agreement.response))}</code></p>` : nothing}
  </div>`;
}

function ruleLines(rule) {
  return html`<div class="rule">
    <p><b>${safe(rule.id, 200)}</b> <span class="quiet">${safe(rule.source, 300)}</span></p>
    ${rule.reason ? html`<p class="quiet">reason: ${safe(rule.reason, 300)}</p>` : nothing}
    ${rule.undecided.map(
      (why) => html`<p class="undecided"><b>undecided, so it applies:</b> ${safe(why, 600)}</p>`,
    )}
  </div>`;
}

function membership(summary, me) {
  if (summary.state !== "pending" || me.groups.includes("*")) {
    return nothing;
  }
  const asked = summary.progress.some(
    (each) => each.groups.length === 0 || each.groups.some((group) => me.groups.includes(group)),
  );
  if (!asked) {
    return html`<p class="undecided">You are in none of these groups: you can look, and not decide.</p>`;
  }
  return summary.request.requester && summary.request.requester.toLowerCase() === me.name.toLowerCase()
    ? html`<p class="undecided">It is made for you: a rule may keep you from approving it.</p>`
    : nothing;
}

function origin(summary) {
  const request = summary.request;
  const context = request.context;
  return html`<dl>
    <dt>Program</dt>
    <dd><b>${safe(request.application, 100)}</b>${
      request.environment ? html` in <b>${safe(request.environment, 100)}</b>` : nothing
    }</dd>
    <dt>Process</dt>
    <dd>${safe(String(context.pid))} on ${safe(context.host, 200)}, user ${safe(context.user, 100)}</dd>
    <dt>Thread</dt>
    <dd>${safe(context.thread, 200)}${context.virtual ? " (virtual)" : ""}</dd>
    <dt>JVM</dt>
    <dd><a href="#/programs/${summary.jvm}">everything of this JVM that waits</a></dd>
  </dl>`;
}

function stack(request) {
  const frames = words.callers(request.context.stack);
  if (frames.length === 0) {
    return html`<p class="quiet">Unknown.</p>`;
  }
  const list = (some) => html`<ol class="stack">${some.map((frame) => html`<li>${safe(frame, 300)}</li>`)}</ol>`;
  return html`${list(frames.slice(0, 4))}
    ${request.context.stack.length > 4
      ? html`<details><summary>whole stack (${request.context.stack.length})</summary>${list(request.context.stack)}</details>`
      : nothing}`;
}

function history(shown) {
  if (!shown.history) {
    return html`<p class="quiet">Asking the approver…</p>`;
  }
  return html`<ol class="history">${shown.history.map(
    (each) => html`<li>
      <time datetime=${new Date(each.atMillis).toISOString()}>${timeOfDay(each.atMillis)}</time>
      <b>${safe(each.type.replace(/^request\./, ""), 60)}</b>
      <span>${safe(each.actor.replace(/^reviewer:/, ""), 100)}</span>
      ${each.detail ? html`<span class="quiet">${safe(each.detail, 600)}</span>` : nothing}
    </li>`,
  )}</ol>`;
}

/** What a yes to this call takes besides a click, said before anybody clicks. */
function signature(shown, me) {
  const summary = shown.summary;
  if (shown.forged) {
    return html`<p class="problem" role="alert">${safe(shown.forged, 400)}</p>`;
  }
  if (!takesSignature(summary.request)) {
    return nothing;
  }
  const stands = standing(me, summary.id);
  return html`<div class="notice signing" id="signing">
    <p><b>A yes to this call takes your own signature</b>, which the program verifies itself. ${safe(stands.words, 400)}
      ${stands.command ? html`<code>${safe(stands.command, 300)}</code>` : nothing}</p>
    ${stands.passkeys ? html`<p><a href="#/passkeys">Your passkeys</a>. A no needs no signature.</p>` : nothing}
  </div>`;
}

const ACTIONS = [
  { verdict: "reject", words: "Reject", key: "x", title: "the call does not run, and its caller reads why" },
  { verdict: "respond", words: "Answer", key: "r", title: "the call does not run, and returns what you answer" },
  { verdict: "edit", words: "Edit", key: "e", title: "the call runs with arguments that you change" },
  { verdict: "approve", words: "Approve", key: "a", title: "the call runs with these arguments" },
];

/** The verdicts that a request allows this person on this page, in the order of the buttons. */
export function actionsOf(summary, me, forged) {
  return possible(summary).filter((each) => !isBlocked(summary, each.verdict, me, forged));
}

/** Whether this person cannot say this from this page. */
const isBlocked = (summary, verdict, me, forged) =>
  verdict !== "reject" && (Boolean(forged) || (isSigned(summary, verdict, me) && !standing(me, summary.id).way));

function possible(summary) {
  return summary.state === "pending" && summary.expiresAtMillis > now()
    ? ACTIONS.filter((each) => summary.request.decisions.includes(each.verdict))
    : [];
}

function actions(summary, me, decide, forged) {
  const all = possible(summary);
  if (all.length === 0) {
    return nothing;
  }
  return html`<div class="actions" role="group" aria-label="Decide">
    ${all.map(
      (each) => html`<button class="act-${each.verdict}" title=${each.title} aria-keyshortcuts=${each.key}
        ?disabled=${isBlocked(summary, each.verdict, me, forged)}
        @click=${() => decide(each.verdict)}>${each.words} <kbd aria-hidden="true">${each.key}</kbd></button>`,
    )}
  </div>`;
}

/** What a screen reader is told when a request opens. */
export function spokenSummary(summary) {
  return (
    safeText(words.deeds(summary.request).join("; "), 200) +
    ", risk " +
    safeText(words.risk(summary.request), 20) +
    (summary.state === "pending"
      ? ", " + span(summary.expiresAtMillis - now()) + " left"
      : ", " + words.state(summary))
  );
}
