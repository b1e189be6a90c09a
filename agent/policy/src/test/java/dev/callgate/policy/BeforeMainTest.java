package dev.callgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.read.PolicyReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent reads policies before the application's main: what would wake up parts of the JDK too
 * early must not be named at all.
 */
class BeforeMainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/nio/file/",
        "java/util/logging/",
        "java/util/regex/",
        "java/util/stream/",
        "java/lang/reflect/",
        "LambdaMetafactory",
        "StringConcatFactory",
        "org/yaml/snakeyaml/Yaml;",
        "org/yaml/snakeyaml/constructor/",
        "org/yaml/snakeyaml/resolver/",
      })
  void noClassOfTheReaderNames(String forbidden) throws Exception {
    for (Path file : classFiles()) {
      // constant pool entries are modified UTF-8, in which these names are plain ASCII
      String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(constants.contains(forbidden))
          .as("%s in %s", forbidden, file.getFileName())
          .isFalse();
    }
  }

  @Test
  void theClassesLookedAtAreTheReaders() throws Exception {
    assertThat(classFiles())
        .extracting(file -> file.getFileName().toString())
        .contains("PolicyReader.class", "YamlComposer.class");
  }

  private static List<Path> classFiles() throws IOException, URISyntaxException {
    Path classes =
        Path.of(PolicyReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
