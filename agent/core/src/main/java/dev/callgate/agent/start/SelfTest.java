package dev.callgate.agent.start;

import dev.callgate.Outcome;
import dev.callgate.agent.gate.Gate;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.gate.Sight;
import dev.callgate.agent.part.ClassFiles;
import dev.callgate.agent.weave.Weaver;
import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.match.LoadedClasses;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.Decision;
import dev.callgate.policy.Match;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Rejection;
import dev.callgate.policy.Rule;
import dev.callgate.policy.condition.Glob;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;

/**
 * Proves, before the program starts, that a woven method really asks: matched, woven, defined, and
 * called through the real bridge and the real gate, with decisions signed by a throw-away key. A
 * weaver that silently does nothing ends here.
 */
final class SelfTest {
  private SelfTest() {}

  /**
   * @throws StartRefusedException naming the first thing that did not hold
   */
  static void run(
      GateEntry entry,
      Weaver weaver,
      MethodHandle exception,
      PolicySet builtin,
      LoadedClasses loaded,
      Consumer<String> log)
      throws StartRefusedException {
    SigningKey key = SigningKey.generate();
    ScriptedApprover approver = new ScriptedApprover(key);
    GateTable table = new GateTable();
    JvmIdentity jvm =
        new JvmIdentity(
            Ids.random(), key, key.publicKey(), "callgate self-test", null, builtin.digest(), null);
    entry.test(new Gate(table, jvm, approver, exception, Sight.of(ClassFiles.NONE, null), log));
    try {
      check(define(weaver, table, builtin, loaded), approver);
    } catch (StartRefusedException e) {
      throw e;
    } catch (InvocationTargetException e) {
      throw failed(String.valueOf(e.getCause()));
    } catch (Exception | LinkageError e) {
      throw failed(e.toString());
    } finally {
      entry.test(null);
    }
  }

  private static void check(Object canary, ScriptedApprover approver) throws Exception {
    Class<?> type = canary.getClass();
    Method sing = type.getMethod("sing", int.class, String.class);

    approver.next(Verdict.REJECT, List.of(), null);
    try {
      sing.invoke(canary, 2, "ab");
      throw failed("a rejected call ran");
    } catch (InvocationTargetException e) {
      expect(
          e.getCause() instanceof SecurityException && approver.reported == Outcome.REJECTED,
          "a rejected call ended with " + e.getCause());
    }
    expect(runs(canary) == 0, "a rejected call ran");

    approver.next(Verdict.APPROVE, List.of(), null);
    expect(
        sing.invoke(canary, 2, "ab").equals(4L) && runs(canary) == 1,
        "an approved call did not run once");
    expect(approver.reported == Outcome.SUCCEEDED, "an approved call's end was not noticed");

    approver.next(Verdict.EDIT, List.of(new Edit("arg0", IntNode.valueOf(5))), null);
    expect(
        sing.invoke(canary, 2, "ab").equals(10L) && runs(canary) == 2,
        "an edited argument did not arrive");

    approver.next(Verdict.RESPOND, List.of(), LongNode.valueOf(42));
    expect(sing.invoke(canary, 2, "ab").equals(42L) && runs(canary) == 2, "an answered call ran");
  }

  private static int runs(Object canary) throws ReflectiveOperationException {
    return canary.getClass().getField("runs").getInt(canary);
  }

  private static Object define(
      Weaver weaver, GateTable table, PolicySet builtin, LoadedClasses loaded) throws Exception {
    String name = Canary.class.getName();
    byte[] bytes = canary();
    ClassMatcher matcher =
        new ClassMatcher(rules(builtin, name), new BytecodeBridgeTargets(), loaded);
    // As a hidden class too, also because of what that loads: another agent may define hidden
    // classes while a class of this one is being loaded.
    MatchedClass hidden = matcher.matchHidden(null, bytes);
    expect(hidden != null && hidden.methods().size() == 1, "the canary was not matched, hidden");
    MatchedClass matched = matcher.match(null, bytes);
    expect(matched != null && matched.methods().size() == 1, "the canary was not matched");
    CanaryLoader loader = new CanaryLoader();
    Map<MethodKey, Integer> ids = new HashMap<>();
    for (MatchedMethod method : java.util.Objects.requireNonNull(matched).methods()) {
      ids.put(method.outline().key(), ~table.register(loader, matched, method));
    }
    byte[] woven = weaver.weave(matched.name(), bytes, ids, /* checked= */ true);
    return loader.define(name, woven).getDeclaredConstructor().newInstance();
  }

  /** The canary's class file. */
  static byte[] canary() throws IOException, StartRefusedException {
    String file = Canary.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Canary.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw failed("the agent's jar holds no canary");
      }
      return in.readAllBytes();
    }
  }

  /** The built-in rule's gate on the canary's one method. */
  private static PolicySet rules(PolicySet builtin, String canary) {
    Rule rule = builtin.rules().get(0);
    Match match =
        new Match(
            List.of(), List.of(new ClassPattern(Glob.of(canary))), List.of(), List.of(), List.of());
    Rule gate =
        new Rule(
            "callgate/self-test",
            rule.source(),
            rule.description(),
            match,
            rule.when(),
            Decision.GATE,
            rule.gate(),
            new Rejection.Throw(),
            rule.risk(),
            null,
            null,
            List.of(),
            List.of(),
            rule.tags(),
            false,
            rule.environments(),
            false,
            Decision.GATE);
    return new PolicySet(List.of(gate), builtin.digest());
  }

  private static void expect(boolean holds, String otherwise) throws StartRefusedException {
    if (!holds) {
      throw failed(otherwise);
    }
  }

  private static StartRefusedException failed(String what) {
    return new StartRefusedException(
        "CG-007",
        "the self-test failed: " + what,
        "report this with the JVM's version and its other agents");
  }

  /** Sees nothing but the JDK, like the strictest loader of an application. */
  private static final class CanaryLoader extends ClassLoader {
    CanaryLoader() {
      super(null);
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
