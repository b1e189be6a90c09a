package dev.callgate.hole;

import java.util.List;

/**
 * What one start of a JVM makes of one hole.
 *
 * @param hole which
 * @param state how it stands
 * @param add options that have to be added
 * @param takeAway what the command line, or the program's jar, has and must not have
 * @param needsRules whether rules of the policy have to be about {@link Hole#rules()}, because this
 *     Java has no option that is enough
 * @param newerJava the first Java whose option closes it, when neither options nor rules do in this
 *     one; 0 otherwise
 */
public record Finding(
    Hole hole,
    State state,
    List<String> add,
    List<String> takeAway,
    boolean needsRules,
    int newerJava) {
  /** How a hole stands. */
  public enum State {
    /** The command line closes it, or never opened it. */
    CLOSED,
    /** Rules of the policy hold whatever would pass it. */
    COVERED,
    /** Something gets through. */
    OPEN
  }

  public Finding {
    add = List.copyOf(add);
    takeAway = List.copyOf(takeAway);
  }

  /** Whether something gets through. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** What to do, a clause; empty when nothing is open. */
  public String remedy() {
    StringBuilder text = new StringBuilder();
    append(text, "add ", add);
    append(text, hole == Hole.EARLIER_AGENT ? "name callgate-agent.jar before " : verb(), takeAway);
    if (needsRules) {
      join(text).append("gate or deny always ").append(hole.rules());
    }
    if (newerJava > 0) {
      join(text)
          .append("use Java ")
          .append(newerJava)
          .append(" or newer: this one cannot close it");
    }
    return text.toString();
  }

  private String verb() {
    return hole == Hole.START_FILES ? "let another user own " : "take away ";
  }

  private static void append(StringBuilder text, String verb, List<String> what) {
    for (int i = 0; i < what.size(); i++) {
      if (i == 0) {
        join(text).append(verb);
      } else {
        text.append(i == what.size() - 1 ? " and " : ", ");
      }
      text.append(what.get(i));
    }
  }

  private static StringBuilder join(StringBuilder text) {
    return text.length() == 0 ? text : text.append("; ");
  }
}
