package dev.callgate.cli.client;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a reviewer reaches an approver. Kept in a connection file, {@code key: value} lines with mode
 * 0600: whoever holds it decides in that reviewer's name.
 *
 * @param url where the approver listens; {@code https} only
 * @param tlsPin the digest of the public key that it has to show
 * @param token the reviewer's bearer token
 */
public record Connection(URI url, String tlsPin, String token) {

  /** Reads a connection file, strictly: a misspelt key is an error, not a default. */
  public static Connection read(Path file) throws Failure {
    if (!Files.exists(file)) {
      throw Failure.usage(
          "no connection file: "
              + file
              + "; name one with --connection FILE or CALLGATE_CONNECTION, or start an approver with"
              + " `callgate approver --data DIR`");
    }
    Map<String, String> values;
    try {
      values = lines(file, PrivateFiles.read(file));
    } catch (IOException e) {
      throw Failure.usage("cannot read the connection file: " + file + "; " + e.getMessage());
    }
    URI url;
    try {
      url = URI.create(value(file, values, "url"));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("not a URL: url in " + file + "; it looks like https://127.0.0.1:7443");
    }
    if (!"https".equals(url.getScheme()) || url.getHost() == null) {
      throw Failure.usage(
          "not an https URL: url in " + file + "; it looks like https://127.0.0.1:7443");
    }
    String pin = value(file, values, "tls-pin");
    if (!pin.startsWith("sha256:")) {
      throw Failure.usage(
          "not a pin: tls-pin in " + file + "; it is sha256: and 64 hexadecimal digits");
    }
    return new Connection(url, pin, value(file, values, "token"));
  }

  /** Writes the connection file with mode 0600. */
  public void write(Path file) throws IOException {
    PrivateFiles.write(
        file,
        "# Whoever holds this file decides in its reviewer's name. Keep it from programs and other"
            + " people.\nurl: "
            + url
            + "\ntls-pin: "
            + tlsPin
            + "\ntoken: "
            + token
            + "\n");
  }

  private static Map<String, String> lines(Path file, String text) throws Failure {
    Map<String, String> values = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(": ");
      String key = colon < 0 ? line : line.substring(0, colon);
      boolean known = key.equals("url") || key.equals("tls-pin") || key.equals("token");
      if (colon < 0 || !known || values.put(key, line.substring(colon + 2).strip()) != null) {
        throw Failure.usage(
            "not a connection file: "
                + file
                + ":"
                + number
                + "; it has the lines url, tls-pin and token, each once");
      }
    }
    return values;
  }

  private static String value(Path file, Map<String, String> values, String key) throws Failure {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw Failure.usage(
          "incomplete connection file: "
              + file
              + " has no "
              + key
              + "; take the one the approver"
              + " wrote");
    }
    return value;
  }
}
