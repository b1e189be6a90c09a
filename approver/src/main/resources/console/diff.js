// What a person changed, word by word.
import { html } from "./lit/lit-html.js";
import { safe } from "./safe.js";

const MOST_WORDS = 400;

function words(text) {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** The pieces of both texts: kept, removed or added, in reading order. */
export function pieces(before, after) {
  const old = words(before);
  const fresh = words(after);
  if (old.length > MOST_WORDS || fresh.length > MOST_WORDS) {
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  }
  // How long the longest common part of the two ends is.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i][j] =
        old[i] === fresh[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const found = [];
  const put = (kind, text) => {
    const last = found[found.length - 1];
    if (last && last.kind === kind) {
      last.text += text;
    } else {
      found.push({ kind, text });
    }
  };
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      put("kept", old[i++]);
      j++;
    } else if (j === fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
      put("removed", old[i++]);
    } else {
      put("added", fresh[j++]);
    }
  }
  return found;
}

/**
 * The change as the page shows it; words say what colours repeat. What is not prose, such as a
 * number, is one piece: half a number is none.
 */
export function diff(before, after, prose = true) {
  const found = prose
    ? pieces(before, after)
    : [
        { kind: "removed", text: before },
        { kind: "kept", text: " " },
        { kind: "added", text: after },
      ];
  return html`<span class="diff">${found.map((piece) =>
    piece.kind === "kept"
      ? safe(piece.text)
      : piece.kind === "removed"
        ? html`<del><span class="spoken">removed: </span>${safe(piece.text)}</del>`
        : html`<ins><span class="spoken">added: </span>${safe(piece.text)}</ins>`,
  )}</span>`;
}
