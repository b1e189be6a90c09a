package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Chromium;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a browser decides about a file of a running program. */
final class ConsoleTest {
  private static Chromium chromium;
  private static ApproverProcess approver;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    chromium = Chromium.start();
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stop() {
    if (approver != null) {
      approver.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aNoInTheBrowserLeavesTheFileAndItsCallerReadsWhy(@TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess eraser = eraser(temp, file)) {
      Page page = opened(eraser);
      page.locator(".act-reject").click();
      page.locator("#reason").fill("not on a Friday");
      page.locator("#confirm").click();
      page.locator(".toast").getByText("Recorded: Rejected by").waitFor();

      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).exists();
      assertThat(eraser.out().text()).contains("rejected it, saying: not on a Friday");
    }
  }

  @Test
  void aYesInTheBrowserErasesItAndThePageSaysThatItHasRun(@TempDir Path temp) throws Exception {
    Path file = file(temp);
    try (ChildProcess eraser = eraser(temp, file)) {
      Page page = opened(eraser);
      assertThat(page.locator("table.arguments").innerText()).contains(file.toString());
      page.locator(".act-approve").click();
      if (page.locator("#sure").isVisible()) {
        page.locator("#sure").check();
      }
      assertThat(file).exists();
      page.locator("#confirm").click();
      page.locator(".verdict").getByText("The call has run.").waitFor();

      assertThat(eraser.awaitExit()).as("%s", eraser).isZero();
      assertThat(file).doesNotExist();
    }
  }

  /** Signed in with what stands in the connection file, at the call that this program waits for. */
  private static Page opened(ChildProcess program) throws Exception {
    List<String> connection = Files.readAllLines(approver.connectionFile());
    String url =
        connection.stream()
            .filter(line -> line.startsWith("url: "))
            .findFirst()
            .orElseThrow()
            .substring("url: ".length());
    Page page = chromium.open(url);
    page.getByLabel("Your reviewer's token").fill(String.join(" ", connection));
    page.locator("button.primary").click();
    page.locator(".row").filter(new Locator.FilterOptions().setHasText(program.name())).click();
    return page;
  }

  private static ChildProcess eraser(Path temp, Path file) throws Exception {
    List<Path> classPath = Compiled.program(temp, "deeds.Eraser", Programs.ERASER);
    return Launch.on(Jdks.first(), temp)
        .gatedBy(approver.configuration("eraser"))
        .main("deeds.Eraser", classPath, file.toString(), "0");
  }

  private static Path file(Path temp) throws Exception {
    return Files.writeString(temp.resolve("precious"), "gold");
  }
}
