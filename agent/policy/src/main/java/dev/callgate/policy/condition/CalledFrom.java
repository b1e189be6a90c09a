package dev.callgate.policy.condition;

import java.util.List;

/** Whether a class with one of these names is on the stack. */
record CalledFrom(List<Glob> classes) implements Condition {
  @Override
  public Truth test(CallView call) {
    return call.surroundings().calledFrom(classes);
  }
}
