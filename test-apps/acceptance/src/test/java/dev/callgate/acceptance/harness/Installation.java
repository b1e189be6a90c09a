package dev.callgate.acceptance.harness;

import dev.callgate.Irreversible;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The built files, where a user finds them. */
public final class Installation {
  private Installation() {}

  /** The project's top. */
  public static Path root() {
    String root = System.getProperty("callgate.root");
    if (root == null) {
      throw new AssertionError(
          "the system property callgate.root is not set; run `mvn verify` at the top");
    }
    return Path.of(root).toAbsolutePath().normalize();
  }

  public static Path agent() {
    return built("agent/target/callgate-agent.jar");
  }

  /** Approver and command line. */
  public static Path callgate() {
    return built("approver/target/callgate.jar");
  }

  public static Path assistant() {
    return built("test-apps/assistant/target/assistant.jar");
  }

  /** A jar of {@code test-apps}, such as {@code acme/target/acme.jar}. */
  public static Path program(String jar) {
    return built("test-apps/" + jar);
  }

  public static Path hostile() {
    return built("test-apps/hostile/target/hostile.jar");
  }

  public static Path improvised() {
    return built("test-apps/improvised/target/improvised.jar");
  }

  public static Path libraries() {
    return built("test-apps/libraries/target/libraries.jar");
  }

  public static Path mcp() {
    return built("test-apps/mcp/target/mcp.jar");
  }

  public static Path shapes() {
    return built("test-apps/shapes/target/shapes.jar");
  }

  public static Path springAi() {
    return built("test-apps/spring-ai/target/spring-ai-service.jar");
  }

  /** Byte Buddy of a version that an application may bring along. */
  public static Path oldByteBuddy() {
    return applicationsOwn("byte-buddy-of-an-application.jar");
  }

  /** A jar that a program brings along, or another agent, by the name under which it is copied. */
  public static Path applicationsOwn(String jar) {
    return built("test-apps/acceptance/target/applications-own/" + jar);
  }

  /** What a program with the annotation needs on its class path. */
  public static Path annotations() {
    try {
      return Path.of(
          Irreversible.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The libraries that the built-in packs are about, with what they need. */
  public static Path[] librariesOfPacks() throws IOException {
    try (Stream<Path> all = Files.list(root().resolve("test-apps/packs/target/lib"))) {
      return all.sorted().toArray(Path[]::new);
    }
  }

  /** A file of the sources, such as a policy. */
  public static Path file(String path) {
    return existing(path, "it belongs to the sources");
  }

  private static Path built(String path) {
    return existing(path, "run `mvn verify` or `mvn -DskipTests package` at the top first");
  }

  private static Path existing(String path, String advice) {
    Path file = root().resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new AssertionError(path + " is not there; " + advice);
    }
    return file;
  }
}
