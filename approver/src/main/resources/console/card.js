// What several pages show of a request.
import { html, nothing } from "./lit/lit-html.js";
import { safe, safeText, shortValue, value } from "./safe.js";
import { now, span, spoken } from "./time.js";
import { argument, covered, missing, risk, state } from "./words.js";

/** The risk as a word; its colour only repeats it. */
export function riskBadge(request) {
  const level = risk(request);
  return html`<span class="badge risk-${/^[a-z]+$/.test(level) ? level : "critical"}"
    ><span class="spoken">risk </span>${safe(level, 20)}</span
  >`;
}

/** How long it still waits, counting down. */
export function timeLeft(summary) {
  const left = summary.expiresAtMillis - now();
  const urgent = left < 60000 ? "urgent" : left < 300000 ? "soon" : "";
  return html`<span class="left ${urgent}" title="until it expires"
    ><span aria-hidden="true">${left <= 0 ? "expired" : span(left)}</span
    ><span class="spoken">${left <= 0 ? "expired" : spoken(left) + " left"}</span></span
  >`;
}

/** Where it stands, as a word with a colour of its own. */
export function stateBadge(summary) {
  return html`<span class="badge state-${summary.state}">${state(summary)}</span>`;
}

/** The arguments, one row each. */
export function argumentsTable(request) {
  if (request.arguments.length === 0) {
    return html`<p class="quiet">Without arguments.</p>`;
  }
  return html`<table class="arguments">
    <thead>
      <tr><th scope="col">Argument</th><th scope="col">Type</th><th scope="col">Value</th></tr>
    </thead>
    <tbody>
      ${request.arguments.map(
        (each) => html`<tr>
          <th scope="row">${safe(each.name, 200)}</th>
          <td class="type">${safe(each.type, 200)}${each.editable
            ? html` <span class="tag">editable</span>`
            : nothing}</td>
          <td class="value ${each.redacted ? "redacted" : ""}">${each.redacted
            ? "(redacted)"
            : value(each.display)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The arguments on one line, for lists. */
export function argumentsLine(request, most = 60) {
  return html`<span class="line">${request.arguments.map(
    (each, index) => html`${index ? ", " : ""}<span class="name">${safe(each.name, 40)}</span>=${
      each.redacted ? "(redacted)" : shortValue(argument(each), most)
    }`,
  )}</span>`;
}

/** What else an approval lets through. */
export function coversList(request) {
  return request.covers.length === 0
    ? nothing
    : html`<div class="covers">
        <h3>Approving this also lets</h3>
        <ul>${request.covers.map((each) => html`<li>${safe(covered(each))}</li>`)}</ul>
      </div>`;
}

/** Who has agreed and who is missing, for each rule that asks for people. */
export function progressList(summary) {
  return summary.progress.map((each) => {
    const gone = summary.state !== "pending";
    const words =
      each.by.length +
      " of " +
      each.quorum +
      (each.groups.length ? " from " + safeText(each.groups.join(" or "), 200) : "");
    return html`<li class="demand">
      <span class="dots" aria-hidden="true">${Array.from(
        { length: each.quorum },
        (_, index) => html`<i class=${index < each.by.length ? "yes" : ""}></i>`,
      )}</span>
      <span>
        <b>${words}</b> for ${safe(each.rule, 200)}
        ${each.by.length ? html`<span class="quiet">agreed: ${safe(each.by.join(", "), 400)}</span>` : nothing}
        ${!gone && missing(each) ? html`<span class="wanted">${missing(each)} more needed</span>` : nothing}
      </span>
    </li>`;
  });
}
