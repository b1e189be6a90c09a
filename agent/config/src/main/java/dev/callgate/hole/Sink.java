package dev.callgate.hole;

import java.util.ArrayList;
import java.util.List;

/**
 * A method through which something gets past the gates.
 *
 * @param className binary
 * @param method its name
 * @param descriptor as in the class file
 */
public record Sink(String className, String method, String descriptor) {
  private static final String UNSAFE = "sun.misc.Unsafe";
  private static final String[] KINDS = {
    "Int",
    "I",
    "Boolean",
    "Z",
    "Byte",
    "B",
    "Short",
    "S",
    "Char",
    "C",
    "Long",
    "J",
    "Float",
    "F",
    "Double",
    "D",
    "Object",
    "Ljava/lang/Object;"
  };

  /** Those of a hole that rules have to be about, on this Java; empty when rules do not help. */
  static List<Sink> of(Hole hole, int feature) {
    return switch (hole) {
      case LATER_AGENTS -> laterAgents();
      case NATIVE_ACCESS -> nativeAccess(feature);
      case UNSAFE_MEMORY -> unsafeMemory();
      default -> List.of();
    };
  }

  private static List<Sink> laterAgents() {
    return List.of(
        new Sink(
            "sun.instrument.InstrumentationImpl",
            "loadClassAndCallAgentmain",
            "(Ljava/lang/String;Ljava/lang/String;)V"),
        new Sink(
            "com.sun.management.internal.DiagnosticCommandImpl",
            "invoke",
            "(Ljava/lang/String;[Ljava/lang/Object;[Ljava/lang/String;)Ljava/lang/Object;"));
  }

  private static List<Sink> nativeAccess(int feature) {
    // From 22 on foreign functions are for everybody, and no public method of theirs is the one
    // way; from 24 on there is the option.
    if (feature >= 22) {
      return List.of();
    }
    List<Sink> sinks = new ArrayList<>();
    for (String owner : new String[] {"java.lang.System", "java.lang.Runtime"}) {
      sinks.add(new Sink(owner, "load", "(Ljava/lang/String;)V"));
      sinks.add(new Sink(owner, "loadLibrary", "(Ljava/lang/String;)V"));
    }
    return sinks;
  }

  private static List<Sink> unsafeMemory() {
    List<Sink> sinks = new ArrayList<>();
    for (int i = 0; i < KINDS.length; i += 2) {
      String type = KINDS[i + 1];
      String put = "put" + KINDS[i];
      sinks.add(new Sink(UNSAFE, put, "(Ljava/lang/Object;J" + type + ")V"));
      sinks.add(new Sink(UNSAFE, put + "Volatile", "(Ljava/lang/Object;J" + type + ")V"));
      if (!type.equals("Z") && type.length() == 1) {
        sinks.add(new Sink(UNSAFE, put, "(J" + type + ")V"));
      }
      if (type.equals("I") || type.equals("J") || type.length() > 1) {
        String swap = "(Ljava/lang/Object;J" + type + type + ")Z";
        String exchange = "(Ljava/lang/Object;J" + type + ")" + type;
        sinks.add(new Sink(UNSAFE, "putOrdered" + KINDS[i], "(Ljava/lang/Object;J" + type + ")V"));
        sinks.add(new Sink(UNSAFE, "compareAndSwap" + KINDS[i], swap));
        sinks.add(new Sink(UNSAFE, "getAndSet" + KINDS[i], exchange));
        if (type.length() == 1) {
          sinks.add(new Sink(UNSAFE, "getAndAdd" + KINDS[i], exchange));
        }
      }
    }
    sinks.add(new Sink(UNSAFE, "putAddress", "(JJ)V"));
    sinks.add(new Sink(UNSAFE, "setMemory", "(Ljava/lang/Object;JJB)V"));
    sinks.add(new Sink(UNSAFE, "setMemory", "(JJB)V"));
    sinks.add(new Sink(UNSAFE, "copyMemory", "(Ljava/lang/Object;JLjava/lang/Object;JJ)V"));
    sinks.add(new Sink(UNSAFE, "copyMemory", "(JJJ)V"));
    return sinks;
  }
}
