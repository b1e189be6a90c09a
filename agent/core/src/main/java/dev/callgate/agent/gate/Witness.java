package dev.callgate.agent.gate;

import dev.callgate.agent.value.Snapshot;
import dev.callgate.agent.value.TooLargeException;
import dev.callgate.policy.ArgumentPart;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.ConditionCompiler;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.Surroundings;
import dev.callgate.policy.condition.Unreadable;
import dev.callgate.policy.condition.ValuePath;
import dev.callgate.policy.condition.When;
import dev.callgate.policy.view.StubValue;
import dev.callgate.protocol.RecordedCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one call down, on the thread that makes it: what the rules looked at, and what else tells
 * the call from others, as a policy's test would write it. Runs no code of the application. What is
 * redacted is not written. Used once.
 */
final class Witness {
  private static final String REDACTED = "redacted";
  private static final int MOST_SUPERTYPES = 200;
  private static final String TOOL_NAME = "tool.name";
  private static final String TOOL_ARGUMENTS = "tool.args";

  private final GatePoint point;
  private final LiveCall call;
  private final List<When.Subject> subjects = new ArrayList<>();
  private final Map<String, @Nullable Object> args = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> self = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> context = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
  private boolean anyRedacted;
  private boolean allHidden;
  private @Nullable Snapshot secrets;

  private Witness(GatePoint point, LiveCall call) {
    this.point = point;
    this.call = call;
  }

  /**
   * Has the call taken down.
   *
   * @param applied the rules that apply; null for none
   */
  static void tell(
      CallRecord record,
      JvmIdentity jvm,
      GatePoint point,
      LiveCall call,
      @Nullable AppliedRules applied) {
    try {
      List<String> ids = applied == null ? List.of() : applied.ids();
      boolean wanted = false;
      for (BoundRule rule : point.rules()) {
        wanted |= record.wants(rule.rule().id(), ids.contains(rule.rule().id()));
      }
      if (wanted) {
        String decision =
            applied == null ? "allow" : applied.decision().name().toLowerCase(Locale.ROOT);
        record.take(new Witness(point, call).written(jvm, decision, ids));
      }
    } catch (Throwable e) {
      // The call itself goes its way.
      record.failed(e);
    }
  }

