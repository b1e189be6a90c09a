package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pack whose library no longer has the methods that it is about: those classes do not load, and
 * say why, instead of running ungated. The library as it is loads.
 */
final class MovedLibraryTest {
  private static final String EXECUTOR = "dev.langchain4j.service.tool.ToolExecutor";
  private static final String DATABASE = "com.mongodb.client.internal.MongoDatabaseImpl";

  @Test
  void itsClassesDoNotLoadAndThoseOfTheLibraryAsItIsDo(@TempDir Path temp) throws Exception {
    List<Path> program =
        Compiled.program(
            Files.createDirectories(temp.resolve("program")),
            "deeds.Loads",
            """
            package deeds;

            public class Loads {
              public static void main(String[] arguments) throws Exception {
                for (String name : arguments) {
                  try {
                    Class.forName(name, false, Loads.class.getClassLoader());
                    System.out.println("loaded");
                  } catch (NoClassDefFoundError refused) {
                    System.out.println(refused.getMessage());
                  }
                }
              }
            }
            """);
    List<Path> moved = new ArrayList<>(program);
    moved.addAll(
        Compiled.program(
            Files.createDirectories(temp.resolve("executor")),
            EXECUTOR,
            "package dev.langchain4j.service.tool; public interface ToolExecutor { String perform(String request); }"));
    moved.addAll(
        Compiled.program(
            Files.createDirectories(temp.resolve("database")),
            DATABASE,
            "package com.mongodb.client.internal; public class MongoDatabaseImpl { public void dropAll() {} public void runCommand() {} }"));
    List<Path> asItIs = new ArrayList<>(program);
    asItIs.addAll(List.of(Installation.librariesOfPacks()));

    try (ApproverProcess approver = ApproverProcess.start(Jdks.first(), temp)) {
      List<String> refused = run(approver, temp, moved);
      assertThat(refused)
          .as("%s", refused)
          .hasSize(2)
          .allMatch(line -> line.startsWith("callgate: CG-101 class not loaded: "))
          .anyMatch(
              line ->
                  line.contains("pack:langchain4j/")
                      && line.contains("fits no method of " + EXECUTOR + ": executeWithContext("))
          .anyMatch(
              line ->
                  line.contains("pack:mongodb/drop-database")
                      && line.contains("fits no method of " + DATABASE));
      assertThat(run(approver, temp, asItIs)).containsExactly("loaded", "loaded");
    }
  }

  /** What the program says, or for classes that did not load what the agent says. */
  private static List<String> run(ApproverProcess approver, Path temp, List<Path> classPath)
      throws Exception {
    Path policy =
        Files.writeString(
            temp.resolve("moved.callgate.yaml"),
            "callgate: 1\nname: moved\nowner: tests\ninclude: [\"pack:langchain4j@1\", \"pack:mongodb@1\"]\n");
    AgentConfiguration configuration = approver.configuration("moved").withPolicy(policy);
    try (ChildProcess program =
        Launch.on(Jdks.first(), temp)
            .gatedBy(configuration)
            .main("deeds.Loads", classPath, EXECUTOR, DATABASE)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> refused =
          program.err().lines().stream().filter(line -> line.contains("CG-101")).toList();
      assertThat(program.out().lines().contains("loaded")).isEqualTo(refused.isEmpty());
      return refused.isEmpty() ? program.out().lines() : refused;
    }
  }
}
