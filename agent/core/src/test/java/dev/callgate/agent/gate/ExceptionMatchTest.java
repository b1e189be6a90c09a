package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.match.MatchedClass;
import dev.callgate.policy.PolicySet;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exceptions that narrow themselves to some of a rule's methods, in woven classes. */
class ExceptionMatchTest {
  private static final String[] SOURCES = {
    "package acme; public interface Store { void wipe(String what); }",
    "package acme; public interface Volatile {}",
    """
    package acme;
    public class Disk implements Store {
      public boolean wiped;
      public void wipe(String what) { wiped = true; }
    }
    """,
    """
    package acme;
    public class Cache extends Disk implements Volatile {
      public void wipe(String what) { wiped = true; }
    }
    """,
    """
    package acme;
    public class Plain {
      public boolean wiped;
      public void wipe(String what) { wiped = true; }
    }
    """,
    "package acme; public class Stored extends Plain implements Store, Volatile {}",
  };

  private static Gated gated(String match) {
    return Gated.sources(policy(match, "allow"), SOURCES);
  }

  private static PolicySet policy(String match, String decide) {
    return PolicyText.excepted(
        "{id: e, of: r, until: 2998-12-31, reason: tried, decide: "
            + decide
            + ", match: "
            + match
            + "}",
        "id: r\nmatch: {subtypes_of: acme.Store, method: wipe}\ndecide: deny");
  }

  private static void wipe(Object store) throws Exception {
    try {
      store.getClass().getMethod("wipe", String.class).invoke(store, "all");
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void assertRefused(Object store) throws Exception {
    assertThatThrownBy(() -> wipe(store)).isInstanceOf(CallRefusedException.class);
    assertThat(store.getClass().getField("wiped").get(store)).isEqualTo(false);
  }

  private static void assertRuns(Object store) throws Exception {
    wipe(store);
    assertThat(store.getClass().getField("wiped").get(store)).isEqualTo(true);
  }

  @Test
  void byClass() throws Exception {
    Gated gated = gated("{class: acme.Cache}");

    assertRuns(gated.loader.create("acme.Cache"));
    assertRefused(gated.loader.create("acme.Disk"));
  }

  @Test
  void bySupertype() throws Exception {
    Gated gated = gated("{subtypes_of: acme.Volatile}");

    assertRuns(gated.loader.create("acme.Cache"));
    assertRefused(gated.loader.create("acme.Disk"));
  }

  @Test
  void bySignature() throws Exception {
    assertRuns(gated("{method: wipe(String what)}").loader.create("acme.Disk"));
    assertRefused(gated("{method: wipe(int what)}").loader.create("acme.Disk"));
  }

  /** The body is both classes', and only one of them is what the exception speaks of. */
  @Test
  void aBodyThatOnlySomeInheritAsSuchStaysAsStrict() throws Exception {
    PolicySet policy = policy("{subtypes_of: acme.Volatile}", "gate");
    Map<String, byte[]> files = ClassFiles.compile(SOURCES);
    WovenLoader loader = new WovenLoader(files, policy, new GateTable());
    ClassMatcher matcher =
        new ClassMatcher(policy, new BytecodeBridgeTargets(), WovenLoader.LOADED);
    for (String name : List.of("acme.Store", "acme.Volatile", "acme.Plain", "acme.Disk")) {
      loader.define(name);
      matcher.match(loader, file(files, name));
    }

    assertThat(matcher.prepare(loader, file(files, "acme.Stored")))
        .containsExactly(loader.define("acme.Plain"));
    assertThat(rules(matcher.match(loader, file(files, "acme.Plain")))).containsExactly("p/r");
    // the twin, whose own supertypes say so
    assertThat(rules(matcher.match(loader, file(files, "acme.Cache"))))
        .containsExactly("p/r", "p/r+e");
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private static List<String> rules(@Nullable MatchedClass matched) {
    return Objects.requireNonNull(matched).methods().get(0).rules().stream()
        .map(bound -> bound.rule().id())
        .toList();
  }
}
