package dev.callgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaCommandTest {
  @Test
  void optionsEndWhereTheProgramBegins() throws Exception {
    JavaCommand command =
        JavaCommand.of(
            List.of(
                "/opt/jdk/bin/java",
                "-cp",
                "a.jar:b.jar",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-javaagent:/opt/callgate-agent.jar=callgate.yaml",
                "-Xmx1g",
                "com.acme.Main",
                "-Xss1m",
                "-jar"));

    assertThat(command.options())
        .containsExactly(
            "-cp",
            "a.jar:b.jar",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-javaagent:/opt/callgate-agent.jar=callgate.yaml",
            "-Xmx1g");
    assertThat(command.target()).containsExactly("com.acme.Main", "-Xss1m", "-jar");
    assertThat(command.jar()).isNull();
    assertThat(command.agent()).isEqualTo("-javaagent:/opt/callgate-agent.jar=callgate.yaml");
  }

  @Test
  void theJarIsTheOneBehindTheOption() throws Exception {
    JavaCommand command = JavaCommand.of(List.of("java", "-jar", "app.jar", "-jar", "b.jar"));

    assertThat(command.jar()).isEqualTo(Path.of("app.jar"));
    assertThat(command.agent()).isNull();
  }

  @Test
  void filesOfArgumentsAreReadAsTheLauncherReadsThem(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("args"),
            "# options\n-Xmx1g  \"-Da=b c\" # and more\n'-Dd=\"e\"'\n\"-Df=g\\\\h\"\n-jar app.jar");
    JavaCommand command = JavaCommand.of(List.of("java", "@" + file, "argument"));

    assertThat(command.options()).containsExactly("-Xmx1g", "-Da=b c", "-Dd=\"e\"", "-Df=g\\h");
    assertThat(command.target()).containsExactly("-jar", "app.jar", "argument");
    assertThat(command.argumentFiles()).containsExactly(file);
  }
}
