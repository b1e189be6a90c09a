package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.match.BridgeTargets;
import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.policy.PolicySet;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong ends in a class that cannot load. Null would let it load as it is. */
class GateTransformerTest {
  /** Has a bridge method, so that the matcher asks for bridge targets. */
  private static final Map<String, byte[]> CLASSES =
      ClassFiles.compile(
          """
          package acme;
          public class Tool implements java.util.concurrent.Callable<String> {
            @dev.callgate.Irreversible public String call() { return "deleted"; }
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

  private final List<String> reported = new ArrayList<>();
  private final GateTable table = new GateTable();
  private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
  private final ClassLoader agent = new ClassLoader() {};

  @Test
  void aGatedClassIsWoven() {
    byte[] woven = transform(new BytecodeBridgeTargets(), "acme.Tool");

    assertThat(WovenMethods.count(woven, "enter")).isEqualTo(1);
    assertThat(table.size()).isEqualTo(1);
    assertThat(reported).isEmpty();
  }

  @Test
  void aClassThatIsWovenAgainKeepsItsGate() {
    GateTransformer transformer = transformer(new BytecodeBridgeTargets());
    byte[] bytes = file("acme.Tool");

    byte[] first = transformer.transform(loader, "acme/Tool", null, null, bytes);

    assertThat(transformer.transform(loader, "acme/Tool", null, null, bytes)).isEqualTo(first);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aClassThatConcernsNoRuleStaysAsItIs() {
    assertThat(
            transformer(new BytecodeBridgeTargets())
                .transform(loader, "acme/Harmless", null, null, file("acme.Harmless")))
        .isNull();
  }

  @Test
  void theAgentsOwnClassesAreLeftAlone() {
    assertThat(
            transformer(new BytecodeBridgeTargets())
                .transform(agent, "acme/Tool", null, null, file("acme.Tool")))
        .isNull();
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalStateException("a bug"),
        new StackOverflowError("deep"),
        new OutOfMemoryError("full"),
        new LinkageError("torn"),
        new AssertionError("never"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anyFailureRefusesTheClass(Throwable failure) {
    byte[] refused =
        transform(
            bytes -> {
              throw GateTransformerTest.<RuntimeException>sneaky(failure);
            },
            "acme.Tool");

    assertThatThrownBy(() -> define("acme.Tool", refused))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining(failure.getMessage());
    assertThat(reported)
        .singleElement()
        .asString()
        .startsWith("callgate: CG-101 class not loaded: acme.Tool; ")
        .contains(failure.getMessage());
  }

  @Test
  void aFailureWhoseMessageFailsRefusesTheClass() {
    byte[] refused =
        transform(
            bytes -> {
              throw new IllegalStateException() {
                @Override
                public String toString() {
                  throw new OutOfMemoryError();
                }
              };
            },
            "acme.Tool");

    assertThatThrownBy(() -> define("acme.Tool", refused)).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void aReasonTooLongForAClassFileRefusesTheClass() {
    byte[] refused =
        transform(
            bytes -> {
              throw new IllegalStateException("x".repeat(100_000));
            },
            "acme.Tool");

    assertThatThrownBy(() -> define("acme.Tool", refused)).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void aGatedMethodWithoutABodyRefusesTheClass() {
    byte[] refused = transform(new BytecodeBridgeTargets(), "acme.Native");

    assertThatThrownBy(() -> define("acme.Native", refused))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("gates the native method");
  }

  @Test
  void bytesThatAreNoClassFileAreRefusedNotPassedOn() {
    byte[] torn = Arrays.copyOf(file("acme.Tool"), 40);

    assertThat(
            transformer(new BytecodeBridgeTargets())
                .transform(loader, "acme/Tool", null, null, torn))
        .isNotNull();
  }

  @Test
  void aRetransformationIsRefusedToWhoeverAskedForItAndNotWrittenDown() {
    GateTransformer transformer =
        transformer(
            bytes -> {
              throw new IllegalStateException("a bug");
            });

    byte[] refused =
        transformer.transform(null, "java/lang/String", String.class, null, file("acme.Tool"));

    assertThat(refused).isNotNull();
    assertThat(transformer.refusal(String.class)).contains("a bug");
    assertThat(transformer.refusal(Integer.class)).isNull();
    assertThat(reported).isEmpty();
  }

  @Test
  void aHiddenClassIsWovenToo() throws Exception {
    byte[] woven = transformer(new BytecodeBridgeTargets()).hidden(loader, file("acme.Tool"));

    assertThat(WovenMethods.count(woven, "enter")).isEqualTo(1);
    assertThat(reported).isEmpty();
  }

  @Test
  void aHiddenClassThatConcernsNoRuleStaysAsItIs() throws Exception {
    byte[] harmless = file("acme.Harmless");

    assertThat(transformer(new BytecodeBridgeTargets()).hidden(loader, harmless))
        .isSameAs(harmless);
    assertThat(transformer(new BytecodeBridgeTargets()).hidden(agent, file("acme.Tool")))
        .isSameAs(file("acme.Tool"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anyFailureRefusesAHiddenClass(Throwable failure) {
    GateTransformer transformer =
        transformer(
            bytes -> {
              throw GateTransformerTest.<RuntimeException>sneaky(failure);
            });

    assertThatThrownBy(() -> transformer.hidden(loader, file("acme.Tool")))
        .isInstanceOf(Error.class)
        .hasMessageContaining(failure.getMessage());
  }

  @Test
  void aHiddenClassThatCannotBeWovenIsRefusedWithItsReason() {
    assertThatThrownBy(
            () -> transformer(new BytecodeBridgeTargets()).hidden(loader, file("acme.Native")))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageStartingWith("callgate: not loaded, because ")
        .hasMessageContaining("gates the native method");
    assertThat(reported)
        .singleElement()
        .asString()
        .startsWith("callgate: CG-101 class not loaded: a hidden class; ");
  }

  private byte[] transform(BridgeTargets targets, String name) {
    return Objects.requireNonNull(
        transformer(targets).transform(loader, name.replace('.', '/'), null, null, file(name)));
  }

  private GateTransformer transformer(BridgeTargets targets) {
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
        new ClassMatcher(PolicySet.annotationOnly(), targets, WovenLoader.LOADED),
        new Weaver(),
        table,
        reported::add);
  }

  private static byte[] file(String name) {
    return Objects.requireNonNull(CLASSES.get(name));
  }

  private static void define(String name, byte[] bytes) {
    new ClassLoader(GateTransformerTest.class.getClassLoader()) {
      void define() {
        defineClass(name, bytes, 0, bytes.length);
      }
    }.define();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
