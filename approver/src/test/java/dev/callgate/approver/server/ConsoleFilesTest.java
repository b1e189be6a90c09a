package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.approver.server.RawHttp.Answer;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a browser gets before anybody signs in: the console's files and what may be done to them.
 */
class ConsoleFilesTest {
  private TestApprover approver;
  private RawHttp http;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    http = new RawHttp(approver);
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  @Test
  void thePageMayLoadItsOwnFilesAndNothingElse() throws Exception {
    Answer page = http.send("GET", "/", null);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.all("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html");
    // Nothing in it that the policy would have to allow.
    assertThat(page.body()).doesNotContain("style=").doesNotContain(" on").contains("app.js");
    assertThat(page.body().split("<script", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/app.js", "/console/console.css", "/healthz", "/nothing"})
  void everyAnswerIsFencedIn(String path) throws Exception {
    Answer answer = http.send("GET", path, null);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.all("Set-Cookie")).isEmpty();
  }

  @Test
  void aNameIsHeldToTlsAndLocalhostIsNot() throws Exception {
    Answer named = http.sendTo("approver.example:7443", "GET", "/healthz", null);
    Answer local = http.sendTo("localhost:7443", "GET", "/healthz", null);
    Answer address = http.sendTo("127.0.0.1:7443", "GET", "/healthz", null);

    assertThat(named.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(local.all("Strict-Transport-Security")).isEmpty();
    assertThat(address.all("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void everyFileThereIsIsServedWithItsTypeAndComesOnce() throws Exception {
    for (String name : files()) {
      String path = name.equals("index.html") ? "/" : "/console/" + name;
      Answer first = http.send("GET", path, null);
      assertThat(first.status()).as(path).isEqualTo(200);
      assertThat(first.header("Content-Type"))
          .as(path)
          .startsWith(
              name.endsWith(".js")
                  ? "text/javascript"
                  : name.endsWith(".css")
                      ? "text/css"
                      : name.endsWith(".svg") ? "image/svg+xml" : "text/html");
      assertThat(first.header("Cache-Control")).isEqualTo("no-cache");

      Answer again = http.send("GET", path, null, "If-None-Match: " + first.header("ETag"));
      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console",
        "/console/index.html",
        "/console/../index.html",
        "/console/%2e%2e/logback.xml",
        "/console/..%2f..%2flogback.xml",
        "/console/lit/LICENSE",
        "/console//app.js",
        "/console/app.js/",
        "/console/app.js%00.css",
        "/console/APP.JS",
        "/console/app.js;a=b",
        "/META-INF/MANIFEST.MF",
        "/logback.xml",
        "/..//etc/passwd"
      })
  void noOtherPathLeadsToAFile(String path) throws Exception {
    Answer answer = http.send("GET", path, null);

    // A path parameter is no part of the path: that one names the file itself.
    if (!path.equals("/console/app.js;a=b")) {
      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
    assertThat(answer.body()).doesNotContain("<configuration>").doesNotContain("root:");
  }

  @Test
  void theHeadOfAFileComesWithoutIt() throws Exception {
    Answer head = http.send("HEAD", "/console/app.js", null);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/javascript");
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void filesAreOnlyRead(String method) throws Exception {
    Answer answer = http.send(method, "/", "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:7443", "localhost.evil.example", "[::1", ""})
  void aNameThatIsNotOursGetsNoPage(String host) throws Exception {
    Answer answer = http.sendTo(host, "GET", "/", null);

    assertThat(answer.status()).isIn(400, 403);
    assertThat(answer.body()).doesNotContain("<html").contains("\"error\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:7443", "127.0.0.1", "[::1]:7443", "10.1.2.3:1"})
  void ourNamesAndAddressesGetThePage(String host) throws Exception {
    assertThat(http.sendTo(host, "GET", "/", null).body()).contains("<html");
  }

  private static List<String> files() throws Exception {
    URL page = ConsoleFilesTest.class.getResource("/console/index.html");
    Path folder = Path.of(page.toURI()).resolveSibling("");
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.endsWith("LICENSE"))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
