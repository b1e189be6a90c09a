package dev.callgate.scan;

import dev.callgate.match.Descriptors;
import dev.callgate.match.MethodKey;
import java.util.List;
import java.util.StringJoiner;

/** Methods as people and policies write them. */
public final class Signature {
  private Signature() {}

  /** {@code refund(String, java.math.BigDecimal)}: what a policy can say. */
  public static String inPolicy(MethodKey key) {
    return write(key, true);
  }

  /** {@code refund(String, BigDecimal)}. */
  public static String brief(MethodKey key) {
    return write(key, false);
  }

  private static String write(MethodKey key, boolean qualified) {
    StringJoiner parameters = new StringJoiner(", ", key.name() + "(", ")");
    List<String> descriptors;
    try {
      descriptors = Descriptors.parameters(key.descriptor());
      for (String parameter : descriptors) {
        String name = Descriptors.sourceName(parameter);
        boolean implied = name.startsWith("java.lang.") && name.lastIndexOf('.') == 9;
        parameters.add(qualified && !implied ? name : name.substring(name.lastIndexOf('.') + 1));
      }
    } catch (IndexOutOfBoundsException e) {
      // Nobody has checked that it is a descriptor.
      return key.toString();
    }
    return parameters.toString();
  }
}
