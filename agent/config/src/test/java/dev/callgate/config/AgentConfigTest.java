package dev.callgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.protocol.SigningKey;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfigTest {
  private static final String TRUST = SigningKey.generate().publicKey().toString();
  private static final String PIN = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String GOOD =
      """
      callgate: 1
      application: shop
      environment: test
      policy: [p.callgate.yaml, /etc/q.callgate.yaml]
      expires: 5m
      approver:
        url: https://127.0.0.1:7443
        trust: TRUST
        tls-pin: PIN
        enrolment-token-file: token
      """
          .replace("TRUST", TRUST)
          .replace("PIN", PIN);

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void token() throws Exception {
    Files.writeString(folder.resolve("token"), "  token-1\n");
  }

  @Test
  void aGoodFile() throws Exception {
    AgentConfig config = read(GOOD);

    assertThat(config.application()).isEqualTo("shop");
    assertThat(config.environment()).isEqualTo("test");
    assertThat(config.expires()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.approver()).isEqualTo(URI.create("https://127.0.0.1:7443"));
    assertThat(String.valueOf(config.trust().key())).isEqualTo(TRUST);
    assertThat(config.tlsPin()).isEqualTo(PIN);
    assertThat(config.enrolmentToken()).isEqualTo("token-1");
  }

  @Test
  void filesAreLookedForBesideTheConfiguration() throws Exception {
    assertThat(read(GOOD).policies())
        .isEqualTo(
            PolicySources.of(
                List.of(
                    folder.resolve("p.callgate.yaml").toFile(), new File("/etc/q.callgate.yaml"))));
  }

  @Test
  void aPolicyIsOfTheLayerThatTheConfigurationGivesIt() throws Exception {
    String layered =
        "policy: [p.callgate.yaml, {file: /etc/q.callgate.yaml, layer: baseline}]\npacks: packs";

    assertThat(read(GOOD.replaceAll("policy: .*", layered)).policies())
        .isEqualTo(
            new PolicySources(
                List.of(
                    new PolicySource(folder.resolve("p.callgate.yaml").toFile(), Layer.APPLICATION),
                    new PolicySource(new File("/etc/q.callgate.yaml"), Layer.BASELINE)),
                List.of(folder.resolve("packs").toFile())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{file: p.yaml, layer: pack}]|SCH004|unknown layer 'pack'",
        "[{file: p.yaml, layer: baselin}]|SCH004|did you mean 'baseline'?",
        "[{layer: baseline}]|SCH001|missing key 'file'",
        "[{fil: p.yaml}]|SCH003|did you mean 'file'?",
        "[[p.yaml]]|SCH002|'policy' takes files",
        "[]|SCH008|'policy' is an empty list"
      })
  void aPolicyOfNoLayerIsRefused(String written, String code, String message) {
    assertThatThrownBy(() -> read(GOOD.replaceAll("policy: .*", "policy: " + written)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("[" + code + "]")
        .hasMessageContaining(message);
  }

  @Test
  void strictIsOnlyWhatSaysSo() throws Exception {
    assertThat(read(GOOD).strict()).isFalse();
    assertThat(read(GOOD + "strict: false\n").strict()).isFalse();
    assertThat(read(GOOD + "strict: true\n").strict()).isTrue();
    assertRefused(GOOD + "strict: yes\n", "11:9: error [SCH002] 'strict' takes true or false");
  }

  @Test
  void whatMayBeLeftOut() throws Exception {
    AgentConfig config =
        read(
            GOOD.replaceAll("(?m)^environment.*\n", "")
                .replaceAll("(?m)^policy.*\n", "")
                .replaceAll("(?m)^expires.*\n", "")
                .replaceAll("(?m)^ *tls-pin.*\n", ""));

    assertThat(config.environment()).isNull();
    assertThat(config.policies()).isEqualTo(PolicySources.of(List.of()));
    assertThat(config.expires()).isNull();
    assertThat(config.tlsPin()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "callgate: 1 | callgate: 2 | 1:1: error [CFG001] the configuration's version is 1",
        "application: | aplication: | 2:1: error [SCH003] unknown key 'aplication' in configuration; did you mean 'application'?",
        "environment: test | state-dir: /none | 3:1: error [CFG006] /none is no directory",
        "expires: 5m | expires: soon | 5:10: error",
        "url: https://127.0.0.1:7443 | url: http://127.0.0.1:7443 | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: 127.0.0.1:7443 | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: https://127.0.0.1:7443/path | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: https://user@127.0.0.1:7443 | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: https://127.0.0.1:7443?a=b | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: 'https://127.0.0.1:7443#a' | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: https://127.0.0.1:99999 | 7:3: error [CFG002]",
        "url: https://127.0.0.1:7443 | url: https://not a host | 7:3: error [CFG002]",
        "trust: ed25519: | trust: rsa: | 8:3: error [CFG003]",
        "trust: ed25519: | trust: ed25519:AAAA | 8:3: error [CFG003]",
        "tls-pin: sha256: | trust-roots: sha256: | 9:16: error [CFG003] not a public key",
        "trust: ed25519: | trust-roots: [] #  | 8:16: error [SCH008]",
        "tls-pin: | assurance: reviewer #  | 9:14: error [CFG008] 'assurance: reviewer' without 'trust-roots'",
        "tls-pin: | assurance: reviewers #  | 9:14: error [SCH004] unknown assurance 'reviewers'; did you mean 'reviewer'?",
        "tls-pin: | trust-threshold: 1 #  | 9:3: error [CFG008] 'trust-threshold' counts",
        "tls-pin: | trust-bundle: token #  | 9:3: error [CFG008] 'trust-bundle' without 'trust-roots'",
        "tls-pin: sha256: | tls-pin: sha1: | 9:3: error [CFG004]",
        "tls-pin: sha256:0 | tls-pin: sha256:A | 9:3: error [CFG004]",
        "tls-pin: sha256:0 | tls-pin: sha256: | 9:3: error [CFG004]",
        "file: token | file: none | 10:3: error [CFG005]",
        "file: token | file: . | 10:3: error [CFG005]",
      })
  void eachMistakeIsNamedWithItsPlace(String good, String wrong, String problem) {
    assertThat(GOOD).contains(good);

    assertRefused(GOOD.replace(good, wrong), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "callgate             | 1:1: error [SCH001] missing key 'callgate' in configuration",
        "application          | 1:1: error [SCH001] missing key 'application' in configuration",
        "url                  | 7:3: error [SCH001] missing key 'url' in approver",
        "trust                | 7:3: error [SCH001] missing key 'trust' in approver",
        "enrolment-token-file | 7:3: error [SCH001] missing key 'enrolment-token-file' in approver",
      })
  void eachMissingKeyIsNamed(String key, String problem) {
    assertRefused(GOOD.replaceAll("(?m)^ *" + key + ":.*\n", ""), problem);
  }

  @Test
  void rootsTakeThePlaceOfAKey() throws Exception {
    String two = SigningKey.generate().publicKey().toString();
    String roots = "trust-roots: [" + TRUST + ", " + two + "]";
    String pinned = "trust: " + TRUST;

    TrustSettings all = read(GOOD.replace(pinned, roots)).trust();
    assertThat(all.key()).isNull();
    assertThat(Objects.requireNonNull(all.roots()).threshold()).isEqualTo(2);
    assertThat(all.usual()).isEqualTo(Assurance.REVIEWER);
    assertThat(all.least()).isEqualTo(Assurance.SERVER);

    String more =
        roots
            + "\n  trust-threshold: 1\n  "
            + pinned
            + "\n  trust-bundle: token\n  assurance: reviewer";
    TrustSettings one = read(GOOD.replace(pinned, more) + "state-dir: .\n").trust();
    assertThat(String.valueOf(one.key())).isEqualTo(TRUST);
    assertThat(Objects.requireNonNull(one.roots()).threshold()).isEqualTo(1);
    assertThat(one.bundle()).isEqualTo(folder.resolve("token").toFile());
    assertThat(one.stateDir()).isEqualTo(folder.resolve(".").toFile());
    assertThat(one.least()).isEqualTo(Assurance.REVIEWER);

    assertThat(read(GOOD).trust().usual()).isEqualTo(Assurance.SERVER);
    assertRefused(
        GOOD.replace(pinned, roots + "\n  trust-threshold: 3"),
        "9:3: error [CFG008]",
        "write a whole number from 1 to 2");
    assertRefused(
        GOOD.replace(pinned, "trust-roots: [" + TRUST + ", " + TRUST + "]"),
        "[CFG003] the same root twice");
    assertRefused(
        GOOD.replace(pinned, roots + "\n  trust-bundle: none"), "[CFG005]", "none cannot be read");
  }

  @Test
  void aFileWithoutAnApproverIsRefused() {
    assertRefused(
        "callgate: 1\napplication: shop\n",
        "1:1: error [SCH001] missing key 'approver' in configuration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two words", "tok\u00e9n", "tok\ten"})
  void aFileThatHoldsNoTokenIsRefused(String token) throws Exception {
    Files.writeString(folder.resolve("token"), token);

    assertRefused(GOOD, "10:3: error [CFG005] " + folder.resolve("token") + " holds no token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "- a list\n", "text\n", "a: b: c\n"})
  void whatIsNoConfigurationIsRefused(String text) {
    assertRefused(text, "");
  }

  @Test
  void aFileThatDoesNotExistIsRefused() {
    File none = folder.resolve("none.yaml").toFile();

    assertThatThrownBy(() -> AgentConfig.read(none))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(none.toString())
        .hasMessageContaining("there is no such file");
  }

  @Test
  void severalMistakesAreCounted() {
    assertRefused(
        GOOD.replace("https://", "http://").replace("trust: ed25519:", "trust: rsa:"),
        "7:3: error [CFG002]",
        "(and 1 more)");
  }

  private void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .satisfies(
            refused ->
                assertThat(refused.getMessage())
                    .startsWith(folder.toString())
                    .contains(parts)
                    .doesNotContain("\n"));
  }

  private AgentConfig read(String text) throws Exception {
    Path file = folder.resolve("callgate.yaml");
    Files.writeString(file, text);
    return AgentConfig.read(file.toFile());
  }
}
