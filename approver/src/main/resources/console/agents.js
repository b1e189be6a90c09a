// The programs: which JVMs there are, what waits in each, and what its rules have done.
import { html, nothing } from "./lit/lit-html.js";
import { safe } from "./safe.js";
import { ago } from "./time.js";

/** Every JVM that enrolled; null while the answer has not come. */
export function agentsPage(agents) {
  return html`<section class="wide" aria-labelledby="agents-title">
    <h1 id="agents-title" tabindex="-1">Programs</h1>
    ${agents === null
      ? html`<p class="empty">Asking the approver…</p>`
      : agents.length === 0
        ? html`<p class="empty">No program has enrolled yet.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="agents-title"><table class="agents">
            <thead><tr><th scope="col">Program</th><th scope="col">Process</th><th scope="col">Java</th>
              <th scope="col">Heard of</th><th scope="col">Waiting</th><th scope="col">Rules</th></tr></thead>
            <tbody>${agents.map((each) => html`<tr class=${each.ended || each.revoked ? "gone" : ""}>
              <th scope="row"><a href="#/programs/${each.jvm}">${safe(each.application, 60)}</a>
                ${each.environment ? html`<span class="quiet">${safe(each.environment, 40)}</span>` : nothing}</th>
              <td data-label="Process">${each.pid} on ${safe(each.host, 80)}</td>
              <td data-label="Java">${safe(each.java, 60)}</td>
              <td data-label="Heard of">${each.revoked ? "revoked" : each.ended ? "ended" : ago(each.lastSeenMillis)}</td>
              <td data-label="Waiting">${each.heldNow}</td>
              <td data-label="Rules">${each.reportedAtMillis
                ? html`<a href="#/programs/${each.jvm}/coverage">coverage</a>`
                : html`<span class="quiet">none yet</span>`}</td>
            </tr>`)}</tbody>
          </table></div>`}
  </section>`;
}

/** What the rules have done in one JVM. */
export function coveragePage(jvm, found) {
  return html`<section class="wide" aria-labelledby="coverage-title">
    <p class="deed-top"><a class="back" href="#/programs">‹ Programs</a></p>
    <h1 id="coverage-title" tabindex="-1">What the rules have done</h1>
    ${!found
      ? html`<p class="empty">Asking the approver…</p>`
      : found.problem
        ? html`<p class="problem" role="alert">${safe(found.problem)}</p>`
        : table(found)}
  </section>`;
}

function table({ agent, report }) {
  const told = notes(report);
  return html`<p>${safe(agent.application, 60)}${
      agent.environment ? html` in ${safe(agent.environment, 40)}` : nothing
    }, process ${agent.pid} on ${safe(agent.host, 80)}; reported ${ago(agent.reportedAtMillis)}.
    ${String(report.methods)} ${report.methods === 1 ? "method" : "methods"} woven.</p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="coverage-title"><table class="agents">
      <thead><tr>${["Rule", ...COLUMNS].map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
      <tbody>${report.rules.map((rule) => html`<tr>
        <th scope="row">${safe(rule.rule, 100)}<span class="quiet">${safe(rule.source, 120)}</span></th>
        ${cells(rule).map((each, index) => html`<td data-label=${COLUMNS[index]}>${safe(String(each), 300)}</td>`)}
      </tr>`)}</tbody>
    </table></div>
    ${told.length ? html`<ul class="notice">${told.map((each) => html`<li>${safe(each, 600)}</li>`)}</ul>` : nothing}`;
}

const COLUMNS = [
  "Decides", "Methods", "Calls", "Allowed", "Held", "Denied", "Recorded", "Undecided", "How the held ones ended",
];

function cells(rule) {
  return [
    rule.decide === rule.written ? rule.decide : rule.decide + " (" + rule.written + ")",
    rule.woven === rule.matched ? rule.woven : rule.woven + " of " + rule.matched,
    seen(rule),
    rule.spared,
    would(rule.held, rule.wouldHold),
    would(rule.denied, rule.wouldDeny),
    rule.audited,
    rule.undecided,
    ended(rule),
  ];
}

function seen(rule) {
  return rule.spared + rule.applied;
}

function would(really, wouldBe) {
  return wouldBe === 0 ? really : really + " (" + wouldBe + ")";
}

function ended(rule) {
  const waiting = rule.ended.reduce((left, each) => left - each.calls, rule.held);
  const words = rule.ended.map((each) => each.calls + " " + each.outcome.replace(/_/g, " "));
  return (waiting > 0 ? [...words, waiting + " waiting"] : words).join(", ");
}

/** What the numbers do not say by themselves; the same as `callgate coverage` says. */
function notes(report) {
  const told = [];
  for (const rule of report.rules) {
    if (rule.woven === 0) {
      told.push(rule.rule + " stands in no method so far");
    }
    if (rule.refusedClasses > 0) {
      told.push(rule.rule + " kept " + rule.refusedClasses + " classes from loading");
    }
    if (rule.undecided > 0) {
      told.push(
        rule.rule + " could not be decided in " + rule.undecided + " of " + seen(rule) +
          " calls, at first because of " + rule.undecidedBy,
      );
    }
    if (rule.unasked > 0) {
      told.push(rule.rule + " refused " + rule.unasked + " calls because nobody could be asked");
    }
    if (rule.covered > 0) {
      told.push(rule.rule + " let " + rule.covered + " calls run as a part of an approved one");
    }
  }
  if (report.rules.some((rule) => rule.wouldHold + rule.wouldDeny > 0)) {
    told.push("in brackets: what would be, if this environment did not only record");
  }
  if (report.refusedClasses > 0) {
    told.push(report.refusedClasses + " classes were not loaded");
  }
  if (report.gateFailures > 0) {
    told.push(report.gateFailures + " calls were refused because the gate itself failed");
  }
  if (report.strippedClasses > 0) {
    told.push("another agent took gates out of classes " + report.strippedClasses + " times, which was undone");
  }
  if (report.rulesLeftOut > 0) {
    told.push(report.rulesLeftOut + " more rules did not fit into the report");
  }
  return told;
}
