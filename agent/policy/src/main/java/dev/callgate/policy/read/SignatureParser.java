package dev.callgate.policy.read;

import dev.callgate.policy.MethodPattern;
import dev.callgate.policy.Parameter;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.TypeName;
import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code name}, {@code na*me} or {@code name(Type parameter, Type... rest)}, where {@code ..}
 * at the end stands for any further parameters and a parameter's name may be left out.
 */
final class SignatureParser {
  private final String text;
  private int at;

  private SignatureParser(String text) {
    this.text = text;
  }

  static MethodPattern parse(String text) throws SyntaxProblem {
    return new SignatureParser(text).pattern();
  }

  private MethodPattern pattern() throws SyntaxProblem {
    int open = text.indexOf('(');
    String name = (open < 0 ? text : text.substring(0, open)).strip();
    checkName(name);
    if (open < 0) {
      if (text.indexOf(')') >= 0) {
        throw problem(text.indexOf(')'), "a ) without its (", "write name(Type parameter)");
      }
      return new MethodPattern(Glob.of(name), null, false);
    }
    at = open + 1;
    List<Parameter> parameters = new ArrayList<>();
    boolean further = parameters(parameters);
    if (skipSpace() < text.length()) {
      throw problem(
          at,
          "text after the ): " + Quoted.of(text.substring(at)),
          "one signature for each item of a list");
    }
    return new MethodPattern(Glob.of(name), parameters, further);
  }

  private static void checkName(String name) throws SyntaxProblem {
    switch (name) {
      case "<init>" -> {
        return;
      }
      case "<clinit>" ->
          throw problem(
              0, "a static initialiser cannot be gated", "gate the methods that cause it to run");
      case "", "*", "**" ->
          throw problem(
              0, "a method pattern must name something", "leave 'method' out for every method");
      default -> {}
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          i == 0 ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      if (!fits && c != '*') {
        throw problem(i, "not a method name: " + Quoted.of(name), nameHint(c));
      }
    }
  }

  private static String nameHint(char c) {
    return switch (c) {
      case '.', '#' -> "the class goes under the key 'class'";
      case ' ' -> "leave modifiers and the return type out";
      case '<' -> "a constructor is written <init>";
      case ',' -> "several methods go in a list";
      default -> "write a name, a name with *, or name(Type parameter, ..)";
    };
  }

  /** Reads up to and with the closing parenthesis; whether {@code ..} stood before it. */
  private boolean parameters(List<Parameter> parameters) throws SyntaxProblem {
    if (skipSpace() < text.length() && text.charAt(at) == ')') {
      at++;
      return false;
    }
    while (true) {
      skipSpace();
      if (text.startsWith("..", at) && !text.startsWith("...", at)) {
        int dots = at;
        at += 2;
        if (next() != ')') {
          throw problem(dots, ".. stands for all further parameters", "put it last");
        }
        return true;
      }
      parameters.add(parameter(parameters));
      if (next() == ')') {
        return false;
      }
    }
  }

  private Parameter parameter(List<Parameter> before) throws SyntaxProblem {
    int start = at;
    String type = type();
    skipSpace();
    int nameStart = at;
    String name = word();
    if (name.isEmpty()) {
      return new Parameter(type, null);
    }
    if (text.startsWith("final ", start)) {
      throw problem(start, "a signature has no modifiers", "leave 'final' out");
    }
    if (!Character.isJavaIdentifierStart(name.charAt(0)) || name.indexOf('.') >= 0) {
      throw problem(nameStart, "not a parameter name: " + Quoted.of(name), "write Type name");
    }
    for (Parameter other : before) {
      if (name.equals(other.name())) {
        throw problem(
            nameStart, "two parameters are called " + Quoted.of(name), "give each its own name");
      }
    }
    return new Parameter(type, name);
  }

  private String type() throws SyntaxProblem {
    int start = at;
    String name = word();
    if (name.isEmpty()) {
      String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
      throw problem(
          at,
          "a parameter type is missing before " + found,
          "write name(Type parameter, Type parameter)");
    }
    if (name.equals("void")) {
      throw problem(start, "no parameter is void", "write name() for no parameters");
    }
    String binary = TypeName.isPrimitive(name) ? name : TypeName.binary(name, start);
    refuseGenerics(name);
    StringBuilder type = new StringBuilder(binary);
    while (skipSpace() < text.length() && text.startsWith("[]", at)) {
      type.append("[]");
      at += 2;
    }
    if (text.startsWith("...", at)) {
      type.append("[]");
      at += 3;
    }
    return type.toString();
  }

  private void refuseGenerics(String raw) throws SyntaxProblem {
    if (skipSpace() < text.length() && text.charAt(at) == '<') {
      throw new SyntaxProblem(
          "SIG003",
          at,
          "type arguments do not exist at run time",
          "write only the erased type: " + raw);
    }
  }

  /** A name with its dots, but not the dots of {@code ..} and {@code ...}. */
  private String word() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean dot = c == '.' && !text.startsWith("..", at);
      if (!dot && !Character.isJavaIdentifierPart(c)) {
        break;
      }
      at++;
    }
    return text.substring(start, at);
  }

  /** The comma or closing parenthesis that must come now. */
  private char next() throws SyntaxProblem {
    if (skipSpace() == text.length()) {
      throw problem(
          text.length(), "the ) is missing", "write name(Type parameter, Type parameter)");
    }
    char c = text.charAt(at);
    if (c != ',' && c != ')') {
      throw problem(
          at,
          "unexpected '" + c + "' in a signature",
          "write name(Type parameter, Type parameter)");
    }
    at++;
    return c;
  }

  private int skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static SyntaxProblem problem(int offset, String message, String hint) {
    return new SyntaxProblem("SIG001", offset, message, hint);
  }
}
