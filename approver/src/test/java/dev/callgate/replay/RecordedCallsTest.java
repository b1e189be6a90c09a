package dev.callgate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCallsTest {
  private static final String CALL =
      """
      {"v":1,"atMillis":5,"environment":null,"ruleSetDigest":"sha256:0","type":"a.B","method":"m","descriptor":"(ILjava/lang/String;)V","annotated":[],"supertypes":[],"names":["n","s"],"args":{"0":60,"1":SECOND},"self":{},"context":{"job":"x"},"facts":{},"calledFrom":["a.Main"],"moreCallers":false,"caller":{"type":"a.Main","inPackage":"a","module":null},"thread":{"name":"main","virtual":false,"group":"main"},"decision":"allow","rules":[]}
      """;

  private final Path directory;

  RecordedCallsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private RecordedCalls read(String text) throws Exception {
    return RecordedCalls.read(Files.writeString(directory.resolve("c.jsonl"), text).toFile());
  }

  private String judged(String second, String when) throws Exception {
    Path policy =
        Files.writeString(
            directory.resolve("p.callgate.yaml"),
            """
            callgate: 1
            name: p
            rules:
              - {id: r, match: {class: a.B, method: "m(int n, Object s)"}, when: %s, decide: gate}
            """
                .formatted(when)
                .replace("Object s", "String s"));
    PolicySources sources =
        new PolicySources(List.of(new PolicySource(policy.toFile(), Layer.APPLICATION)), List.of());
    KnownCall call = read(CALL.replace("SECOND", second)).calls().get(0);
    return new Replay(sources, null).judge(call).words();
  }

  @Test
  void valuesAreThoseOfTheCall() throws Exception {
    assertThat(judged("\"a\"", "{arg: n, gt: 50}")).isEqualTo("gate");
    assertThat(judged("\"a\"", "{arg: n, gt: 60}")).isEqualTo("allow");
    assertThat(judged("\"a\"", "{called_from: a.Main}")).isEqualTo("gate");
    assertThat(judged("\"a\"", "{called_from: a.Other}")).isEqualTo("allow");
  }

  @Test
  void whatWasRedactedIsUndecidedWhateverIsAsked() throws Exception {
    String redacted = "{\"undecided\":\"redacted\"}";

    assertThat(judged("\"a\"", "{arg: s, eq: b}")).isEqualTo("allow");
    assertThat(judged(redacted, "{arg: s, eq: b}")).isEqualTo("gate");
    assertThat(judged(redacted, "{arg: s, exists: false}")).isEqualTo("gate");
    assertThat(judged(redacted, "{arg: s, exists: true}")).isEqualTo("gate");
  }

  @Test
  void whatNobodyAskedForThenIsUndecidedNow() throws Exception {
    assertThat(judged("\"a\"", "{context: job, eq: z}")).isEqualTo("allow");
    assertThat(judged("\"a\"", "{context: other, eq: z}")).isEqualTo("gate");
    assertThat(judged("\"a\"", "{context: other, exists: true}")).isEqualTo("gate");
  }

  @Test
  void aBadLineIsToldWhereItStands() throws Exception {
    String good = CALL.replace("SECOND", "null");
    RecordedCalls read = read(good + "{\"v\":1}\n" + good.replace("{\"v\":1,", "{\"v\":2,"));

    assertThat(read.areWrong()).isTrue();
    assertThat(read.problems()).extracting(Problem::line).containsExactly(2, 3);
    assertThat(read.problems().get(0).toLine()).contains("c.jsonl:2:").contains("[REC001]");
    assertThat(read(good).areWrong()).isFalse();
  }

  @Test
  void aLastLineThatIsCutOffIsLeftOut() throws Exception {
    String good = CALL.replace("SECOND", "null");
    RecordedCalls read = read(good + good.substring(0, 100));

    assertThat(read.areWrong()).isFalse();
    assertThat(read.calls()).hasSize(1);
    assertThat(read.problems()).extracting(Problem::code).containsExactly("REC002");
  }
}
