package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.server.ConsoleBrowser.Look;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page as it looks on a desk, at night and on a phone: nothing that axe-core finds serious,
 * nothing wider than the window. With {@code -Dcallgate.pictures=FOLDER} it writes the pictures of
 * the documentation, and with {@code -Dcallgate.pictures.all=true} one of each page.
 */
class ConsolePicturesTest {
  private static final Set<String> IN_THE_DOCUMENTATION =
      Set.of("desk-detail", "desk-edit", "night-hostile", "phone-detail");

  private static ConsoleBrowser browser;

  private TestApprover approver;
  private CallRequest refund;
  private CallRequest purge;
  private CallRequest hostile;
  private TestJvm jvm;

  @BeforeAll
  static void startBrowser() {
    browser = ConsoleBrowser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder, Clock.systemUTC());
    jvm = approver.jvm();
    jvm.report(jvm.coverage(1, 7, false, Digests.of("rules")));
    SampleCall before = SampleCall.refund().with("amount", "1200.00");
    before.message = "refund 1200.00 EUR to customer C-42";
    CallRequest rejected = before.submit(jvm);
    approver
        .bob()
        .say(
            rejected,
            new ReviewBody(
                TestReviewer.digest(rejected),
                Verdict.REJECT,
                "ten times the price of the order",
                List.of(),
                null));
    refund = SampleCall.refund().submit(jvm);
    SampleCall deletion = SampleCall.purge();
    deletion.expires = Duration.ofMinutes(4);
    deletion.requester = "dana@acme.example";
    deletion.undecided = List.of("arg tenant: no value");
    deletion.covers =
        List.of(new Covered(List.of("files/*"), 3, Covered.Demand.SHOWN, List.of("tenant")));
    purge = deletion.submit(jvm);
    approver.alice().say(purge, Verdict.APPROVE);
    SampleCall mail = SampleCall.refund();
    mail.type = "com.acme.mail.Outbox";
    mail.method = "send";
    mail.risk = "medium";
    mail.message = "send mail to \u202egpj.exe@acme.example";
    mail.expires = Duration.ofSeconds(55);
    mail.argument(
        "to",
        "java.lang.String",
        "\"p\u0430ypal@acme.example\u0000" + " ".repeat(40) + "x\"",
        false);
    hostile = mail.submit(jvm);
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void onADesk() throws Exception {
    walk(Look.DESK, "desk");
  }

  @Test
  void atNight() throws Exception {
    walk(Look.NIGHT, "night");
  }

  @Test
  void onAPhone() throws Exception {
    walk(Look.PHONE, "phone");
  }

  private void walk(Look look, String name) throws Exception {
    Page page = browser.open(approver, look);
    page.getByLabel("Your reviewer's token").waitFor();
    check(page, name + "-sign-in");
    page.getByLabel("Your reviewer's token").fill(approver.bobToken);
    page.locator("button.primary").click();
    page.locator(".row").nth(2).waitFor();
    check(page, name + "-inbox");
    show(page, purge);
    page.getByText("whole stack").waitFor();
    check(page, name + "-detail");
    page.locator(".act-approve").click();
    page.locator("#sure").waitFor();
    check(page, name + "-approve");
    page.keyboard().press("Escape");
    show(page, refund);
    page.getByText("ten times the price").first().waitFor();
    check(page, name + "-earlier");
    page.locator(".act-edit").click();
    page.locator("#edit-0").fill("12.01");
    check(page, name + "-edit");
    page.keyboard().press("Escape");
    show(page, hostile);
    page.locator(".detail .remark").first().waitFor();
    check(page, name + "-hostile");
    go(page, "#/programs/" + jvm.id);
    page.locator(".card").nth(2).waitFor();
    page.locator(".card input").first().check();
    check(page, name + "-batch");
    go(page, "#/history");
    page.getByText("rejected").first().waitFor();
    check(page, name + "-history");
    go(page, "#/programs");
    page.locator("table.agents td").first().waitFor();
    check(page, name + "-programs");
    go(page, "#/programs/" + jvm.id + "/coverage");
    page.locator("table.agents td").first().waitFor();
    assertThat(page.locator("table.agents tbody tr").innerText().split("\\s+"))
        .containsSequence("gate", "2", "7", "6", "1", "0", "0", "0", "1", "approved");
    check(page, name + "-coverage");
    page.keyboard().press("?");
    page.locator(".help").waitFor();
    check(page, name + "-help");
    browser.assertNoComplaints();
  }

  private static void show(Page page, CallRequest request) {
    go(page, "#/requests/" + request.requestId());
    page.getByText(request.requestId()).waitFor();
  }

  private static void go(Page page, String hash) {
    page.evaluate("hash => { location.hash = hash; }", hash);
  }

  private static void check(Page page, String name) throws IOException {
    String folder = System.getProperty("callgate.pictures");
    if (folder != null
        && (IN_THE_DOCUMENTATION.contains(name) || Boolean.getBoolean("callgate.pictures.all"))) {
      Path picture = Path.of(folder).resolve("console-" + name + ".png");
      Files.createDirectories(Path.of(folder));
      page.screenshot(new Page.ScreenshotOptions().setPath(picture));
      if (IN_THE_DOCUMENTATION.contains(name)) {
        assertThat(Files.size(picture)).as(name).isLessThan(150_000);
      }
    }
    assertThat(page.locator("body").innerText())
        .doesNotContain("undefined", "NaN", "[object", "null");
    assertThat(ConsoleBrowser.findings(page)).as("findings of axe-core on " + name).isEmpty();
    assertThat(ConsoleBrowser.beyondTheEdge(page)).as("sideways of " + name).isEmpty();
  }
}
