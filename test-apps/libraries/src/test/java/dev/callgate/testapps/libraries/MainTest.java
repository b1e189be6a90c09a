package dev.callgate.testapps.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With no gate in the way the deeds are done: without this a refused call would prove nothing. */
final class MainTest {
  @Test
  void ungatedStatementsDeleteFourOfFiveRows() throws Exception {
    assertThat(printed("jdbc")).contains("executeUpdate done 1").endsWith("rows=1");
  }

  @Test
  void ungatedToolAndImprovisedCodeDeleteTheirFiles(@TempDir Path folder) throws Exception {
    Path given = Files.writeString(folder.resolve("a"), "a");
    Path other = Files.writeString(folder.resolve("b"), "b");

    assertThat(printed("tidy", given.toString(), other.toString()))
        .containsExactly("tidy done 1 files", "other done one file");

    assertThat(given).doesNotExist();
    assertThat(other).doesNotExist();
  }

  private static List<String> printed(String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Main.main(arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
