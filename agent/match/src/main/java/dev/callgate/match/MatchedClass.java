package dev.callgate.match;

import java.util.List;

/**
 * A class with something to weave.
 *
 * @param name the internal name
 * @param shownName the binary name, or what people read in place of a hidden class's
 * @param hidden whether it is a hidden class
 * @param methods what to weave; empty for a type that only hands gates down
 * @param faults why the class must not load; empty for almost every class
 */
public record MatchedClass(
    String name,
    String shownName,
    boolean hidden,
    List<MatchedMethod> methods,
    List<Fault> faults) {

  /** A class that has a name of its own. */
  public MatchedClass(String name, List<MatchedMethod> methods, List<Fault> faults) {
    this(name, name.replace('/', '.'), false, methods, faults);
  }
}
