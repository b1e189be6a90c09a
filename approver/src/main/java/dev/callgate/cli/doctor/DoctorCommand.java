package dev.callgate.cli.doctor;

import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.config.AgentConfig;
import dev.callgate.config.ConfigException;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.Problem;
import dev.callgate.policy.read.PolicyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at everything around the gates, and says what is wanting. */
@Command(
    name = "doctor",
    description = {
      "Look at the agent's configuration, the files and users, the approver, the policy and, after"
          + " --, the JVM's command line, and say what leaves a way past the gates.",
      "The program is not started and nothing is changed. Exits with 1 when something is wanting,"
          + " with 4 when all that is wanting is the approver's answer."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final String DEFAULT_DATA = "callgate-data";

  private final Surroundings surroundings;
  private final List<Check> checks = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "The agent's configuration.",
        "Default: what -javaagent: names in COMMAND, then " + AgentConfig.DEFAULT_FILE + "."
      })
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "An approver's data directory. Default: " + DEFAULT_DATA + ", when it is here.")
  private @Nullable Path data;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user that the program runs as. Default: this one.")
  private @Nullable String user;

  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The program's command line, java and its arguments, after --.")
  private List<String> command = new ArrayList<>();

  /** Runs there. */
  public DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    JavaCommand java = command.isEmpty() ? null : JavaCommand.of(command);
    Path file = configFile(java);
    AgentConfig read = read(file);
    PolicySet policy = read == null ? PolicySet.annotationOnly() : policy(read);
    if (read != null) {
      ApproverChecks.check(read, checks);
    }
    Path agentJar = agentJar(java);
    List<Path> writable = files(file, read, java, agentJar);
    JvmProbe probe = null;
    JvmChecks jvm = null;
    if (java == null) {
      checks.add(
          Check.note("jvm", "not looked at", "give its command line: doctor -- java -jar app.jar"));
    } else {
      attached(java);
      probe = JvmProbe.of(java, surroundings.environment());
      jvm = JvmChecks.of(java, probe, agentJar.toFile(), file.toString(), writable, policy);
      checks.addAll(jvm.checks());
    }
    DoctorReport report = new DoctorReport(checks, probe, jvm);
    if (output.isJson()) {
      report.write(output, surroundings);
    } else {
      report.print(surroundings);
    }
    return report.status().code();
  }

  private Path configFile(@Nullable JavaCommand java) {
    if (config != null) {
      return config;
    }
    String agent = java == null ? null : java.agent();
    int named = agent == null ? -1 : agent.indexOf('=');
    return Path.of(
        agent == null || named < 0 ? AgentConfig.DEFAULT_FILE : agent.substring(named + 1));
  }

  private @Nullable AgentConfig read(Path file) {
    try {
      AgentConfig read = AgentConfig.read(file.toFile());
      checks.add(Check.ok("configuration", file + " can be used"));
      if (!read.strict()) {
        checks.add(
            Check.note(
                "configuration",
                "not strict: the program also starts with holes open",
                "add strict: true when the JVM's checks are well"));
      }
      return read;
    } catch (ConfigException e) {
      if (e.problems().isEmpty()) {
        checks.add(Check.fail("configuration", String.valueOf(e.getMessage()), ""));
      }
      for (Problem problem : e.problems()) {
        checks.add(Check.fail("configuration", problem.toLine(), ""));
      }
      return null;
    }
  }

  private PolicySet policy(AgentConfig read) {
    try {
      PolicySet policy = PolicyReader.read(read.policies(), read.environment());
      for (Problem warning : policy.warnings()) {
        checks.add(Check.note("policy", warning.toLine(), ""));
      }
      checks.add(
          Check.ok(
              "policy",
              policy.rules().size()
                  + (policy.rules().size() == 1 ? " rule" : " rules")
                  + ", nothing wrong"));
      return policy;
    } catch (PolicyException e) {
      for (Problem problem : e.problems()) {
        checks.add(
            problem.isError()
                ? Check.fail("policy", problem.toLine(), "")
                : Check.note("policy", problem.toLine(), ""));
      }
      return PolicySet.annotationOnly();
    }
  }

  private List<Path> files(
      Path file, @Nullable AgentConfig read, @Nullable JavaCommand java, Path agentJar)
      throws Failure, InterruptedException {
    OperatingUser program = OperatingUser.of(user);
    if (program.isRoot()) {
      checks.add(
          Check.note(
              "files",
              "the program runs as root, from whom no file is kept",
              "run it as a user of its own, and name that user with --user"));
    }
    FileChecks files = new FileChecks(program, checks);
    Set<Path> needed = new LinkedHashSet<>();
    Set<Path> directories = new LinkedHashSet<>();
    addFolder(file, directories);
    add(file, needed);
    add(agentJar, needed);
    if (read != null) {
      add(read.enrolmentTokenFile().toPath(), needed);
      addFolder(read.enrolmentTokenFile().toPath(), directories);
      for (PolicySource source : read.policies().policies()) {
        add(source.file().toPath(), needed);
      }
    }
    if (java != null) {
      java.argumentFiles().forEach(named -> add(named, needed));
    }
    files.readable(needed);
    addFolder(Path.of(DEFAULT_DATA, "any"), directories);
    if (data != null) {
      if (!Files.isDirectory(data)) {
        throw Failure.usage("no such directory: " + data + "; give --data an approver's directory");
      }
      directories.add(data.toAbsolutePath().normalize());
    }
    Set<Path> connections = new LinkedHashSet<>();
    String named = surroundings.environment().getOrDefault("CALLGATE_CONNECTION", "");
    if (!named.isEmpty()) {
      connections.add(Path.of(named));
    }
    files.secrets(directories, connections);
    return files.writable(needed);
  }

  private static void add(Path file, Set<Path> to) {
    if (Files.exists(file)) {
      to.add(file.toAbsolutePath().normalize());
    }
  }

  private static void addFolder(Path file, Set<Path> to) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      to.add(folder);
    }
  }

  private void attached(JavaCommand java) {
    if (java.agent() == null && !inEnvironment()) {
      checks.add(
          Check.fail(
              "jvm",
              "no agent: nothing on this command line attaches Callgate",
              "start it as below"));
    }
  }

  private boolean inEnvironment() {
    return surroundings
            .environment()
            .getOrDefault("JAVA_TOOL_OPTIONS", "")
            .contains("callgate-agent")
        || surroundings
            .environment()
            .getOrDefault("JDK_JAVA_OPTIONS", "")
            .contains("callgate-agent");
  }

  private Path agentJar(@Nullable JavaCommand java) throws Failure {
    String agent = java == null ? null : java.agent();
    if (agent != null) {
      Path jar = Path.of(JavaCommand.agentJar(agent));
      if (!Files.isRegularFile(jar)) {
        checks.add(Check.fail("jvm", "the agent is not there: " + jar, "correct -javaagent:"));
      }
      return jar;
    }
    return surroundings.environment().containsKey("CALLGATE_HOME")
        ? surroundings.home().resolve("agent/target/callgate-agent.jar")
        : Path.of("callgate-agent.jar");
  }
}
