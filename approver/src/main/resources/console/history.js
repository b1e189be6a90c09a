// What was decided, the latest first.
import { html, nothing } from "./lit/lit-html.js";
import { argumentsLine, riskBadge, stateBadge } from "./card.js";
import { safe } from "./safe.js";
import { timeOfDay } from "./time.js";
import { deeds, outcome, shortMethod, verdict } from "./words.js";

/** The list; null while it has not come. */
export function historyPage(list) {
  return html`<section class="list wide" aria-labelledby="history-title">
    <div class="list-head"><h1 id="history-title">Decided</h1></div>
    ${list === null
      ? html`<p class="empty">Asking the approver…</p>`
      : list.length === 0
        ? html`<p class="empty">Nothing was decided yet.</p>`
        : html`<ol class="rows">${list.map(
            (each) => html`<li><a class="row plain" href="#/requests/${each.id}">
              <span class="row-top">${stateBadge(each)}${riskBadge(each.request)}<span class="row-where">${safe(
                each.request.application, 60)}</span><time>${timeOfDay(each.decision?.decidedAtMillis ?? each.createdAtMillis)}</time></span>
              <span class="row-deed">${deeds(each.request).map((deed) => html`<span>${safe(deed, 160)}</span>`)}</span>
              <span class="row-call">${safe(shortMethod(each.request), 120)}(${argumentsLine(each.request, 40)})</span>
              <span class="row-people">${safe(verdict(each), 300)}${each.decision?.reason
                ? html` “${safe(each.decision.reason, 300)}”`
                : nothing} ${outcome(each) ?? nothing}</span>
            </a></li>`,
          )}</ol>`}
  </section>`;
}
