// Text from a program that must not be trusted, made fit for a reader: one line, left to right,
// nothing invisible. The same rules as the terminal's SafeText; a test compares the two.
import { html } from "./lit/lit-html.js";
import { remarks } from "./lookalikes.js";

// As many as a column is indented; more of them hide what follows.
const MOST_SPACES = 8;
// As many as a letter of Vietnamese has; a pile of them covers the lines around.
const MOST_MARKS = 3;

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const SPACE = /\p{Zs}/u;
const MARK = /[\p{Mn}\p{Me}]/u;
// Letters and marks that take part in a text and show nothing.
const BLANK =
  /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}]/u;

function isVisible(character) {
  return SPACE.test(character)
    ? character === " "
    : !HIDDEN.test(character) && !BLANK.test(character);
}

function code(character) {
  return "<U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + ">";
}

/** The pieces of a text: what is plainly visible, and what was written out for the reader. */
function pieces(text) {
  const found = [];
  let plain = "";
  let marks = 0;
  const put = (escape) => {
    if (plain) {
      found.push({ text: plain, escape: false });
      plain = "";
    }
    found.push({ text: escape, escape: true });
  };
  for (let at = 0; at < text.length; ) {
    let spaces = 0;
    while (text[at + spaces] === " ") {
      spaces++;
    }
    const character = String.fromCodePoint(text.codePointAt(at));
    marks = MARK.test(character) ? marks + 1 : 0;
    if (spaces > MOST_SPACES) {
      put("<" + spaces + " spaces>");
      at += spaces;
      continue;
    }
    if (isVisible(character) && marks <= MOST_MARKS) {
      plain += character;
    } else {
      put(code(character));
    }
    at += character.length;
  }
  if (plain) {
    found.push({ text: plain, escape: false });
  }
  return found;
}

function cut(text, limit) {
  const points = Array.from(text);
  return points.length <= limit
    ? { text, rest: 0 }
    : { text: points.slice(0, limit).join(""), rest: points.length - limit };
}

/** The text as one safe string, for attributes, titles and what is read aloud. */
export function safeText(text, limit = Infinity) {
  const part = cut(String(text ?? ""), limit);
  const shown = pieces(part.text)
    .map((piece) => piece.text)
    .join("");
  return part.rest ? shown + "… (" + part.rest + " more characters)" : shown;
}

// A page draws each second, and its texts stay the same.
const MOST_KEPT = 4000;

function keeping(make) {
  const kept = new Map();
  return (text, limit) => {
    const key = limit + " " + text;
    let made = kept.get(key);
    if (made === undefined) {
      made = make(text, limit);
      if (kept.size >= MOST_KEPT) {
        kept.clear();
      }
      kept.set(key, made);
    }
    return made;
  };
}

const told = keeping((text) => remarks(text));
const shownSafely = keeping(show);

/** The text as the page shows it: what was written out for the reader stands out. */
export function safe(text, limit = 4000) {
  return shownSafely(String(text ?? ""), limit);
}

function show(text, limit) {
  const part = cut(text, limit);
  const shown = pieces(part.text).map((piece) =>
    piece.escape ? html`<span class="escape">${piece.text}</span>` : piece.text,
  );
  const rest = part.rest
    ? html`<span class="escape">… (${part.rest} more characters)</span>`
    : "";
  return html`<bdi dir="ltr">${shown}${rest}</bdi>`;
}

/** As {@link value} on one line: that there is something to be told, and not what. */
export function shortValue(text, limit) {
  return told(String(text ?? "")).length
    ? html`${safe(text, limit)} <span class="look">look closely</span>`
    : safe(text, limit);
}

/** The text, and what a reader has to be told about its letters. */
export function value(text, limit = 4000) {
  const said = told(String(text ?? ""));
  return said.length
    ? html`${safe(text, limit)}<span class="remark"
          ><b>Look closely:</b> ${said.map((each) => html`<span>${each}</span>`)}</span
        >`
    : safe(text, limit);
}
