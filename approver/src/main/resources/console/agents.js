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
            <tbody>${agents.map((each) => html`<tr class=${each.ended ? "gone" : ""}>
              <th scope="row"><a href="#/programs/${each.jvm}">${safe(each.application, 60)}</a>
                ${each.environment ? html`<span class="quiet">${safe(each.environment, 40)}</span>` : nothing}</th>
              <td>${each.pid} on ${safe(each.host, 80)}</td>
              <td>${safe(each.java, 60)}</td>
              <td>${each.ended ? "ended" : ago(each.lastSeenMillis)}</td>
              <td>${each.heldNow}</td>
              <td>${each.reportedAtMillis
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
  return html`<p>${safe(agent.application, 60)}${
      agent.environment ? html` in ${safe(agent.environment, 40)}` : nothing
    }, process ${agent.pid} on ${safe(agent.host, 80)}; reported ${ago(agent.reportedAtMillis)}.
    ${report.methods} gated methods, ${report.rules.length + report.rulesLeftOut} rules.</p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="coverage-title"><table class="agents">
      <thead><tr><th scope="col">Rule</th><th scope="col">Decides</th><th scope="col">Methods</th>
        <th scope="col">Spared</th><th scope="col">Held</th><th scope="col">How held calls ended</th></tr></thead>
      <tbody>${report.rules.map((rule) => html`<tr class=${rule.methods ? "" : "undecided"}>
        <th scope="row">${safe(rule.rule, 100)}<span class="quiet">${safe(rule.source, 120)}</span></th>
        <td>${safe(rule.decide, 20)}${rule.decide !== rule.written ? html` <span class="quiet">(written ${safe(rule.written, 20)})</span>` : nothing}</td>
        <td>${String(rule.methods)}</td>
        <td>${String(rule.spared)}</td>
        <td>${String(rule.held)}</td>
        <td>${rule.ended.map((each) => html`${safe(each.outcome.replace(/_/g, " "), 30)} ${String(each.count)} `)}</td>
      </tr>`)}</tbody>
    </table></div>
    ${report.rulesLeftOut ? html`<p class="notice">${report.rulesLeftOut} more rules were left out of the report.</p>` : nothing}`;
}
