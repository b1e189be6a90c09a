package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.match.MethodKey;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WeaverTest {
  private static final String NAME = Sample.class.getName();
  private static final byte[] BYTES = Objects.requireNonNull(ClassFiles.of(Sample.class).get(NAME));
  private static final MethodKey JOIN =
      new MethodKey("join", "(ILjava/lang/String;)Ljava/lang/String;");

  @Test
  void weavesAMethodFromItsBytesAlone() {
    assertThat(WovenMethods.count(weave(Map.of(JOIN, 7)), "enter")).isEqualTo(1);
    assertThat(WovenMethods.count(BYTES, "enter")).isZero();
  }

  @Test
  void weavesAMethodWhoseTypesDoNotExist() {
    Map<String, byte[]> classes =
        ClassFiles.compile(
            """
            package acme;
            public class Uses { Missing use(Missing m, Missing[] n) throws Missing.Failed { return m; } }
            """,
            "package acme; public class Missing { public static class Failed extends Exception {} }");
    MethodKey use = new MethodKey("use", "(Lacme/Missing;[Lacme/Missing;)Lacme/Missing;");

    byte[] woven =
        new Weaver()
            .weave(
                "acme/Uses",
                Objects.requireNonNull(classes.get("acme.Uses")),
                Map.of(use, 1),
                /* checked= */ true);

    assertThat(WovenMethods.count(woven, "enter")).isEqualTo(1);
  }

  @Test
  void aMethodThatIsNotThereIsCountedAsMissing() {
    assertThatThrownBy(() -> weave(Map.of(JOIN, 7, new MethodKey("join", "()V"), 8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 gates expected, 1 woven");
  }

  @Test
  void aMethodWithoutABodyIsCountedAsMissing() {
    assertThatThrownBy(() -> weave(Map.of(new MethodKey("without", "()V"), 7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 gates expected, 0 woven");
  }

  private static byte[] weave(Map<MethodKey, Integer> gates) {
    return new Weaver().weave(NAME.replace('.', '/'), BYTES, gates, /* checked= */ true);
  }

  abstract static class Sample {
    String join(int times, String text) {
      return text.repeat(times);
    }

    abstract void without();
  }
}
