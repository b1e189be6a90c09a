package dev.callgate.policy;

import dev.callgate.policy.condition.Glob;
import dev.callgate.policy.yaml.Quoted;
import java.util.Set;

/**
 * Names of classes as a policy writes them: binary and fully qualified, those of {@code java.lang}
 * also short.
 */
public final class TypeName {
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

  private static final Set<String> JAVA_LANG =
      Set.of(
          ("Appendable AssertionError AutoCloseable Boolean Byte CharSequence Character Class ClassLoader Cloneable Comparable Deprecated"
                  + " Double Enum Exception Error Float Integer Iterable Long Math Module Number Object Process"
                  + " ProcessBuilder ProcessHandle Readable Record Runnable Runtime RuntimeException Short StackTraceElement"
                  + " String StringBuffer StringBuilder System Thread ThreadGroup ThreadLocal Throwable Void"
                  + " ArithmeticException ArrayIndexOutOfBoundsException ClassCastException ClassNotFoundException"
                  + " CloneNotSupportedException IllegalArgumentException IllegalCallerException IllegalStateException"
                  + " IndexOutOfBoundsException InterruptedException NoSuchFieldException NoSuchMethodException"
                  + " NullPointerException NumberFormatException ReflectiveOperationException SecurityException"
                  + " UnsupportedOperationException")
              .split(" "));

  private TypeName() {}

  public static boolean isPrimitive(String name) {
    return PRIMITIVES.contains(name);
  }

  /**
   * The binary name of a class.
   *
   * @param offset where the name begins in the text a problem is reported for
   */
  public static String binary(String name, int offset) throws SyntaxProblem {
    checkCharacters(name, offset, false);
    if (name.indexOf('.') >= 0) {
      checkNesting(name, offset);
      return name;
    }
    if (JAVA_LANG.contains(name)) {
      return "java.lang." + name;
    }
    throw new SyntaxProblem(
        "MAT002", offset, "class name without a package: " + Quoted.of(name), packageHint(name));
  }

  /** A class name or a glob over class names. */
  public static Glob glob(String pattern) throws SyntaxProblem {
    if (pattern.indexOf('*') < 0) {
      return Glob.of(binary(pattern, 0));
    }
    checkCharacters(pattern, 0, true);
    if (isOnlyStars(pattern)) {
      throw new SyntaxProblem(
          "MAT003",
          0,
          "the glob " + Quoted.of(pattern) + " matches every class",
          "name a package or a part of the class name");
    }
    if (pattern.indexOf('.') < 0) {
      throw new SyntaxProblem(
          "MAT002",
          0,
          "a glob without a package: " + Quoted.of(pattern),
          "write **." + pattern + " for any package");
    }
    return Glob.of(pattern);
  }

  private static void checkCharacters(String name, int offset, boolean stars) throws SyntaxProblem {
    boolean latin = false;
    boolean lookalike = false;
    boolean begins = true;
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      boolean star = stars && c == '*';
      boolean fits =
          begins
              ? Character.isJavaIdentifierStart(c)
              : Character.isJavaIdentifierPart(c) || c == '.';
      if (!fits && !star) {
        throw new SyntaxProblem(
            "MAT004", offset + at, "not a class name: " + Quoted.of(name), characterHint(c));
      }
      begins = c == '.';
      latin |= c < 0x80 && Character.isLetter(c);
      lookalike |= c >= 0x370 && c < 0x530;
    }
    if (begins) {
      throw new SyntaxProblem(
          "MAT004", offset, "not a class name: " + Quoted.of(name), "it ends in a dot or is empty");
    }
    if (latin && lookalike) {
      throw new SyntaxProblem(
          "YAML007",
          offset,
          Quoted.of(name) + " mixes Latin with Greek or Cyrillic letters that look alike",
          "type the name anew");
    }
  }

  private static String characterHint(char c) {
    return switch (c) {
      case '*' -> "a glob cannot stand here; name the class";
      case '?', '[', ']', '{', '}' -> "globs know * within a package and ** across packages";
      case '/' -> "write dots between packages";
      case '#', '(' -> "the method goes under the key 'method'";
      case '@' -> "leave the @ out";
      case '<', '>' -> "leave the type arguments out";
      case ' ' -> "one name for each item; several go in a list";
      case '.' -> "there is an empty part in it";
      default -> "write the fully qualified name, such as com.acme.Outer$Nested";
    };
  }

  /** {@code a.b.Outer.Nested} would be looked for in a package a.b.Outer and never be found. */
  private static void checkNesting(String name, int offset) throws SyntaxProblem {
    int dot = name.lastIndexOf('.');
    String outer = name.substring(name.lastIndexOf('.', dot - 1) + 1, dot);
    boolean camel =
        !outer.isEmpty() && Character.isUpperCase(outer.charAt(0)) && hasLowerCase(outer);
    if (camel && Character.isUpperCase(name.charAt(dot + 1))) {
      String nested = name.substring(0, dot) + "$" + name.substring(dot + 1);
      throw new SyntaxProblem(
          "MAT005",
          offset,
          "a nested class written with a dot: " + Quoted.of(name),
          "write " + nested);
    }
  }

  private static boolean hasLowerCase(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isLowerCase(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnlyStars(String pattern) {
    for (int at = 0; at < pattern.length(); at++) {
      if (pattern.charAt(at) != '*' && pattern.charAt(at) != '.') {
        return false;
      }
    }
    return true;
  }

  private static String packageHint(String name) {
    return switch (name) {
      case "BigDecimal", "BigInteger" -> "write java.math." + name;
      case "List", "Set", "Map", "Collection", "UUID", "Date", "Locale", "Currency", "Optional" ->
          "write java.util." + name;
      case "Path", "Files", "Paths" -> "write java.nio.file." + name;
      case "File", "InputStream", "OutputStream", "IOException" -> "write java.io." + name;
      case "URI", "URL" -> "write java.net." + name;
      case "Instant", "LocalDate", "LocalDateTime", "Duration", "ZonedDateTime" ->
          "write java.time." + name;
      default ->
          name.length() == 1
              ? "a type variable is written as its erasure, mostly Object"
              : "write the fully qualified name; only those of java.lang may be short";
    };
  }
}
