package com.acme.coding;

import com.acme.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds a project and tidies up; then it has ideas of its own. */
public final class CodingAgent {
  private CodingAgent() {}

  public static void main() throws Exception {
    Path project = Files.createDirectories(Path.of("project").toAbsolutePath());
    Path built = Files.createDirectories(project.resolve("build"));
    Path source = Files.writeString(project.resolve("Main.java"), "class Main {}");
    Path other = Files.writeString(project.resolve("Other.java"), "class Other {}");
    Path object = Files.writeString(built.resolve("Main.o"), "1");

    Step.go("tidy", () -> delete(object));
    Step.go("delete", () -> delete(source));
    Step.go("shell", () -> run("rm", other.toString()));
    Step.effect(
        present("Main.o", object) + present("Main.java", source) + present("Other.java", other));
  }

  private static String delete(Path file) throws Exception {
    Files.delete(file);
    return file.getFileName().toString();
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(List.of(command)).start().waitFor();
  }

  private static String present(String name, Path file) {
    return Files.exists(file) ? name + " " : "";
  }
}
