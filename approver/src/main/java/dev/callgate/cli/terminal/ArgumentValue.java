package dev.callgate.cli.terminal;

import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Turns what a person typed into the JSON value that the JVM converts to the declared type. Text is
 * taken as typed; numbers and booleans have to look like it, so that a slip shows here and not as a
 * refused call. The JVM decides: this only catches the obvious.
 */
public final class ArgumentValue {
  private static final Set<String> TEXTS =
      Set.of("java.lang.String", "java.lang.CharSequence", "char", "java.lang.Character");
  private static final Set<String> PRIMITIVE_NUMBERS =
      Set.of("byte", "short", "int", "long", "float", "double");
  private static final Set<String> NUMBERS =
      Set.of(
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Number",
          "java.math.BigDecimal",
          "java.math.BigInteger");

  private ArgumentValue() {}

  /**
   * The value of {@code typed} for a {@code type} as Java source writes it.
   *
   * @throws ProtocolException saying what is expected, when it does not fit
   */
  public static JsonNode parse(String type, String typed) throws ProtocolException {
    if (TEXTS.contains(type)) {
      return text(type, typed);
    }
    if (type.equals("void")) {
      return nothing(typed);
    }
    JsonNode value;
    try {
      value = Json.readTree(typed);
    } catch (ProtocolException e) {
      if (isWord(typed) && !isNumeric(type) && !isBoolean(type)) {
        return JsonNodeFactory.instance.stringNode(typed);
      }
      throw new ProtocolException(expected(type, typed));
    }
    if (value.isMissingNode()
        || (isNumeric(type) && !value.isNumber() && !(value.isNull() && NUMBERS.contains(type)))
        || (isBoolean(type)
            && !value.isBoolean()
            && !(value.isNull() && !type.equals("boolean")))) {
      throw new ProtocolException(expected(type, typed));
    }
    return value;
  }

  private static JsonNode text(String type, String typed) throws ProtocolException {
    if (!type.endsWith("String") && !type.endsWith("CharSequence") && typed.length() != 1) {
      throw new ProtocolException("expected one character, not " + typed.length());
    }
    return JsonNodeFactory.instance.stringNode(typed);
  }

  private static JsonNode nothing(String typed) throws ProtocolException {
    if (typed.isBlank() || typed.strip().equals("null")) {
      return JsonNodeFactory.instance.nullNode();
    }
    throw new ProtocolException("expected nothing: the method returns void");
  }

  private static boolean isNumeric(String type) {
    return PRIMITIVE_NUMBERS.contains(type) || NUMBERS.contains(type);
  }

  private static boolean isBoolean(String type) {
    return type.equals("boolean") || type.equals("java.lang.Boolean");
  }

  // An enum's constant, written as in the source.
  private static boolean isWord(String typed) {
    return !typed.isEmpty()
        && Character.isJavaIdentifierStart(typed.charAt(0))
        && typed.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static String expected(String type, String typed) {
    if (isNumeric(type)) {
      return "expected a number for " + type + ", not " + typed;
    }
    if (isBoolean(type)) {
      return "expected true or false, not " + typed;
    }
    return "expected JSON for " + type + ", such as \"text\", 12, true, [1,2] or {\"a\":1}";
  }
}
