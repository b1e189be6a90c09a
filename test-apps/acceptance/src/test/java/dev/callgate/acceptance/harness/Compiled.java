package dev.callgate.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A program that a test writes itself. */
public final class Compiled {
  private Compiled() {}

  /**
   * Compiles one source file for Java 17.
   *
   * @param mainClass the public class in it, with its package
   * @param libraries what it uses besides the annotation
   * @return the class path to run it with
   */
  public static List<Path> program(
      Path directory, String mainClass, String source, Path... libraries) throws IOException {
    String simpleName = mainClass.substring(mainClass.lastIndexOf('.') + 1);
    Path file = Files.writeString(directory.resolve(simpleName + ".java"), source);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<Path> classPath = new ArrayList<>(List.of(classes, Installation.annotations()));
    classPath.addAll(List.of(libraries));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new AssertionError("these tests compile programs: run them on a JDK, not on a JRE");
    }
    StringWriter complaints = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-parameters",
                    "-d",
                    classes.toString(),
                    "-cp",
                    classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file.toFile()))
            .call();
    if (!compiled) {
      throw new AssertionError(complaints.toString());
    }
    return classPath;
  }
}
