package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.policy.PolicySet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What another agent did between our first look and our last one. */
class LastLookTest {
  private static final String VAULT = "acme/Vault";
  private static final Map<String, byte[]> CLASSES =
      ClassFiles.compile(
          """
          package acme;
          public class Vault {
            @dev.callgate.Irreversible public String empty() { return "emptied"; }
            @dev.callgate.Irreversible public String burn() { return "burnt"; }
          }
          """,
          """
          package acme;
          public class Harmless { public String call() { return ""; } }
          """,
          """
          package acme;
          public class Native { @dev.callgate.Irreversible public native void delete(); }
          """);
  private static final byte[] OTHER_VAULT =
      Objects.requireNonNull(
          ClassFiles.compile(
                  """
                  package acme;
                  public class Vault { public String empty() { return "emptied"; } }
                  """)
              .get("acme.Vault"));

  private final List<String> reported = new ArrayList<>();
  private final GateTable table = new GateTable();
  private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
  private final ClassLoader agent = new ClassLoader() {};
  private final Weaver weaver = new Weaver();
  private final GateTransformer first = transformer();
  private final LastLook last = new LastLook(agent, first, weaver, table, reported::add);

  @Test
  void gatesThatAreStillThereAreLeftAsTheyAre() {
    byte[] woven = Objects.requireNonNull(first(VAULT));

    assertThat(last(VAULT, null, woven)).isNull();
    assertThat(reported).isEmpty();
    assertThat(table.strippedClasses()).isZero();
  }

  @Test
  void gatesThatWereTakenOutArePutBackAndToldOnce() {
    first(VAULT);

    byte[] again = Objects.requireNonNull(last(VAULT, null, file(VAULT)));

    assertThat(WovenMethods.count(again, "enter")).isEqualTo(2);
    assertThat(last(VAULT, getClass(), file(VAULT))).isEqualTo(again);
    assertThat(table.strippedClasses()).isEqualTo(2);
    assertThat(reported)
        .singleElement()
        .asString()
        .startsWith("callgate: CG-211 gates taken out by another agent: acme.Vault, and put back;");
  }

  @Test
  void oneGateThatWasTakenOutIsPutBackBesideTheOther() {
    first(VAULT);
    byte[] half =
        weaver.weave(
            VAULT,
            file(VAULT),
            Map.of(new dev.callgate.match.MethodKey("empty", "()Ljava/lang/String;"), 0),
            /* checked= */ true);

    byte[] again = Objects.requireNonNull(last(VAULT, null, half));

    assertThat(WovenMethods.count(again, "enter")).isEqualTo(2);
  }

  @Test
  void aClassThatLostAGatedMethodDoesNotLoad() {
    first(VAULT);

    assertThat(RefusedClass.is(Objects.requireNonNull(last(VAULT, null, OTHER_VAULT)))).isTrue();
    assertThat(reported).singleElement().asString().contains("so the class does not load");
  }

  @Test
  void aChangeThatTakesAGatedMethodAwayIsNotMade() {
    first(VAULT);

    assertThat(RefusedClass.is(Objects.requireNonNull(last(VAULT, getClass(), OTHER_VAULT))))
        .isTrue();
    assertThat(reported).singleElement().asString().contains("so the class stays as it was");
  }

  @Test
  void aRefusedClassStaysRefusedWhateverAnotherAgentMakesOfIt() {
    byte[] refused = Objects.requireNonNull(first("acme/Native"));
    reported.clear();

    assertThat(last("acme/Native", null, refused)).isNull();
    byte[] again = Objects.requireNonNull(last("acme/Native", null, file("acme/Native")));

    assertThat(RefusedClass.is(again)).isTrue();
    assertThat(new ClassReader(again).getClassName()).isNotEqualTo("acme/Native");
    assertThat(reported).singleElement().asString().contains("acme.Native, which must not load");
  }

  @Test
  void bytesThatNobodyCanReadDoNotLoad() {
    first(VAULT);

    byte[] answer = Objects.requireNonNull(last(VAULT, null, new byte[] {1, 2, 3}));

    assertThat(RefusedClass.is(answer)).isTrue();
  }

  @Test
  void aHookThatWasTakenOutOfTheJdkIsPutBack() throws IOException {
    String loaders = "java/lang/ClassLoader";
    byte[] bytes;
    try (InputStream in = ClassLoader.getSystemResourceAsStream(loaders + ".class")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }

    byte[] again = Objects.requireNonNull(last.transform(null, loaders, null, null, bytes));

    assertThat(WovenMethods.count(again, "define")).isEqualTo(2);
    assertThat(reported).singleElement().asString().contains("java.lang.ClassLoader, and put back");
  }

  @Test
  void aClassThatConcernsNoRuleAndTheAgentsOwnAreLeftAlone() {
    assertThat(first("acme/Harmless")).isNull();
    assertThat(last("acme/Harmless", null, file("acme/Harmless"))).isNull();
    assertThat(last.transform(agent, VAULT, null, null, file(VAULT))).isNull();
  }

  private byte @Nullable [] first(String name) {
    return first.transform(loader, name, null, null, file(name));
  }

  private byte @Nullable [] last(String name, @Nullable Class<?> redefined, byte[] bytes) {
    return last.transform(loader, name, redefined, null, bytes);
  }

  private GateTransformer transformer() {
    Instrumentation none =
        (Instrumentation)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("not to be asked here");
                });
    return new GateTransformer(
        agent,
        none,
        new ClassMatcher(
            PolicySet.annotationOnly(), new BytecodeBridgeTargets(), WovenLoader.LOADED),
        weaver,
        table,
        reported::add);
  }

  private static byte[] file(String name) {
    return Objects.requireNonNull(CLASSES.get(name.replace('/', '.')));
  }
}
