package dev.callgate.match;

import java.util.ArrayList;
import java.util.List;

/** JVM descriptors (JVMS 4.3) in the words of Java source. */
public final class Descriptors {
  private Descriptors() {}

  /** The parameters' field descriptors, such as {@code I} and {@code Ljava/lang/String;}. */
  public static List<String> parameters(String descriptor) {
    List<String> parameters = new ArrayList<>();
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int end = at;
      while (descriptor.charAt(end) == '[') {
        end++;
      }
      end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
      parameters.add(descriptor.substring(at, end));
      at = end;
    }
    return parameters;
  }

  /** The return type's descriptor. */
  public static String returned(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  /** A field descriptor, or {@code V}, as Java source writes the type. */
  public static String sourceName(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'V' -> "void";
      case 'Z' -> "boolean";
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'S' -> "short";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      case 'D' -> "double";
      case '[' -> sourceName(descriptor.substring(1)) + "[]";
      default -> descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    };
  }
}
