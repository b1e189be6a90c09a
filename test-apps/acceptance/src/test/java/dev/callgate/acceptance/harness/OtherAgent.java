package dev.callgate.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * An agent of somebody else on the same command line.
 *
 * @param name for people
 * @param options the JVM's options that attach and configure it
 */
public record OtherAgent(String name, List<String> options) {
  /** On which side of ours it is named. */
  public enum Side {
    IN_FRONT,
    BEHIND
  }

  /** OpenTelemetry's, at work on everything it knows; what it sees goes nowhere. */
  public static OtherAgent openTelemetry() {
    return new OtherAgent(
        "OpenTelemetry",
        List.of(
            "-javaagent:" + Installation.applicationsOwn("opentelemetry-javaagent.jar"),
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
  }

  /**
   * @param executions the file that it leaves behind: what was executed
   */
  public static OtherAgent jaCoCo(Path executions) {
    return new OtherAgent(
        "JaCoCo",
        List.of(
            "-javaagent:"
                + Installation.applicationsOwn("jacoco-agent.jar")
                + "=destfile="
                + executions));
  }

  public static OtherAgent mockito() {
    return new OtherAgent(
        "Mockito", List.of("-javaagent:" + Installation.applicationsOwn("mockito.jar")));
  }

  /** The launch with both agents, in that order. */
  public Launch beside(Launch launch, Side side, AgentConfiguration ours) throws IOException {
    return side == Side.IN_FRONT
        ? launch.with(options).gatedBy(ours)
        : launch.gatedBy(ours).with(options);
  }

  /** For a parameterized test: every JDK with both sides. */
  public static Stream<Arguments> sidesOnEachJdk() {
    return Jdks.all().flatMap(jdk -> Stream.of(Side.values()).map(side -> Arguments.of(jdk, side)));
  }
}
