// Words that a reader may take for others. The same rules as the terminal's Lookalikes; a test
// compares the two.
import { safeText } from "./safe.js";

const MOST_REMARKS = 3;
const LONGEST_WORD = 40;
const LOOKED_AT = 100000;

// Letters of Cyrillic, Greek and Armenian that are drawn like Latin ones.
const LIKE_LATIN = new Set(
  "асеорхуіјѕһԁԛԝӏьАВСЕНІЈКМОРЅТХУԚԜӀοναριυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոհ",
);

const EAST_ASIAN = new Set(["Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"]);

const WORD = /[\p{L}\p{Nd}]/u;
const LETTER = /\p{L}/u;
const SHARED = /[\p{Script=Common}\p{Script=Inherited}]/u;

// Those in use, and those whose letters look like Latin ones; a letter of any other is "another
// alphabet".
const SCRIPTS = [
  "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Syriac", "Thaana", "Devanagari",
  "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala",
  "Thai", "Lao", "Tibetan", "Myanmar", "Georgian", "Hangul", "Ethiopic", "Cherokee",
  "Canadian_Aboriginal", "Ogham", "Runic", "Khmer", "Mongolian", "Hiragana", "Katakana", "Bopomofo",
  "Han", "Yi", "Old_Italic", "Gothic", "Deseret", "Coptic", "Glagolitic", "Tifinagh", "Nko", "Vai",
  "Lisu", "Osage", "Adlam", "Balinese", "Javanese", "Warang_Citi", "Carian", "Lycian", "Lydian",
]
  .map((name) => ({ name, letter: new RegExp("\\p{Script=" + name + "}", "u") }));

const written = (script) => script.name.charAt(0) + script.name.slice(1).toLowerCase();

function scriptOf(character) {
  const known = SCRIPTS.find((script) => script.letter.test(character));
  return known ? written(known) : "another alphabet";
}

function inOrder(scripts) {
  const order = SCRIPTS.map(written);
  return [...scripts].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

function isAscii(text) {
  return /^[\u0000-\u007f]*$/.test(text);
}

function remark(word) {
  if (isAscii(word)) {
    return null;
  }
  const scripts = new Set();
  let allLikeLatin = true;
  const letters = Array.from(word);
  for (const letter of letters) {
    if (!SHARED.test(letter)) {
      scripts.add(scriptOf(letter));
    }
    allLikeLatin &&= !LETTER.test(letter) || LIKE_LATIN.has(letter);
  }
  const shown = safeText(word, LONGEST_WORD);
  const plain = word.normalize("NFKC");
  if (plain !== word.normalize("NFC") && isAscii(plain)) {
    return shown + " is made of letters that stand for " + safeText(plain, LONGEST_WORD);
  }
  const eastAsian = [...scripts].some((script) => EAST_ASIAN.has(script));
  if (scripts.size > 1 && !eastAsian) {
    return shown + " mixes letters of " + inOrder(scripts).join(" and ");
  }
  return allLikeLatin && scripts.size === 1 && letters.length > 1
    ? shown + " is written in " + [...scripts][0] + " letters that look like Latin ones"
    : null;
}

/** What a reader has to be told about this text, safe to show; mostly nothing. */
export function remarks(text) {
  const told = [];
  let word = "";
  for (const character of text.slice(0, LOOKED_AT) + " ") {
    if (WORD.test(character)) {
      word += character;
      continue;
    }
    const said = word ? remark(word) : null;
    word = "";
    if (said && !told.includes(said)) {
      told.push(said);
      if (told.length === MOST_REMARKS) {
        break;
      }
    }
  }
  return told;
}
