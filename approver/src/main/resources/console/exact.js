// JSON with numbers as they were written. JavaScript's own numbers would show 12345678901234567890
// as another amount than the one that was agreed to, and send 120.10 as 120.1.

/** A number that JavaScript cannot hold as it is written. */
export class Exact {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const DEEPEST = 64;

/** The value of one JSON text; throws a SyntaxError when it is none. */
export function parse(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.blank();
  if (reader.at < text.length) {
    reader.fail();
  }
  return value;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  fail() {
    throw new SyntaxError("not JSON at character " + (this.at + 1));
  }

  blank() {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) {
      this.at++;
    }
  }

  take(expected) {
    this.blank();
    if (this.text[this.at] !== expected) {
      this.fail();
    }
    this.at++;
  }

  next() {
    this.blank();
    return this.text[this.at];
  }

  value(depth) {
    if (depth > DEEPEST) {
      this.fail();
    }
    switch (this.next()) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  word(word, value) {
    if (!this.text.startsWith(word, this.at)) {
      this.fail();
    }
    this.at += word.length;
    return value;
  }

  object(depth) {
    // Without a prototype: a field called __proto__ is a field.
    const object = Object.create(null);
    this.take("{");
    if (this.next() === "}") {
      this.at++;
      return object;
    }
    for (;;) {
      if (this.next() !== '"') {
        this.fail();
      }
      const name = this.string();
      if (name in object) {
        this.fail();
      }
      this.take(":");
      object[name] = this.value(depth + 1);
      if (this.next() !== ",") {
        this.take("}");
        return object;
      }
      this.at++;
    }
  }

  array(depth) {
    const array = [];
    this.take("[");
    if (this.next() === "]") {
      this.at++;
      return array;
    }
    for (;;) {
      array.push(this.value(depth + 1));
      if (this.next() !== ",") {
        this.take("]");
        return array;
      }
      this.at++;
    }
  }

  string() {
    this.at++;
    let string = "";
    for (;;) {
      PLAIN.lastIndex = this.at;
      const plain = PLAIN.exec(this.text)[0];
      string += plain;
      this.at += plain.length;
      const end = this.text[this.at++];
      if (end === '"') {
        return string;
      }
      if (end !== "\\") {
        this.at--;
        this.fail();
      }
      const kind = this.text[this.at++];
      if (kind === "u") {
        const code = this.text.slice(this.at, this.at + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(code)) {
          this.fail();
        }
        string += String.fromCharCode(parseInt(code, 16));
        this.at += 4;
      } else if (kind in ESCAPES) {
        string += ESCAPES[kind];
      } else {
        this.at--;
        this.fail();
      }
    }
  }

  number() {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) {
      this.fail();
    }
    this.at += found[0].length;
    const number = Number(found[0]);
    return String(number) === found[0] ? number : new Exact(found[0]);
  }
}

/** One JSON text of a value that {@link parse} could have returned. */
export function write(value) {
  if (value instanceof Exact) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return "[" + value.map(write).join(",") + "]";
  }
  if (value !== null && typeof value === "object") {
    const fields = Object.keys(value).map((name) => JSON.stringify(name) + ":" + write(value[name]));
    return "{" + fields.join(",") + "}";
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("not a JSON number");
  }
  return JSON.stringify(value ?? null);
}
