package dev.callgate.acceptance.hostile;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Routes that can share a JVM.
 *
 * @param prefixes with what their names begin
 * @param before the JVM's options in front of the agent's
 * @param options the JVM's behind it, beyond the ordinary ones
 */
record Group(List<String> prefixes, List<String> before, List<String> options) {
  static Group of(String... prefixes) {
    return new Group(List.of(prefixes), List.of(), List.of());
  }

  Group with(String... jvmOptions) {
    return new Group(prefixes, before, List.of(jvmOptions));
  }

  Group behind(List<String> jvmOptions) {
    return new Group(prefixes, jvmOptions, options);
  }

  /** Goes its routes three times: without the agent, rejected, approved. */
  RouteTable goes(Jdk jdk, Path temp, ApproverProcess approver)
      throws IOException, InterruptedException {
    return new RouteTable(
        prefixes + " on " + jdk,
        ungated(jdk, Files.createTempDirectory(temp, "ungated")),
        gated(jdk, Files.createTempDirectory(temp, "rejected"), approver, Answer.REJECT),
        gated(jdk, Files.createTempDirectory(temp, "approved"), approver, Answer.APPROVE));
  }

  private Attempts ungated(Jdk jdk, Path directory) throws IOException, InterruptedException {
    return attempts(Launch.on(jdk, directory), directory);
  }

  Attempts gated(Jdk jdk, Path directory, ApproverProcess approver, Answer answer)
      throws IOException, InterruptedException {
    return gated(
        jdk, directory, approver, approver.configuration("hostile").withExpires("20s"), answer);
  }

  Attempts gated(
      Jdk jdk,
      Path directory,
      ApproverProcess approver,
      AgentConfiguration configuration,
      Answer answer)
      throws IOException, InterruptedException {
    try (TirelessReviewer reviewer =
        TirelessReviewer.start(approver.reviewer(), configuration.application(), answer)) {
      return attempts(Launch.on(jdk, directory).with(before).gatedBy(configuration), directory);
    }
  }

  private Attempts attempts(Launch launch, Path directory)
      throws IOException, InterruptedException {
    Path effects = Files.createDirectory(directory.resolve("effects"));
    String[] arguments =
        Stream.concat(Stream.of(effects.toString()), prefixes.stream()).toArray(String[]::new);
    try (ChildProcess program = launch.with(options).jar(Installation.hostile(), arguments)) {
      return Attempts.of(program, effects);
    }
  }
}
