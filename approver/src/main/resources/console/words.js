// A request in words, the same as the terminal's. What returns text returns it unescaped; pages
// show it through safe().

const GRAVITY = { low: 0, medium: 1, high: 2, critical: 3 };

/** The gravest of a request's rules. */
export function risk(request) {
  return request.rules
    .map((rule) => rule.risk.toLowerCase())
    .reduce((worst, each) => ((GRAVITY[each] ?? 3) > (GRAVITY[worst] ?? 3) ? each : worst), "low");
}

function invoked(type, name) {
  return name === "<init>" ? "new " + type : type + "." + name;
}

/** SupportTools.refund */
export function shortMethod(request) {
  const type = request.method.type;
  return invoked(type.slice(type.lastIndexOf(".") + 1), request.method.name);
}

/** The method with its whole type and what it returns. */
export function method(request) {
  const { type, name, returnType } = request.method;
  return name === "<init>" ? invoked(type, name) : invoked(type, name) + " → " + returnType;
}

/** What will happen: the rules' messages, or the method's name where they have none. */
export function deeds(request) {
  const messages = request.rules.map((rule) => rule.message).filter((message) => message);
  return messages.length ? [...new Set(messages)] : ["calls " + shortMethod(request)];
}

/** One argument on one line. */
export function argument(each) {
  return each.redacted ? "(redacted)" : each.display;
}

/** What an approval covers besides, to stand below the arguments. */
export function covered(each) {
  const names = each.parameters.join(" and ");
  const demand =
    each.demand === "same"
      ? "to which the arguments above are handed on, as they are by then"
      : "whose " +
        (each.parameters.length ? names : "arguments are all") +
        (each.parameters.length === 0 ? "" : each.parameters.length === 1 ? " is" : " are") +
        " among the values above";
  return (
    "up to " +
    each.atMost +
    (each.atMost === 1 ? " call" : " calls") +
    " held by " +
    each.rules.join(" or ") +
    ", " +
    demand
  );
}

/** Whether a request takes more than one person's yes, or somebody's in particular. */
export function takesSeveral(progress) {
  return progress.some((each) => each.quorum > 1 || each.groups.length > 0);
}

/** How many of one rule's people are missing. */
export function missing(each) {
  return Math.max(0, each.quorum - each.by.length);
}

/** What is missing, in words; empty when nothing is. */
export function needed(progress) {
  return progress
    .filter((each) => missing(each) > 0)
    .map(
      (each) =>
        missing(each) +
        " more" +
        (each.groups.length ? " of " + each.groups.join(", ") : "") +
        (progress.length > 1 ? " for " + each.rule : ""),
    )
    .join("; ");
}

/** The nearest callers that are not the JDK's, unless there are no others. */
export function callers(stack) {
  const own = stack.filter((frame) => !/^(?:java|javax|jdk|sun)\./.test(frame));
  return own.length ? own : stack;
}

/** The first characters of an id, enough to say. */
export function shortId(id) {
  return id.slice(0, 8);
}

const STATES = {
  pending: "waiting",
  approved: "approved",
  edited: "approved with changes",
  responded: "answered",
  rejected: "rejected",
  expired: "expired",
  withdrawn: "withdrawn",
};

/** Where a request stands, in a word. */
export function state(summary) {
  return STATES[summary.state] ?? summary.state;
}

const OUTCOMES = {
  succeeded: "The call has run.",
  failed: "The call ran and failed.",
  in_doubt: "Nobody knows whether the call ran to its end.",
  unavailable: "The program did not get the decision: the call did not run.",
  drifted: "The arguments changed while it waited: the call did not run.",
};

/** How the call itself ended, as far as the program has said; null while it has not. */
export function outcome(summary) {
  return summary.outcome
    ? (OUTCOMES[summary.outcome] ?? "The call ended: " + summary.outcome.replace(/_/g, " ") + ".")
    : null;
}

/** Who decided, and what became of it. */
export function verdict(summary) {
  const by = summary.decision ? summary.decision.reviews.map((review) => review.reviewer) : [];
  const who = by.length ? " by " + by.join(" and ") : "";
  switch (summary.state) {
    case "expired":
      return "Expired: nobody decided in time, and the call did not run.";
    case "withdrawn":
      return "Withdrawn: the program no longer waits, and the call did not run.";
    case "rejected":
      return "Rejected" + who + ". The call does not run.";
    case "responded":
      return "Answered" + who + ". The call does not run; its caller gets the answer.";
    case "edited":
      return "Approved with changes" + who + ".";
    case "approved":
      return "Approved" + who + ".";
    default:
      return "";
  }
}
