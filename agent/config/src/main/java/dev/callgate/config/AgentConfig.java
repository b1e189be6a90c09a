package dev.callgate.config;

import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Problem;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.YamlDuration;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one configuration file, read once. Immutable.
 *
 * @param application how requests name this program
 * @param environment such as {@code production}, or null
 * @param policies the policy files, in the order of the file, and the packs to find what they
 *     include; relative ones are relative to the configuration file
 * @param expires the longest any call waits, or null
 * @param approver where decisions come from
 * @param tlsPin the pinned TLS key, or null for the JVM's certificate authorities
 * @param trust whose signatures are believed
 * @param enrolmentToken lets this JVM introduce itself
 * @param coverage how it is told what the rules have done
 * @param strict whether to start only when every way past the gates that can be closed is closed
 * @param record where the calls that rules are asked about are written down; null for nowhere
 * @param enrolmentTokenFile where the token was read from
 */
public record AgentConfig(
    String application,
    @Nullable String environment,
    PolicySources policies,
    @Nullable Duration expires,
    URI approver,
    @Nullable String tlsPin,
    TrustSettings trust,
    String enrolmentToken,
    CoverageSettings coverage,
    boolean strict,
    @Nullable File record,
    File enrolmentTokenFile) {
  /** Read from the working directory when nothing else is named. */
  public static final String DEFAULT_FILE = "callgate.yaml";

  private static final YamlKeys TOP =
      YamlKeys.of(
          "configuration",
          "callgate",
          "application",
          "environment",
          "policy",
          "packs",
          "expires",
          "approver",
          "coverage",
          "record",
          "strict",
          "state-dir");
  private static final YamlKeys APPROVER =
      YamlKeys.of(
          "approver",
          "url",
          "trust",
          "trust-roots",
          "trust-threshold",
          "trust-bundle",
          "assurance",
          "tls-pin",
          "enrolment-token-file");

  /**
   * Reads the file and the token that it names.
   *
   * @throws ConfigException for every mistake, with file, line and column
   */
  public static AgentConfig read(File file) throws ConfigException {
    Problems problems = new Problems();
    YamlMapping root = YamlFile.read(file, problems).root();
    AgentConfig config = root == null ? null : read(file, root, problems);
    List<Problem> found = problems.inOrder();
    if (!found.isEmpty() || config == null) {
      throw new ConfigException(file, found);
    }
    return config;
  }

  private static @Nullable AgentConfig read(File file, YamlMapping root, Problems problems) {
    YamlSection top = YamlSection.of(root, TOP, problems);
    top.require("callgate");
    top.require("application");
    top.require("approver");
    if (top.has("callgate") && !"1".equals(top.text("callgate"))) {
      problems.report(
          top.at("callgate"), "CFG001", "the configuration's version is 1", "write callgate: 1");
    }
    YamlScalar expires = top.scalar("expires");
    Duration longest = expires == null ? null : YamlDuration.of(expires, problems);
    PolicySources policies = PoliciesReader.read(file, top, problems);
    CoverageSettings coverage = CoverageSettings.read(file, top, problems);
    File record = record(file, top, problems);
    YamlSection approver = top.section("approver", APPROVER);
    if (approver == null) {
      return null;
    }
    approver.require("url");
    approver.require("enrolment-token-file");
    URI url = url(approver, problems);
    TrustSettings trust = TrustSettings.read(file, top, approver, problems);
    String pin = pin(approver, problems);
    String token = token(file, approver, problems);
    File tokenFile = tokenFile(file, approver);
    boolean strict = top.flag("strict");
    String application = top.text("application");
    return url == null || trust == null || token == null || tokenFile == null || application == null
        ? null
        : new AgentConfig(
            application,
            top.text("environment"),
            policies,
            longest,
            url,
            pin,
            trust,
            token,
            coverage,
            strict,
            record,
            tokenFile);
  }

  private static @Nullable File record(File file, YamlSection top, Problems problems) {
    String name = top.has("record") ? top.text("record") : null;
    File record = name == null ? null : beside(file, name);
    if (record != null && !CoverageSettings.canBeWritten(record)) {
      problems.report(
          top.at("record"),
          "CFG006",
          record + " cannot be written",
          "name a file in a directory that this user may write to");
    }
    return record;
  }

  private static @Nullable URI url(YamlSection approver, Problems problems) {
    String text = approver.text("url");
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getPort() != 0
          && uri.getPort() <= 65535
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, with what is expected.
    }
    problems.report(
        approver.at("url"), "CFG002", "not the address of an approver", "write https://HOST:PORT");
    return null;
  }

  private static @Nullable String pin(YamlSection approver, Problems problems) {
    String pin = approver.text("tls-pin");
    boolean good = pin == null || pin.length() == 71 && pin.startsWith("sha256:");
    for (int i = "sha256:".length(); good && pin != null && i < pin.length(); i++) {
      good = Character.digit(pin.charAt(i), 16) >= 0 && !Character.isUpperCase(pin.charAt(i));
    }
    if (!good) {
      problems.report(
          approver.at("tls-pin"),
          "CFG004",
          "not the pin of a TLS key",
          "write sha256: and 64 lower-case hexadecimal digits");
    }
    return good ? pin : null;
  }

  private static @Nullable String token(File file, YamlSection approver, Problems problems) {
    String name = approver.text("enrolment-token-file");
    if (name == null) {
      return null;
    }
    File tokenFile = beside(file, name);
    try (FileInputStream in = new FileInputStream(tokenFile)) {
      String token = new String(in.readNBytes(4096), StandardCharsets.UTF_8).strip();
      if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        return token;
      }
      problems.report(
          approver.at("enrolment-token-file"),
          "CFG005",
          tokenFile + " holds no token",
          "ask the approver for one");
    } catch (IOException e) {
      problems.report(
          approver.at("enrolment-token-file"),
          "CFG005",
          tokenFile + " cannot be read",
          "name a file that this user may read");
    }
    return null;
  }

  private static @Nullable File tokenFile(File file, YamlSection approver) {
    YamlNode named = approver.node("enrolment-token-file");
    // Anything but a text is reported where the token is read.
    return named instanceof YamlScalar scalar && !scalar.text().isBlank()
        ? beside(file, scalar.text())
        : null;
  }

  static File beside(File file, String name) {
    File named = new File(name);
    return named.isAbsolute() ? named : new File(file.getAbsoluteFile().getParentFile(), name);
  }
}
