package dev.callgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.condition.Truth;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
  private final Path directory;

  ExplanationTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void saysWhyNothingWasDecided() {
    assertThat(why("{arg: a, gt: 1}", null)).isEqualTo("arg a: no value");
    assertThat(why("{arg: a, gt: 1}", "x"))
        .isEqualTo("arg a: nothing to decide about a java.lang.String");
    assertThat(why("{arg: a.name(), eq: x}", "x"))
        .isEqualTo("arg a.name(): its accessors cannot be read here");
    assertThat(why("{arg: a, as: json, at: /x, eq: y1}", "{"))
        .isEqualTo("arg a: no clear json at /x in a java.lang.String");
    assertThat(why("{context: job, eq: x}", 1)).isEqualTo("context job: not known of this call");
    assertThat(why("{called_from: a.B}", 1)).isEqualTo("the stack cannot be seen");
  }

  @Test
  void saysNothingWhereSomethingWas() {
    assertThat(why("{arg: a, gt: 1}", 2)).isNull();
    assertThat(why("{arg: a, gt: 1}", 1)).isNull();
  }

  private @Nullable String why(String when, @Nullable Object value) {
    Rule rule =
        Policies.rule(
            directory,
            "id: r\nmatch: {class: com.acme.T, method: \"m(Object a)\"}\ndecide: gate\nwhen: "
                + when);
    BoundRule bound = Policies.bind(rule, "m", "(Ljava/lang/Object;)V");
    Explanation explanation = Explanation.of(bound, Call.of(value)).get(0);
    assertThat(explanation.why() != null).isEqualTo(explanation.truth() == Truth.UNDECIDED);
    return explanation.why();
  }
}
