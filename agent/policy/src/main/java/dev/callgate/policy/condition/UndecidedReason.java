package dev.callgate.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why nothing was decided, found in a second look: the first one takes no time for words. */
public final class UndecidedReason {
  private UndecidedReason() {}

  /**
   * @param when something undecided about this call
   * @return null for what has parts, which have reasons of their own
   */
  public static @Nullable String of(When when, List<String> parameterNames, CallView call) {
    if (when instanceof When.From) {
      return "the stack cannot be seen";
    }
    if (!(when instanceof When.Leaf leaf)) {
      return null;
    }
    String subject = leaf.subject().words();
    if (!call.mayLookAt(0)) {
      return subject + ": more text than is looked at, or it took too long";
    }
    Object value = ConditionCompiler.value(leaf.subject(), parameterNames, call);
    if (value == null) {
      return subject + ": no value";
    }
    if (value instanceof Unreadable unreadable) {
      return subject + ": " + unreadable.why();
    }
    String type = value.getClass().getName();
    return leaf.view() == null
        ? subject + ": nothing to decide about a " + type
        : subject + ": no clear " + leaf.view().words() + " in a " + type;
  }
}
