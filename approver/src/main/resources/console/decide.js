// The second step of every decision: what exactly will be said, and only then a button that says
// it. Nothing is called done before the approver has recorded it.
import { html, nothing } from "./lit/lit-html.js";
import { live } from "./lit/directives/live.js";
import { argumentsLine, coversList, riskBadge, timeLeft } from "./card.js";
import { diff } from "./diff.js";
import { write } from "./exact.js";
import { give, isSigned } from "./review.js";
import { safe } from "./safe.js";
import { learn } from "./store.js";
import { initial, kind, typed } from "./values.js";
import { deeds, risk, state, verdict as verdictWords } from "./words.js";

const TITLES = {
  approve: "Approve this call?",
  edit: "Approve it with changes",
  respond: "Answer in its place",
  reject: "Reject this call?",
};

const BUTTONS = {
  approve: "Approve: let it run",
  edit: "Approve the changed call",
  respond: "Send the answer",
  reject: "Reject: it does not run",
};

let open = null;

/** The open dialog, or null. */
export function current() {
  return open;
}

/** Opens the dialog for a request as it is shown now. */
export function start(summary, verdict) {
  open = {
    summary,
    verdict,
    reason: "",
    sure: false,
    busy: false,
    problem: null,
    answer: "",
    fields: summary.request.arguments
      .filter((each) => each.editable)
      .map((argument) => ({ argument, before: initial(argument), text: initial(argument) ?? "", touched: false })),
  };
}

/** Closes it; nothing was said. */
export function stop() {
  open = null;
}

/** The newest word about its request, which may be that there is nothing left to decide. */
export function note(summary) {
  if (open && open.summary.id === summary.id) {
    open.latest = summary;
  }
}

function said() {
  const reason = open.reason.trim();
  if (open.verdict === "edit") {
    const edits = changed()
      .map((field) => ({ name: field.argument.name, value: typed(field.argument.type, field.text) }));
    return { verdict: "edit", reason, edits };
  }
  if (open.verdict === "respond") {
    return { verdict: "respond", reason, response: typed(open.summary.request.method.returnType, open.answer) };
  }
  return { verdict: open.verdict, reason };
}

function isChanged(field) {
  return field.touched && field.text !== (field.before ?? "");
}

function changed() {
  return open.fields.filter(isChanged);
}

function complaint(field) {
  try {
    typed(field.argument.type, field.text);
    return null;
  } catch (e) {
    return e.message;
  }
}

function isReady() {
  if (open.busy || isOver()) {
    return false;
  }
  if (needsCheck() && !open.sure) {
    return false;
  }
  if (open.verdict === "edit") {
    const fields = changed();
    return fields.length > 0 && fields.every((field) => !complaint(field));
  }
  if (open.verdict === "respond") {
    try {
      typed(open.summary.request.method.returnType, open.answer);
      return true;
    } catch {
      return false;
    }
  }
  return true;
}

function needsCheck() {
  return open.verdict !== "reject" && open.verdict !== "respond" && risk(open.summary.request) === "critical";
}

function isOver() {
  return open.latest && open.latest.state !== "pending";
}

async function send(me, done, redraw) {
  const mine = open;
  mine.busy = true;
  mine.problem = null;
  redraw();
  try {
    const answer = await give(mine.summary, said(), me);
    learn(answer);
    if (open === mine) {
      open = null;
    }
    done(answer);
  } catch (e) {
    mine.busy = false;
    mine.problem = e.hint
      ? e.message + "; " + e.hint
      : e.message + "; whether it was recorded is not known: look at the call's history before you repeat it";
    redraw();
  }
}

/** The dialog's content; `done` is called with what the approver recorded. */
export function dialog(me, done, close, redraw) {
  if (!open) {
    return nothing;
  }
  const request = open.summary.request;
  const submit = (event) => {
    event.preventDefault();
    if (isReady()) {
      send(me, done, redraw);
    }
  };
  const over = isOver();
  return html`<form method="dialog" class="decide decide-${open.verdict}" @submit=${submit}>
    <header>
      <h2 id="decide-title">${TITLES[open.verdict]}</h2>
      ${riskBadge(request)}${over ? nothing : timeLeft(open.summary)}
    </header>
    <div class="decide-body">
      <p class="decide-deed">${deeds(request).map((deed) => html`<span>${safe(deed)}</span>`)}</p>
      <p class="decide-call">${argumentsLine(request, 400)}</p>
      ${over
        ? html`<p class="problem" role="alert">Too late: it is ${state(open.latest)} already.
            ${safe(verdictWords(open.latest), 400)} Nothing was sent.</p>`
        : html`${warnings()}${body(redraw)}`}
      ${open.problem ? html`<p class="problem" role="alert">${safe(open.problem)}</p>` : nothing}
    </div>
    <footer>
      <button type="button" @click=${close}>${over ? "Close" : "Back"}</button>
      ${over
        ? nothing
        : html`<button class="act-${open.verdict} sure" id="confirm" ?disabled=${!isReady()}>${
            open.busy
              ? isSigned(open.summary, open.verdict, me) ? "Waiting for your passkey…" : "Waiting for the record…"
              : BUTTONS[open.verdict] + (isSigned(open.summary, open.verdict, me) ? ", with your passkey" : "")
          }</button>`}
    </footer>
  </form>`;
}

