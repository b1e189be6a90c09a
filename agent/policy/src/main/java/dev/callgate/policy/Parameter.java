package dev.callgate.policy;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a method signature.
 *
 * @param type the erased type as Java writes it, with binary names: {@code int}, {@code
 *     java.lang.String[]}, {@code a.b.C$D}
 * @param name what the policy calls it; null when it gives no name
 */
public record Parameter(String type, @Nullable String name) {
  /** The type as class files write it. */
  public String descriptor() {
    int dimensions = 0;
    String element = type;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
      dimensions++;
    }
    return "[".repeat(dimensions) + elementDescriptor(element);
  }

  private static String elementDescriptor(String element) {
    return switch (element) {
      case "boolean" -> "Z";
      case "byte" -> "B";
      case "char" -> "C";
      case "short" -> "S";
      case "int" -> "I";
      case "long" -> "J";
      case "float" -> "F";
      case "double" -> "D";
      default -> "L" + element.replace('.', '/') + ";";
    };
  }

  @Override
  public String toString() {
    return name == null ? type : type + " " + name;
  }
}
