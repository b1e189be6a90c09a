package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors, in a validator that is not ours. */
class PolicySchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(PolicySchema.json());

  private static final String RIGHT =
      """
      callgate: 1
      name: p
      rules:
        - id: r
          match: {class: com.acme.T, method: m}
          when: {arg: "0", gt: 5}
          decide: gate
          gate: {expires: 1h}
          on_reject: throw
      """;

  private static Set<ValidationMessage> validate(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  static Stream<Path> policies() throws IOException {
    Path examples = Path.of("../../policy-examples");
    Stream<Path> worked =
        Stream.of(
                "1-ledger",
                "2-archive",
                "3-tables",
                "4-border",
                "5-helper",
                "6-bridge",
                "7-harbour",
                "8-house")
            .map(WorkedPoliciesTest::file);
    try (Stream<Path> files = Files.list(examples)) {
      return Stream.concat(
          files.filter(f -> f.toString().endsWith(".callgate.yaml")).toList().stream(), worked);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void realPoliciesAreValid(Path policy) throws Exception {
    assertThat(validate(Files.readString(policy))).isEmpty();
  }

  @Test
  void aPackIsValid() throws Exception {
    try (var in =
        Objects.requireNonNull(
            getClass()
                .getResourceAsStream("/META-INF/callgate/packs/jdk-files/1/pack.callgate.yaml"))) {
      assertThat(validate(new String(in.readAllBytes(), StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Test
  void theUnchangedPolicyIsValid() {
    assertThat(validate(RIGHT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "callgate: 1|callgate: 2",
        "name: p|nam: p",
        "- id: r|- ids: r",
        "{class: com.acme.T, method: m}|{clas: com.acme.T}",
        "gt: 5|gtt: 5",
        "gt: 5|gt: five",
        "gt: 5|as: pth, eq: x",
        "decide: gate|decide: allow",
        "expires: 1h|expire: 1h",
        "on_reject: throw|on_reject: {trow: x}",
        "on_reject: throw|optional: true",
      })
  void mistakesAreNot(String right, String wrong) {
    assertThat(RIGHT).contains(right);
    assertThat(validate(RIGHT.replace(right, wrong))).isNotEmpty();
  }
}
