package dev.callgate.policy.condition;

/** What a parameter's declared type says about the values that can arrive. */
public enum ValueKind {
  NUMBER,
  /** {@code String}, or a single character. */
  TEXT,
  FLAG,
  /** An array or a collection. */
  MANY,
  /** {@code java.nio.file.Path} or {@code java.io.File}: only a view can look into it. */
  PATH,
  /** {@code java.net.URI} or {@code java.net.URL}: only a view can look into it. */
  ADDRESS,
  /** Anything may arrive: {@code Object}, an enum, a type of the application. */
  ANYTHING;

  public static ValueKind of(String type) {
    if (type.endsWith("[]")) {
      return MANY;
    }
    return switch (type) {
      case "byte", "short", "int", "long", "float", "double" -> NUMBER;
      case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long" -> NUMBER;
      case "java.lang.Float", "java.lang.Double", "java.lang.Number" -> NUMBER;
      case "java.math.BigDecimal", "java.math.BigInteger" -> NUMBER;
      case "char", "java.lang.Character", "java.lang.String" -> TEXT;
      case "boolean", "java.lang.Boolean" -> FLAG;
      case "java.util.List", "java.util.Set", "java.util.Map", "java.util.Collection" -> MANY;
      case "java.nio.file.Path", "java.io.File" -> PATH;
      case "java.net.URI", "java.net.URL" -> ADDRESS;
      default -> ANYTHING;
    };
  }
}