  private RecordedCall written(JvmIdentity jvm, String decision, List<String> ids) {
    hide();
    for (int i = 0; i < call.argumentCount(); i++) {
      args.put(Integer.toString(i), argument(i, ValuePath.WHOLE, call.argument(i)));
    }
    if (call.receiver() != null) {
      self.put("this", Map.of("type", call.receiver().getClass().getName()));
    }
    for (BoundRule rule : point.rules()) {
      look(rule.rule().when(), rule.parameterNames());
    }
    fact(TOOL_NAME, point.rules().get(0).parameterNames());
    fact(TOOL_ARGUMENTS, point.rules().get(0).parameterNames());
    Surroundings around = call.surroundings();
    CallerNames callers = CallerNames.ofCurrentThread();
    return new RecordedCall(
        RecordedCall.VERSION,
        call.now(),
        jvm.environment(),
        jvm.ruleSetDigest(),
        point.className(),
        point.key().name(),
        point.key().descriptor(),
        annotations(),
        supertypes(),
        point.rules().get(0).parameterNames(),
        args,
        self,
        context,
        facts,
        callers.names(),
        callers.more(),
        new RecordedCall.Caller(
            text(around.caller(Surroundings.CallerPart.CLASS)),
            text(around.caller(Surroundings.CallerPart.PACKAGE)),
            text(around.caller(Surroundings.CallerPart.MODULE))),
        new RecordedCall.CallingThread(
            String.valueOf(text(around.thread(Surroundings.ThreadPart.NAME))),
            Boolean.TRUE.equals(around.thread(Surroundings.ThreadPart.VIRTUAL)),
            text(around.thread(Surroundings.ThreadPart.GROUP))),
        decision,
        ids);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  /** Finds what nobody may see, to leave it out where it is said again as well. */
  private void hide() {
    List<ArgumentPart> hidden = new ArrayList<>();
    anyRedacted = !point.redacted().isEmpty();
    for (BoundRule rule : point.rules()) {
      anyRedacted |= !rule.redacted().isEmpty();
      hidden.addAll(rule.hiddenParts());
    }
    if (hidden.isEmpty()) {
      return;
    }
    try {
      secrets = Snapshot.hiding(call.arguments(), hidden, call.accessors());
    } catch (TooLargeException e) {
      allHidden = true;
    }
  }

  private boolean isHidden(int index, ValuePath path) {
    if (allHidden || point.redacted().contains(index)) {
      return true;
    }
    for (BoundRule rule : point.rules()) {
      if (rule.isRedacted(index)) {
        return true;
      }
      for (ArgumentPart part : rule.hiddenParts()) {
        if (part.index() == index && part.path().meets(path)) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable Object argument(int index, ValuePath path, @Nullable Object value) {
    return isHidden(index, path) ? StubValue.undecided(REDACTED) : written(value);
  }

  private @Nullable Object written(@Nullable Object value) {
    Object written = StubValue.written(value, call.accessors());
    return saysSecret(written) ? StubValue.undecided(REDACTED) : written;
  }

  private boolean saysSecret(@Nullable Object written) {
    if (allHidden) {
      return true;
    }
    if (secrets == null || written == null) {
      return false;
    }
    if (written instanceof List<?> list) {
      for (Object item : list) {
        if (saysSecret(item)) {
          return true;
        }
      }
      return false;
    }
    if (written instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (saysSecret(entry.getKey()) || saysSecret(entry.getValue())) {
          return true;
        }
      }
      return false;
    }
    // a text, a decimal or a flag: the JDK's own
    return secrets.hides(written.toString());
  }

  private void look(When when, List<String> names) {
    if (when instanceof When.Leaf leaf) {
      if (!subjects.contains(leaf.subject())) {
        subjects.add(leaf.subject());
        look(leaf.subject(), names);
      }
    }
    for (When part : when.parts()) {
      look(part, names);
    }
  }

  private void look(When.Subject subject, List<String> names) {
    if (subject instanceof When.Subject.Argument argument) {
      int index = ParameterReference.index(argument.reference(), names);
      if (index >= 0 && !argument.path().isWhole()) {
        Object value = ConditionCompiler.value(subject, names, call);
        args.put(
            argument.path().after(Integer.toString(index)),
            argument(index, argument.path(), value));
      }
    } else if (subject instanceof When.Subject.Receiver receiver) {
      if (!receiver.path().isWhole()) {
        Object value = call.part(CallView.RECEIVER, receiver.path());
        self.put(receiver.path().after(""), written(value));
      }
    } else if (subject instanceof When.Subject.Context asked) {
      context.put(asked.key(), written(ConditionCompiler.value(subject, names, call)));
    } else if (subject instanceof When.Subject.Fact fact) {
      fact(fact.name(), names);
    }
  }

  /** What an argument says stands in a tool's arguments as well. */
  private void fact(String name, List<String> names) {
    Object value = ConditionCompiler.value(new When.Subject.Fact(name), names, call);
    if (value instanceof Unreadable) {
      return;
    }
    boolean hidden = anyRedacted || secrets != null && name.equals(TOOL_ARGUMENTS);
    facts.put(name, hidden ? StubValue.undecided(REDACTED) : written(value));
  }

  /** Those that rules go by: which of several it was, nobody has noted. */
  private List<String> annotations() {
    Set<String> names = new LinkedHashSet<>();
    for (BoundRule rule : point.rules()) {
      names.addAll(rule.rule().match().annotations());
    }
    return List.copyOf(names);
  }

  /** Of a class that nobody can ask for, those that rules go by. */
  private List<String> supertypes() {
    Set<String> names = new LinkedHashSet<>();
    Class<?> type = point.declaringClass();
    if (type == null) {
      for (BoundRule rule : point.rules()) {
        names.addAll(rule.rule().match().subtypesOf());
      }
    }
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      collect(at, names);
    }
    names.remove(point.className());
    return List.copyOf(names);
  }

  private static void collect(Class<?> type, Set<String> names) {
    if (names.size() < MOST_SUPERTYPES && names.add(type.getName())) {
      for (Class<?> parent : type.getInterfaces()) {
        collect(parent, names);
      }
    }
  }
}
