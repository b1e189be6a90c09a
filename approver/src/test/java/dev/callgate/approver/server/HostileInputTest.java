package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.protocol.CallRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything from the network is hostile. Each line of the tables sends bytes that no client of
 * ours sends, by a caller who may do the thing itself, and expects a refusal that changes nothing;
 * the first line of each is the same without what is wrong with it.
 */
class HostileInputTest {
  private static TestApprover approver;
  private CallRequest request;
  private String id = "";
  private String digest = "";

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  @BeforeEach
  void aCallWaits() throws Exception {
    TestJvm jvm = approver.jvm();
    request = jvm.submit();
    id = request.requestId();
    digest = TestReviewer.digest(request);
  }

  // ---- the request's first line and its headers

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("as it should be", "GET /v1/me HTTP/1.1", "Host: {host}", 200),
        Arguments.of("no version", "GET /v1/me", "Host: {host}", 505),
        Arguments.of("another protocol", "GET /v1/me FTP/1.1", "Host: {host}", 505),
        Arguments.of("a later version", "GET /v1/me HTTP/3.7", "Host: {host}", 505),
        Arguments.of("no host", "GET /v1/me HTTP/1.1", "X-No: host", 400),
        Arguments.of("two hosts", "GET /v1/me HTTP/1.1", "Host: {host}\r\nHost: evil.example", 400),
        Arguments.of("a line folded", "GET /v1/me HTTP/1.1", "Host: {host}\r\nA: b\r\n c", 400),
        Arguments.of(
            "a blank before the colon", "GET /v1/me HTTP/1.1", "Host: {host}\r\nA : b", 400),
        Arguments.of("a zero in a header", "GET /v1/me HTTP/1.1", "Host: {host}\r\nA: \0", 400),
        Arguments.of("one huge header", "GET /v1/me HTTP/1.1", "Host: {host}\r\nA: {16k}", 431),
        Arguments.of("many headers", "GET /v1/me HTTP/1.1", "Host: {host}\r\n{1000 headers}", 431),
        Arguments.of("a huge path", "GET /v1/{16k} HTTP/1.1", "Host: {host}", 414),
        Arguments.of("a method of its own", "STEAL /v1/me HTTP/1.1", "Host: {host}", 405),
        Arguments.of("TRACE", "TRACE /v1/me HTTP/1.1", "Host: {host}", 405),
        Arguments.of("CONNECT", "CONNECT evil.example:443 HTTP/1.1", "Host: {host}", 400),
        Arguments.of(
            "an upgrade",
            "GET /v1/me HTTP/1.1",
            "Host: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket",
            400),
        Arguments.of("HTTP/2 in the clear", "PRI * HTTP/2.0", "Host: {host}", 426));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void theHead(String what, String line, String headers, int status) throws Exception {
    String head =
        (line + "\r\n" + headers + "\r\nAuthorization: Bearer " + approver.aliceToken + "\r\n")
            .replace("{host}", approver.approver().uri().getAuthority())
            .replace("{16k}", "a".repeat(16_384))
            .replace("{1000 headers}", headers(1000));
    String answer = RawBytes.answers(approver, bytes(head + "Connection: close\r\n\r\n"));

    assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("\"alice\"")).as(what).isEqualTo(status == 200);
  }

  private static String headers(int count) {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      headers.append(i == 0 ? "" : "\r\n").append("X-").append(i).append(": y");
    }
    return headers.toString();
  }

  // ---- paths that say one thing and mean another

  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("/v1/requests?state=all", 200),
        Arguments.of("/v1/agents/../requests?state=all", 400),
        Arguments.of("/v1/%2e%2e/v1/requests", 400),
        Arguments.of("/v1/%2E./requests", 400),
        Arguments.of("/v1//requests", 400),
        Arguments.of("//v1/requests", 400),
        Arguments.of("/v1/requests/", 404),
        Arguments.of("/v1/requests;jsessionid=1", 400),
        Arguments.of("/v1;x=/requests", 400),
        Arguments.of("/v1/requests%00", 400),
        Arguments.of("/v1%2frequests", 400),
        Arguments.of("/v1%5crequests", 400),
        Arguments.of("/v1\\requests", 400),
        Arguments.of("/v1/requests%", 400),
        Arguments.of("/v1/requests%zz", 400),
        Arguments.of("/v1/%c0%ae%c0%ae/requests", 400),
        Arguments.of("/V1/requests", 404),
        Arguments.of("/v1/request%73", 400),
        Arguments.of("https://evil.example/v1/requests", 400),
        Arguments.of("*", 400),
        Arguments.of("v1/requests", 400));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void thePath(String path, int status) throws Exception {
    String answer =
        RawBytes.answers(
            approver,
            bytes(
                "GET "
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + approver.approver().uri().getAuthority()
                    + "\r\nConnection: close\r\nAuthorization: Bearer "
                    + approver.aliceToken
                    + "\r\n\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains(id)).isEqualTo(status == 200);
  }

  // ---- where one request ends and the next begins

  static Stream<Arguments> framings() {
    return Stream.of(
        Arguments.of("as it should be", "Content-Length: {n}", "{body}", 200),
        Arguments.of("chunked", "Transfer-Encoding: chunked", "{x}\r\n{body}\r\n0\r\n\r\n", 200),
        Arguments.of(
            "both",
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "{x}\r\n{body}\r\n0\r\n\r\n",
            400),
        Arguments.of("two lengths", "Content-Length: {n}\r\nContent-Length: 1", "{body}", 400),
        Arguments.of("a signed length", "Content-Length: +{n}", "{body}", 400),
        Arguments.of("a negative length", "Content-Length: -1", "{body}", 400),
        Arguments.of("a huge length", "Content-Length: 99999999999999999999", "{body}", 400),
        Arguments.of("a length in words", "Content-Length: {n}, {n}", "{body}", 400),
        Arguments.of(
            "chunked twice",
            "Transfer-Encoding: chunked, chunked",
            "{x}\r\n{body}\r\n0\r\n\r\n",
            400),
        Arguments.of("chunked but not last", "Transfer-Encoding: chunked, gzip", "{body}", 400),
        Arguments.of(
            "another coding", "Transfer-Encoding: xchunked", "{x}\r\n{body}\r\n0\r\n\r\n", 400),
        Arguments.of(
            "a chunk of no size", "Transfer-Encoding: chunked", "zz\r\n{body}\r\n0\r\n\r\n", 400),
        Arguments.of(
            "a chunk of huge size",
            "Transfer-Encoding: chunked",
            "ffffffffffffffff1\r\n{body}",
            400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("framings")
  void theFraming(String what, String framing, String body, int status) throws Exception {
    String review = review("reject", "no");
    String sent =
        (head("Content-Type: application/json\r\n" + framing) + body)
            .replace("{n}", String.valueOf(review.length()))
            .replace("{x}", Integer.toHexString(review.length()))
            .replace("{body}", review);
    String answer = RawBytes.answers(approver, bytes(sent));

    assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
    assertIsPending(status != 200);
  }

  // ---- what is in the body

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(
            "as it should be",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{0}",
            200),
        Arguments.of(
            "says its charset",
            "Content-Type: application/json; charset=utf-8",
            StandardCharsets.UTF_8,
            "{0}",
            200),
        Arguments.of("no type", "X-No: type", StandardCharsets.UTF_8, "{0}", 415),
        Arguments.of(
            "a form",
            "Content-Type: application/x-www-form-urlencoded",
            StandardCharsets.UTF_8,
            "{0}",
            415),
        Arguments.of("a text", "Content-Type: text/plain", StandardCharsets.UTF_8, "{0}", 415),
        Arguments.of(
            "JSON, nearly", "Content-Type: application/jsonp", StandardCharsets.UTF_8, "{0}", 415),
        Arguments.of(
            "two types",
            "Content-Type: application/json, text/plain",
            StandardCharsets.UTF_8,
            "{0}",
            415),
        Arguments.of(
            "another charset",
            "Content-Type: application/json; charset=utf-16",
            StandardCharsets.UTF_8,
            "{0}",
            415),
        Arguments.of(
            "compressed",
            "Content-Type: application/json\r\nContent-Encoding: gzip",
            StandardCharsets.UTF_8,
            "{0}",
            415),
        Arguments.of(
            "UTF-16", "Content-Type: application/json", StandardCharsets.UTF_16LE, "{0}", 400),
        Arguments.of(
            "UTF-32", "Content-Type: application/json", Charset.forName("UTF-32BE"), "{0}", 400),
        Arguments.of(
            "a byte order mark",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "\ufeff{0}",
            400),
        Arguments.of(
            "Latin-1",
            "Content-Type: application/json",
            StandardCharsets.ISO_8859_1,
            "{\u00fc}",
            400),
        Arguments.of("nothing", "Content-Type: application/json", StandardCharsets.UTF_8, "", 400),
        Arguments.of(
            "blanks", "Content-Type: application/json", StandardCharsets.UTF_8, "   ", 400),
        Arguments.of("null", "Content-Type: application/json", StandardCharsets.UTF_8, "null", 400),
        Arguments.of(
            "a list", "Content-Type: application/json", StandardCharsets.UTF_8, "[{0}]", 400),
        Arguments.of(
            "one more byte", "Content-Type: application/json", StandardCharsets.UTF_8, "{0}x", 400),
        Arguments.of(
            "two objects", "Content-Type: application/json", StandardCharsets.UTF_8, "{0}{0}", 400),
        Arguments.of(
            "a comment", "Content-Type: application/json", StandardCharsets.UTF_8, "/**/{0}", 400),
        Arguments.of(
            "very deep", "Content-Type: application/json", StandardCharsets.UTF_8, "{deep}", 400),
        Arguments.of(
            "a huge number",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{number}",
            400),
        Arguments.of(
            "a field twice",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{twice}",
            400),
        Arguments.of(
            "a field that is none",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{unknown}",
            400),
        Arguments.of(
            "a zero in a text",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{zero}",
            400),
        Arguments.of(
            "half a character",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{half}",
            400),
        Arguments.of(
            "a word that is no verdict",
            "Content-Type: application/json",
            StandardCharsets.UTF_8,
            "{verdict}",
            400),
        Arguments.of(
            "too large", "Content-Type: application/json", StandardCharsets.UTF_8, "{large}", 413));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void theBody(String what, String type, Charset charset, String body, int status)
      throws Exception {
    String review = review("reject", "no");
    String text =
        body.replace("{0}", review)
            .replace("{\u00fc}", review("reject", "\u00fc"))
            .replace("{deep}", "[".repeat(100_000))
            .replace(
                "{number}",
                with(
                    review,
                    "\"edits\":[{\"name\":\"amount\",\"value\":1" + "0".repeat(5000) + "}]"))
            .replace("{twice}", with(review, "\"verdict\":\"approve\""))
            .replace("{unknown}", with(review, "\"force\":true"))
            .replace("{zero}", review("reject", "no\\u0000"))
            .replace("{half}", review("reject", "\\ud800"))
            .replace("{verdict}", review("APPROVE", "no"))
            .replace("{large}", review("reject", "x".repeat(300_000)));
    byte[] bytes = text.getBytes(charset);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes(bytes(head(type + "\r\nContent-Length: " + bytes.length)));
    sent.writeBytes(bytes);
    String answer = RawBytes.answers(approver, sent.toByteArray());

    assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
    if (status != 200) {
      assertThat(answer).contains("{\"error\":{\"code\":\"").contains("\"hint\":\"");
    }
    assertIsPending(status != 200);
  }

  private static String with(String object, String field) {
    return object.substring(0, object.length() - 1) + "," + field + "}";
  }

  private String review(String verdict, String reason) {
    return "{\"requestDigest\":\""
        + digest
        + "\",\"verdict\":\""
        + verdict
        + "\",\"edits\":[],\"response\":null,\"reason\":\""
        + reason
        + "\"}";
  }

  private String head(String headers) {
    return "POST /v1/requests/"
        + id
        + "/review HTTP/1.1\r\nHost: "
        + approver.approver().uri().getAuthority()
        + "\r\nConnection: close\r\nAuthorization: Bearer "
        + approver.aliceToken
        + "\r\n"
        + headers
        + "\r\n\r\n";
  }

  private void assertIsPending(boolean pending) throws Exception {
    assertThat(approver.alice().show(request).body().path("state").asString())
        .isEqualTo(pending ? "pending" : "rejected");
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  // ---- how slowly, how often, how many

  /** Two clients that never come to the point, beside one that does. */
  @Test
  void whoSendsAByteNowAndThenIsCutOff() throws Exception {
    try (RawBytes head = new RawBytes(approver);
        RawBytes body = new RawBytes(approver)) {
      String review = review("reject", "no");
      String start = head("Content-Type: application/json\r\nContent-Length: " + review.length());
      head.send(start.substring(0, 30));
      body.send(start + review.substring(0, 10));
      Thread drip =
          new Thread(
              () -> {
                try {
                  for (int i = 30; i < start.length() - 3; i++) {
                    head.send(start.substring(i, i + 1));
                    body.send(review.substring(10 + (i - 30) / 4, 11 + (i - 30) / 4));
                    Thread.sleep(500);
                  }
                } catch (Exception e) {
                  // Cut off, as it should be.
                }
              });
      drip.start();

      assertThat(head.rest()).isEmpty();
      assertThat(body.rest()).startsWith("HTTP/1.1 408 ").contains("\"too_slow\"");
      drip.interrupt();
      drip.join();
      assertIsPending(true);
      assertThat(RawBytes.answers(approver, bytes(start + review))).startsWith("HTTP/1.1 200 ");
      assertIsPending(false);
    }
  }

  @Test
  void wrongCredentialsAreSlowedDownAndRightOnesAreNot() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    String retryAfter = "";
    for (int i = 0; i < 40; i++) {
      var answer = approver.client().send("GET", "/v1/me", "cgr_wrong", null);
      statuses.add(answer.status());
      retryAfter = answer.raw().headers().firstValue("Retry-After").orElse("");
    }

    assertThat(statuses.subList(0, 20)).containsOnly(401);
    assertThat(statuses).endsWith(429);
    assertThat(Integer.parseInt(retryAfter)).isBetween(1, 60);
    assertThat(approver.alice().get("/v1/me").status()).isEqualTo(200);
  }

  @Test
  void oneCredentialDoesNotCrowdOutTheOthers() throws Exception {
    String once =
        "GET /v1/me HTTP/1.1\r\nHost: "
            + approver.approver().uri().getAuthority()
            + "\r\nAuthorization: Bearer "
            + approver.carolToken
            + "\r\n";
    String answers;
    try (RawBytes raw = new RawBytes(approver)) {
      // The answers do not fit into what lies between the two of us: somebody has to read them.
      Thread sender =
          new Thread(
              () -> {
                try {
                  raw.send((once + "\r\n").repeat(1_500) + once + "Connection: close\r\n\r\n");
                } catch (IOException e) {
                  // Seen in the answers.
                }
              });
      sender.start();
      answers = raw.rest();
      sender.join();
    }

    assertThat(answers.split("HTTP/1.1 200 ", -1).length - 1).isBetween(1_000, 1_400);
    assertThat(answers).contains("HTTP/1.1 429 ").contains("Retry-After: 1");
    assertThat(approver.bob().get("/v1/me").status()).isEqualTo(200);
  }
}
