// What a person types for an argument, as the JSON value that the JVM converts to the declared
// type: the terminal's rules. The JVM decides; this only catches the obvious.
import { parse } from "./exact.js";

const TEXTS = new Set(["java.lang.String", "java.lang.CharSequence", "char", "java.lang.Character"]);
const PRIMITIVES = new Set(["byte", "short", "int", "long", "float", "double"]);
const NUMBERS = new Set([
  "java.lang.Byte",
  "java.lang.Short",
  "java.lang.Integer",
  "java.lang.Long",
  "java.lang.Float",
  "java.lang.Double",
  "java.lang.Number",
  "java.math.BigDecimal",
  "java.math.BigInteger",
]);

const isNumeric = (type) => PRIMITIVES.has(type) || NUMBERS.has(type);
const isBoolean = (type) => type === "boolean" || type === "java.lang.Boolean";

/** The kind of field that a type is typed into. */
export function kind(type) {
  if (TEXTS.has(type)) {
    return "text";
  }
  return isNumeric(type) ? "number" : isBoolean(type) ? "boolean" : type === "void" ? "nothing" : "json";
}

/** The JSON value of what was typed; throws an Error that says what is expected. */
export function typed(type, text) {
  if (TEXTS.has(type)) {
    if (!/(?:String|CharSequence)$/.test(type) && text.length !== 1) {
      throw new Error("expected one character, not " + text.length);
    }
    return text;
  }
  if (type === "void") {
    if (text.trim() === "" || text.trim() === "null") {
      return null;
    }
    throw new Error("expected nothing: the method returns void");
  }
  let value;
  try {
    value = parse(text);
  } catch {
    if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text) && !isNumeric(type) && !isBoolean(type)) {
      return text;
    }
    throw new Error(expected(type));
  }
  const number = typeof value === "number" || (value !== null && value.constructor?.name === "Exact");
  const nullable = value === null && !PRIMITIVES.has(type) && type !== "boolean";
  if (
    (isNumeric(type) && !number && !nullable) ||
    (isBoolean(type) && typeof value !== "boolean" && !nullable)
  ) {
    throw new Error(expected(type));
  }
  return value;
}

function expected(type) {
  if (isNumeric(type)) {
    return "expected a number";
  }
  return isBoolean(type)
    ? "expected true or false"
    : 'expected JSON, such as "text", 12, true, [1,2] or {"a":1}';
}

/**
 * What stands in an argument's field at first: its value where the display says it exactly, null
 * where it does not and the person has to type the whole of it.
 */
export function initial(argument) {
  const { type, display } = argument;
  if (argument.redacted) {
    return null;
  }
  if (kind(type) !== "text") {
    try {
      typed(type, display);
      return display;
    } catch {
      return null;
    }
  }
  // In quotation marks, with escapes as JSON has them; a shortened text has no end.
  try {
    const text = parse(display);
    return typeof text === "string" && !/[\r\n]/.test(text) ? text : null;
  } catch {
    return null;
  }
}