/** What is easily missed on the page behind the dialog. */
function warnings() {
  const { request, agreed } = open.latest ?? open.summary;
  const runs = open.verdict === "approve" || open.verdict === "edit";
  return html`${runs ? coversList(request) : nothing}
    ${runs
      ? request.rules
          .flatMap((rule) => rule.undecided)
          .map((why) => html`<p class="undecided"><b>undecided:</b> ${safe(why, 400)}</p>`)
      : nothing}
    ${agreed && open.verdict !== "reject"
      ? html`<p class="notice agreed"><b>${safe(agreed.by.join(", "), 200)}</b> agreed to ${agreed.verdict}${
          agreed.edits.map((edit) => html` <code>${safe(edit.name, 100)} = ${safe(write(edit.value), 400)}</code>`)
        }: everybody has to say the very same.</p>`
      : nothing}`;
}

function body(redraw) {
  return html`${open.verdict === "edit" ? editFields(redraw) : nothing}
    ${open.verdict === "respond" ? answerField(redraw) : nothing}
    ${needsCheck()
      ? html`<label class="sure-check"><input type="checkbox" id="sure" .checked=${live(open.sure)}
          @change=${(event) => {
            open.sure = event.target.checked;
            redraw();
          }}> I have read what will happen. It is critical and cannot be undone.</label>`
      : nothing}
    <label for="reason">${open.verdict === "reject" ? "Reason: the caller reads it" : "Comment, for the record"}</label>
    <textarea id="reason" rows="2" maxlength="4000" .value=${live(open.reason)}
      @input=${(event) => {
        open.reason = event.target.value;
        redraw();
      }}></textarea>`;
}

function editFields(redraw) {
  return html`${open.fields.map((field, index) => {
    const differs = isChanged(field);
    const problem = differs ? complaint(field) : null;
    const id = "edit-" + index;
    const set = (text) => {
      field.text = text;
      field.touched = true;
      redraw();
    };
    return html`<div class="field">
      <label for=${id}>${safe(field.argument.name, 100)} <span class="quiet">${safe(field.argument.type, 200)}</span></label>
      ${input(id, field, set, problem)}
      ${field.before === null && !field.touched
        ? html`<p class="quiet" id="${id}-note">Now ${safe(field.argument.redacted ? "(redacted)" : field.argument.display, 400)}. Leave it empty to keep it.</p>`
        : nothing}
      ${problem ? html`<p class="problem" id="${id}-note">${problem}</p>` : nothing}
      ${differs && !problem
        ? html`<p class="change"><span class="quiet">The call runs with</span> ${diff(
            field.argument.redacted ? "(redacted)" : field.argument.display,
            write(typed(field.argument.type, field.text)),
            ["text", "json"].includes(kind(field.argument.type)),
          )}${delta(field)}</p>`
        : nothing}
    </div>`;
  })}
  ${changed().length === 0
    ? html`<p class="quiet">Change at least one of them.</p>`
    : html`<p class="undecided">The words above are about the call as it was asked for. The rules judge the changed
        call again before it runs.</p>`}`;
}

function input(id, field, set, problem) {
  const type = kind(field.argument.type);
  if (type === "boolean") {
    return html`<select id=${id} @change=${(event) => set(event.target.value)}>
      ${field.before === null ? html`<option value="">unchanged</option>` : nothing}
      ${["true", "false"].map((each) => html`<option ?selected=${field.text === each}>${each}</option>`)}
    </select>`;
  }
  if (type === "text" || type === "json") {
    return html`<textarea id=${id} rows=${field.text.length > 60 ? 4 : 1} spellcheck="false" autocapitalize="off"
      aria-invalid=${problem ? "true" : "false"} aria-describedby="${id}-note" .value=${live(field.text)}
      @input=${(event) => set(event.target.value)}></textarea>`;
  }
  return html`<input id=${id} inputmode="decimal" autocomplete="off" aria-invalid=${problem ? "true" : "false"}
    aria-describedby="${id}-note" .value=${live(field.text)} @input=${(event) => set(event.target.value)}>`;
}

/** How much more or less, where both are numbers that can be subtracted exactly. */
function delta(field) {
  if (!/^-?[0-9]{1,15}$/.test(field.before ?? "") || !/^-?[0-9]{1,15}$/.test(field.text)) {
    return nothing;
  }
  const by = Number(field.text) - Number(field.before);
  return html` <span class="quiet">(${by > 0 ? "+" : ""}${by})</span>`;
}

function answerField(redraw) {
  const type = open.summary.request.method.returnType;
  let problem = null;
  try {
    typed(type, open.answer);
  } catch (e) {
    problem = open.answer ? e.message : null;
  }
  return html`<div class="field">
    <label for="answer">The answer <span class="quiet">${safe(type, 200)}</span></label>
    ${kind(type) === "nothing"
      ? html`<p class="quiet" id="answer">The method returns nothing: its caller goes on as if it had run.</p>`
      : html`<textarea id="answer" rows="2" spellcheck="false" aria-invalid=${problem ? "true" : "false"}
          .value=${live(open.answer)} @input=${(event) => {
            open.answer = event.target.value;
            redraw();
          }}></textarea>`}
    ${problem ? html`<p class="problem">${problem}</p>` : nothing}
  </div>`;
}
