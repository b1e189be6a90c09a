package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is told. Immutable: each {@code with} is another one.
 *
 * @param application the name under which the approver's list shows it
 * @param policies policy files
 * @param expires the longest wait, or null for what the rules say
 * @param url the approver's
 * @param trust the approver's public key
 * @param tlsPin the pin of its TLS key
 * @param tokenFile the file with the enrolment token
 * @param more further lines of the file
 */
public record AgentConfiguration(
    String application,
    List<Path> policies,
    @Nullable String expires,
    String url,
    String trust,
    String tlsPin,
    Path tokenFile,
    String more) {

  public AgentConfiguration withPolicy(Path policy) {
    List<Path> with = new ArrayList<>(policies);
    with.add(policy);
    return new AgentConfiguration(
        application, List.copyOf(with), expires, url, trust, tlsPin, tokenFile, more);
  }

  public AgentConfiguration withExpires(String longest) {
    return new AgentConfiguration(
        application, policies, longest, url, trust, tlsPin, tokenFile, more);
  }

  /** With a line of its own for a key that few tests need. */
  public AgentConfiguration with(String line) {
    return new AgentConfiguration(
        application, policies, expires, url, trust, tlsPin, tokenFile, more + line + "\n");
  }

  /** The file's text, a line for each key, in a fixed order that tests of bad input rely on. */
  public String toYaml() {
    StringBuilder yaml = new StringBuilder("callgate: 1\napplication: " + application + "\n");
    if (!policies.isEmpty()) {
      yaml.append("policy:\n");
      policies.forEach(policy -> yaml.append("  - ").append(policy).append('\n'));
    }
    if (expires != null) {
      yaml.append("expires: ").append(expires).append('\n');
    }
    return yaml.append("approver:\n  url: ")
        .append(url)
        .append("\n  trust: ")
        .append(trust)
        .append("\n  tls-pin: ")
        .append(tlsPin)
        .append("\n  enrolment-token-file: ")
        .append(tokenFile)
        .append('\n')
        .append(more)
        .toString();
  }

  /** Writes {@code callgate.yaml} there. */
  public Path writeTo(Path directory) throws IOException {
    return Files.writeString(directory.resolve("callgate.yaml"), toYaml());
  }
}
