package dev.callgate.cli.serve;

import dev.callgate.protocol.Json;
import dev.callgate.protocol.TrustRoots;
import dev.callgate.protocol.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's configuration file for an approver that this command line knows.
 *
 * @param application the application's name
 * @param policies absolute paths
 * @param url where the approver listens
 * @param publicKey the key that decisions have to verify with
 * @param tlsPin the pin of the approver's TLS key
 * @param enrolmentTokenFile an absolute path
 * @param expires the longest wait of any call, such as {@code 30s}; or null for what the rules say
 * @param strict whether the program starts only with every known hole closed
 * @param roots the keys that sign who the reviewers are, and how many of them have to; or null
 * @param record an absolute path of where calls are written down; or null for nowhere
 */
public record AgentConfiguration(
    String application,
    List<Path> policies,
    String url,
    String publicKey,
    String tlsPin,
    Path enrolmentTokenFile,
    @Nullable String expires,
    boolean strict,
    @Nullable TrustRoots roots,
    @Nullable Path record) {

  /** The file's text. Quoted JSON strings are YAML, whatever they hold. */
  public String toYaml() {
    StringBuilder yaml = new StringBuilder("callgate: 1\n");
    yaml.append("application: ").append(quoted(application)).append('\n');
    if (!policies.isEmpty()) {
      yaml.append("policy:\n");
      for (Path policy : policies) {
        yaml.append("  - ").append(quoted(policy.toString())).append('\n');
      }
    }
    yaml.append("approver:\n");
    yaml.append("  url: ").append(quoted(url)).append('\n');
    yaml.append("  trust: ").append(quoted(publicKey)).append('\n');
    if (roots != null) {
      yaml.append("  trust-roots:\n");
      for (VerificationKey root : roots.keys()) {
        yaml.append("    - ").append(quoted(root.toString())).append('\n');
      }
      yaml.append("  trust-threshold: ").append(roots.threshold()).append('\n');
    }
    yaml.append("  tls-pin: ").append(quoted(tlsPin)).append('\n');
    yaml.append("  enrolment-token-file: ")
        .append(quoted(enrolmentTokenFile.toString()))
        .append('\n');
    if (expires != null) {
      yaml.append("expires: ").append(expires).append('\n');
    }
    if (strict) {
      yaml.append("strict: true\n");
    }
    if (record != null) {
      yaml.append("record: ").append(quoted(record.toString())).append('\n');
    }
    return yaml.toString();
  }

  private static String quoted(String text) {
    return new String(Json.write(text), StandardCharsets.UTF_8);
  }
}
