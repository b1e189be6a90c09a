package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.match.MethodKey;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeaverTest {
  @Test
  void weavesAMethodFromItsBytesAlone() throws Exception {
    byte[] bytes = bytes(Sample.class);

    byte[] woven =
        new Weaver()
            .weave(
                Sample.class.getName().replace('.', '/'),
                bytes,
                Map.of(new MethodKey("join", "(ILjava/lang/String;)Ljava/lang/String;"), 7));

    assertThat(WovenMethods.count(woven, "enter")).isEqualTo(1);
    assertThat(WovenMethods.count(bytes, "enter")).isZero();
  }

  private static byte[] bytes(Class<?> type) throws Exception {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  static class Sample {
    String join(int times, String text) {
      return text.repeat(times);
    }
  }
}
