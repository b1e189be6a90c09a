package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.match.Descriptors;
import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.Cover;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CanonicalForm;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One question to the approver: the snapshot that is shown, the salt of its digest, and the signed
 * request. Immutable.
 *
 * @param rules the rules that hold the call
 * @param snapshot the arguments as they are shown
 * @param salt stays in this JVM
 * @param request what the reviewer sees
 * @param envelope the same, signed
 * @param deadlineNanos on {@link System#nanoTime()}'s clock
 */
record Question(
    AppliedRules rules,
    Snapshot snapshot,
    byte[] salt,
    CallRequest request,
    Envelope envelope,
    long deadlineNanos) {
  static Question of(JvmIdentity jvm, Repetition repetition, ArrivingCall call) {
    GatePoint point = call.point();
    AppliedRules rules = call.rules();
    Snapshot snapshot = call.snapshot();
    Object receiver = call.receiver();
    byte[] salt = CanonicalForm.newSalt();
    Duration wait = rules.expires();
    if (jvm.longestWait() != null && jvm.longestWait().compareTo(wait) < 0) {
      wait = jvm.longestWait();
    }
    CallRequest request =
        new CallRequest(
            CallRequest.VERSION,
            Ids.random(),
            Ids.random(),
            jvm.jvm(),
            jvm.application(),
            jvm.environment(),
            method(point),
            rules.listed(part -> rules.display(part, snapshot)),
            jvm.ruleSetDigest(),
            arguments(call),
            snapshot.digest(salt),
            receiver == null ? null : receiver.getClass().getName(),
            rules.verdicts(),
            rules.demands(),
            call.requester(),
            covers(rules),
            wait.toMillis(),
            System.currentTimeMillis(),
            context(call.site()),
            repetition.of(call));
    return new Question(
        rules,
        snapshot,
        salt,
        request,
        Envelope.sign(PayloadType.REQUEST, Json.write(request), jvm.key()),
        System.nanoTime() + wait.toNanos());
  }

  static GatedMethod method(GatePoint point) {
    String descriptor = point.key().descriptor();
    return new GatedMethod(
        point.className(),
        point.key().name(),
        descriptor,
        Descriptors.sourceName(Descriptors.returned(descriptor)));
  }

  private static List<Covered> covers(AppliedRules rules) {
    List<Covered> covers = new ArrayList<>();
    for (Cover cover : rules.covers()) {
      covers.add(
          new Covered(
              cover.rules(),
              cover.atMost(),
              switch (cover.demand()) {
                case SHOWN -> Covered.Demand.SHOWN;
                case SAME -> Covered.Demand.SAME;
              },
              cover.parameters()));
    }
    return covers;
  }

  /** A call's arguments, as far as its rules let them be seen. */
  static List<Argument> arguments(ArrivingCall call) {
    AppliedRules rules = call.rules();
    Snapshot snapshot = call.snapshot();
    List<String> types = Descriptors.parameters(call.point().key().descriptor());
    List<String> names = rules.parameterNames();
    List<Argument> arguments = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      List<ArgumentPart> shown = rules.shown(i);
      arguments.add(
          new Argument(
              names.get(i),
              Descriptors.sourceName(types.get(i)),
              display(shown, snapshot),
              shown.isEmpty(),
              rules.isEditable(i)));
    }
    return arguments;
  }

  private static String display(List<ArgumentPart> shown, Snapshot snapshot) {
    if (shown.isEmpty()) {
      return AppliedRules.HIDDEN;
    }
    StringBuilder display = new StringBuilder();
    for (ArgumentPart part : shown) {
      display.append(display.length() == 0 ? "" : ", ");
      display.append(part.isWhole() ? "" : part.path().after("") + "=");
      display.append(snapshot.display(part));
    }
    return display.toString();
  }

  private static CallContext context(CallSite site) {
    Thread thread = Thread.currentThread();
    return new CallContext(
        Host.NAME,
        Host.PID,
        Host.USER,
        thread.getName(),
        // Thread.isVirtual() is Java 21; a virtual thread's class name is the JDK's own.
        thread.getClass().getName().toLowerCase(Locale.ROOT).contains("virtualthread"),
        site.frames());
  }
}
