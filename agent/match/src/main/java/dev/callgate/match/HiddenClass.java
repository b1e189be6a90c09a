package dev.callgate.match;

/**
 * What hidden classes are called. The JVM gives them names that nobody can use, with an address or
 * a running number in them; here they get one that rules can match and people can read.
 */
final class HiddenClass {
  private static final String LAMBDA = "$$Lambda";
  private static final String INVOKER = "$$InjectedInvoker";

  private HiddenClass() {}

  /**
   * Whether the JVM made this class of a lambda or a method reference, or to call for somebody. An
   * application can name a class of its own so, and gains what a renamed copy gains anyway.
   */
  static boolean isMadeByJvm(String internalName) {
    return internalName.contains(LAMBDA) || internalName.contains(INVOKER);
  }

  /** The binary name that rules see: without the running number that JDK 17 to 20 add. */
  static String ruleName(String internalName) {
    int lambda = internalName.indexOf(LAMBDA);
    String name = lambda < 0 ? internalName : internalName.substring(0, lambda + LAMBDA.length());
    return name.replace('/', '.');
  }

  /** The same of the lambdas in a class. */
  static String ruleNameOfLambdasIn(String host) {
    return host + LAMBDA;
  }

  /**
   * What people read: {@code com.acme.Desk$lambda$Tool} is a lambda in {@code com.acme.Desk} that
   * implements an interface {@code Tool}; {@code com.acme.Desk$hidden} is a hidden class that calls
   * itself {@code com.acme.Desk}.
   */
  static String shownName(ClassOutline type) {
    int lambda = type.name().indexOf(LAMBDA);
    if (lambda < 0 || type.interfaces().isEmpty()) {
      return type.name().replace('/', '.') + "$hidden";
    }
    String implemented = type.interfaces().get(0);
    int simple = Math.max(implemented.lastIndexOf('/'), implemented.lastIndexOf('$'));
    return type.name().substring(0, lambda).replace('/', '.')
        + "$lambda$"
        + implemented.substring(simple + 1);
  }
}
