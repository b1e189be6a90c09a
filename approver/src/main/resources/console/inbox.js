// The calls that wait, the most urgent first.
import { html, nothing } from "./lit/lit-html.js";
import { repeat } from "./lit/directives/repeat.js";
import { argumentsLine, riskBadge, timeLeft } from "./card.js";
import { line, pending } from "./store.js";
import { safe } from "./safe.js";
import { deeds, needed, risk, shortMethod, takesSeveral } from "./words.js";

/** The list. `chosen` is the open request's id, `filter` what was typed. */
export function inbox(chosen, filter, onFilter) {
  const all = pending();
  const shown = all.filter((each) => matches(each, filter));
  return html`<section class="list" aria-labelledby="inbox-title">
    <div class="list-head">
      <h1 id="inbox-title">Waiting <span class="count">${all.length}</span></h1>
      <input type="search" id="filter" placeholder="Filter" aria-label="Filter the waiting calls"
        .value=${filter} @input=${(event) => onFilter(event.target.value)}>
    </div>
    ${shown.length
      ? html`<ol class="rows">
          ${repeat(shown, (each) => each.id, (each) => row(each, each.id === chosen))}
        </ol>`
      : html`<div class="empty">
          ${!line.heard
            ? "Asking the approver…"
            : all.length
              ? "Nothing that waits matches this filter."
              : html`<b>Nothing waits for you.</b><br>Held calls appear here by themselves.`}
        </div>`}
    ${shown.length === 1000 ? html`<p class="notice">Only the 1,000 most urgent are shown.</p>` : nothing}
  </section>`;
}

function matches(summary, filter) {
  if (!filter) {
    return true;
  }
  const request = summary.request;
  const all = [
    ...deeds(request), shortMethod(request), request.application, request.environment ?? "",
    summary.id, risk(request), ...request.rules.map((rule) => rule.id),
  ];
  return all.join(" ").toLowerCase().includes(filter.toLowerCase());
}

function row(summary, isChosen) {
  const request = summary.request;
  return html`<li>
    <a class="row risk-${/^[a-z]+$/.test(risk(request)) ? risk(request) : "critical"}"
      href="#/requests/${summary.id}" data-id=${summary.id} aria-current=${isChosen ? "true" : nothing}>
      <span class="row-top">${riskBadge(request)}<span class="row-where">${safe(request.application, 60)}${
        request.environment ? html` · ${safe(request.environment, 40)}` : nothing
      }</span>${timeLeft(summary)}</span>
      <span class="row-deed">${deeds(request).map((deed) => html`<span>${safe(deed, 160)}</span>`)}</span>
      <span class="row-call">${safe(shortMethod(request), 120)}(${argumentsLine(request, 40)})</span>
      ${takesSeveral(summary.progress)
        ? html`<span class="row-people">${
            needed(summary.progress) ? html`needs ${safe(needed(summary.progress), 200)}` : "has its people"
          }</span>`
        : nothing}
    </a>
  </li>`;
}
