package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Real browsers with a person each. They are the machine's own Chromium, driven through the
 * machine's own Node; where either is missing, the tests that need one are skipped and say so.
 */
final class ConsoleBrowser implements AutoCloseable {
  // Tells what the page's policy forbade, before any script of the page runs.
  private static final String REPORT_VIOLATIONS =
      "document.addEventListener('securitypolicyviolation', e => console.error("
          + "'policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));";

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private ConsoleBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** A browser, or a skipped test. */
  static ConsoleBrowser start() {
    Optional<Path> node = program("node");
    Optional<Path> chromium = program("chromium").or(() -> program("chromium-browser"));
    assumeTrue(node.isPresent(), "no node on the PATH: the console is not tried in a browser");
    assumeTrue(
        chromium.isPresent(), "no chromium on the PATH: the console is not tried in a browser");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.orElseThrow().toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    return new ConsoleBrowser(playwright, browser);
  }

  private static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(java.io.File.pathSeparator)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** How a page is looked at. */
  record Look(int width, int height, boolean dark) {
    static final Look DESK = new Look(1060, 690, false);
    static final Look NIGHT = new Look(1060, 690, true);
    static final Look PHONE = new Look(360, 740, true);
  }

  /** A browser of somebody's own on the console of {@code approver}. */
  Page open(TestApprover approver, Look look) {
    return open(approver.approver().uri().toString(), look);
  }

  /** The same under the name of this machine: passkeys have to have one. */
  Page openAtLocalhost(TestApprover approver, Look look) {
    return open("https://localhost:" + approver.approver().uri().getPort() + "/", look);
  }

  /** A browser of somebody's own on this page. */
  Page open(String address, Look look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setHasTouch(look.width() < 500)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(30_000);
    context.addInitScript(REPORT_VIOLATIONS);
    Page page = context.newPage();
    page.onPageError(error -> complaints.add("error: " + error));
    page.onConsoleMessage(
        message -> {
          // A refused answer is the test's own wish, and the browser notes each.
          boolean refused = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !refused) {
            complaints.add(message.text());
          }
        });
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.navigate(address);
    return page;
  }

  /** As {@link #open}, signed in with {@code token}. */
  Page signedIn(TestApprover approver, Look look, String token) {
    Page page = open(approver, look);
    page.getByLabel("Your reviewer's token").fill(token);
    page.locator("button.primary").click();
    page.getByText("live").waitFor();
    return page;
  }

  /** Fails when a page had an error, or wanted something that its policy forbids. */
  void assertNoComplaints() {
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }

  /** Serious findings of axe-core on the page as it is. */
  static List<String> findings(Page page) throws IOException {
    page.evaluate(resource("/axe.min.js"));
    Object found =
        page.evaluate(
            """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'] });
              return found.violations
                  .filter(each => ['serious', 'critical'].includes(each.impact))
                  .map(each => each.id + ': ' + each.nodes.map(n => n.html + ' ' +
                      n.failureSummary).join(' | '));
            }
            """);
    List<String> findings = new ArrayList<>();
    if (found instanceof List<?> list) {
      list.forEach(each -> findings.add(String.valueOf(each)));
    }
    return findings;
  }

  /** What reaches beyond the window's right edge, outermost first; nothing where nothing does. */
  static List<?> beyondTheEdge(Page page) {
    return (List<?>)
        page.evaluate(
            """
            () => {
              const edge = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= edge) {
                return [];
              }
              return [...document.querySelectorAll('body *')]
                  .filter(each => each.getBoundingClientRect().right > edge + 0.5)
                  .map(each => each.tagName + '.' + each.className)
                  .concat('the page by ' + (document.documentElement.scrollWidth - edge));
            }
            """);
  }

  private static String resource(String name) throws IOException {
    try (@Nullable InputStream in = ConsoleBrowser.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
