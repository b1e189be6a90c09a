package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Truth;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNameViewTest {
  private final Path directory;

  ClassNameViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Whoever asks it anything fails. */
  static final class Silent {
    @Override
    public String toString() {
      throw new AssertionError("asked");
    }
  }

  private Truth test(String operators, @Nullable Object value) {
    return Policies.condition(directory, "{arg: 0, as: class_name, " + operators + "}")
        .test(Call.of(value));
  }

  @Test
  void isTheNameOfTheValuesClass() {
    String own = ClassNameViewTest.class.getName() + "$Silent";
    assertThat(test("eq: '" + own + "'", new Silent())).isEqualTo(Truth.TRUE);
    assertThat(test("glob: dev.callgate.**", new Silent())).isEqualTo(Truth.TRUE);
    assertThat(test("eq: com.acme.Other", new Silent())).isEqualTo(Truth.FALSE);
    assertThat(test("eq: java.lang.String", "com.acme.Tool")).isEqualTo(Truth.TRUE);
    assertThat(test("eq: java.util.Map", Map.class)).as("of a class its own").isEqualTo(Truth.TRUE);
  }

  @Test
  void isUndecidedForWhatIsMadeAtRunTimeAndForNothing() {
    Runnable lambda = () -> {};
    Object proxy =
        Proxy.newProxyInstance(
            Runnable.class.getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);

    for (String operators : new String[] {"eq: com.acme.T", "ne: com.acme.T", "glob: dev.**"}) {
      assertThat(test(operators, lambda)).isEqualTo(Truth.UNDECIDED);
      assertThat(test(operators, proxy)).isEqualTo(Truth.UNDECIDED);
      assertThat(test(operators, null)).isEqualTo(Truth.UNDECIDED);
    }
  }
}
