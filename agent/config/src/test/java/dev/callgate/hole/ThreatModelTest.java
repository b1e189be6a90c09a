package dev.callgate.hole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documentation says of each hole is what the code knows of it. */
class ThreatModelTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "threat-model.md");

  @Test
  void tableOfTheHolesIsTheCodes() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("<!-- holes -->"))
            .filter(line -> line.startsWith("| `"))
            .limit(Hole.values().length)
            .toList();
    List<String> expected = new ArrayList<>();
    for (Hole hole : Hole.values()) {
      expected.add(row(hole));
    }

    assertThat(rows).containsExactlyElementsOf(expected);
  }

  private static String row(Hole hole) {
    List<String> closing = new ArrayList<>();
    if (hole.option() != null) {
      closing.add("Java " + hole.optionSince() + " and newer: `" + hole.option() + "`");
    }
    if (hole.otherwise() != null) {
      closing.add(hole.otherwise());
    }
    String java = hole.since() == 17 ? "all" : hole.since() + " and newer";
    String rules = hole.rules() == null ? "" : hole.rules();
    return "| `"
        + hole.id()
        + "` | "
        + hole.what()
        + " | "
        + java
        + " | "
        + String.join("; ", closing)
        + " | "
        + rules
        + " |";
  }
}
