package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.LibraryCall;
import dev.callgate.policy.Policies;
import dev.callgate.policy.Problem;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Truth;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.http.client.methods.RequestBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpViewTest {
  private static final String DELETE_THERE = "https://Api.Acme.example:8443/v1/../users/%37?x=/y";

  private final Path directory;

  HttpViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** The same request, as each client's own objects say it. */
  static Stream<Arguments> deletes() throws IOException {
    URI uri = URI.create(DELETE_THERE);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("DELETE");
    Request request = new Request.Builder().url(DELETE_THERE).delete().build();
    org.apache.http.client.methods.HttpDelete apache4 =
        new org.apache.http.client.methods.HttpDelete(uri);
    return Stream.of(
        Arguments.of("JDK", HttpRequest.newBuilder(uri).DELETE().build()),
        Arguments.of("JDK, copied", HttpRequest.newBuilder(uri).method("DELETE", noBody()).build()),
        Arguments.of("HttpURLConnection", connection),
        Arguments.of("OkHttp request", request),
        Arguments.of("OkHttp call", new OkHttpClient().newCall(request)),
        Arguments.of("Apache 4", apache4),
        Arguments.of("Apache 4, built", RequestBuilder.delete(uri).build()),
        Arguments.of(
            "Apache 4, wrapped",
            org.apache.http.client.methods.HttpRequestWrapper.wrap(
                apache4, new org.apache.http.HttpHost("api.acme.example", 8443, "https"))),
        Arguments.of("Apache 5", new HttpDelete(uri)),
        Arguments.of("Apache 5, built", ClassicRequestBuilder.delete(uri).build()),
        Arguments.of("Apache 5, async", SimpleRequestBuilder.delete(uri).build()),
        Arguments.of("stub", HttpStub.of("DELETE " + DELETE_THERE)));
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deletes")
  void methodAndAddressAreThoseOfTheRequest(String client, Object request) {
    assertThat(test("as: http.method, eq: DELETE", request)).isEqualTo(Truth.TRUE);
    assertThat(test("as: http.method, in: [GET, POST]", request)).isEqualTo(Truth.FALSE);
    if (client.equals("Apache 4, wrapped")) {
      // the address is in the target then
      return;
    }
    assertThat(test("as: http.host, eq: api.acme.example", request)).isEqualTo(Truth.TRUE);
    assertThat(test("as: http.host, not_in: [api.acme.example, localhost]", request))
        .isEqualTo(Truth.FALSE);
    assertThat(test("as: http.scheme, eq: https", request)).isEqualTo(Truth.TRUE);
    assertThat(test("as: http.path, glob: \"/users/*\"", request)).isEqualTo(Truth.TRUE);
    assertThat(test("as: http.path, glob: \"/v1/**\"", request)).isEqualTo(Truth.FALSE);
  }

  @Test
  void aTargetSaysTheHostAndNoMethod() {
    for (Object target :
        new Object[] {
          new HttpHost("https", "API.acme.example", 8443),
          new org.apache.http.HttpHost("API.acme.example", 8443, "https")
        }) {
      assertThat(test("as: http.host, eq: api.acme.example", target)).isEqualTo(Truth.TRUE);
      assertThat(test("as: http.host, eq: evil.example", target)).isEqualTo(Truth.FALSE);
      assertThat(test("as: http.method, eq: GET", target)).isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void aRequestWithoutAnAddressOfItsOwnHasNone() {
    ClassicHttpRequest relative = ClassicRequestBuilder.delete().setPath("/users/7").build();

    assertThat(test("as: http.method, eq: DELETE", relative)).isEqualTo(Truth.TRUE);
    assertThat(test("as: http.host, ne: api.acme.example", relative)).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void userInfoIsNoHost() {
    Object request =
        HttpRequest.newBuilder(URI.create("https://api.acme.example@evil.example/")).build();

    assertThat(test("as: http.host, eq: evil.example", request)).isEqualTo(Truth.TRUE);
  }

  @Test
  void aMethodInSmallLettersIsUndecidedWhereThatMatters() {
    Object request =
        new Request.Builder()
            .url("https://a.example/")
            .method("delete", RequestBody.create(new byte[0]))
            .build();

    assertThat(test("as: http.method, eq: DELETE", request)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("as: http.method, ne: DELETE", request)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("as: http.method, eq: GET", request)).isEqualTo(Truth.FALSE);
  }

  @Test
  void aConnectionThatWillSendABodyMayBecomeAPost() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("https://a.example/").toURL().openConnection();
    assertThat(test("as: http.method, eq: POST", connection)).isEqualTo(Truth.FALSE);

    connection.setDoOutput(true);

    assertThat(test("as: http.method, eq: POST", connection)).isEqualTo(Truth.UNDECIDED);
    assertThat(test("as: http.method, eq: DELETE", connection)).isEqualTo(Truth.FALSE);
  }

  /** Such a request may answer the condition one thing and the client another. */
  @Test
  void aRequestOfTheApplicationsOwnIsUndecided() {
    HttpRequest own =
        new HttpRequest() {
          @Override
          public Optional<BodyPublisher> bodyPublisher() {
            throw new AssertionError("application code ran");
          }

          @Override
          public String method() {
            throw new AssertionError("application code ran");
          }

          @Override
          public Optional<Duration> timeout() {
            throw new AssertionError("application code ran");
          }

          @Override
          public boolean expectContinue() {
            throw new AssertionError("application code ran");
          }

          @Override
          public URI uri() {
            throw new AssertionError("application code ran");
          }

          @Override
          public Optional<HttpClient.Version> version() {
            throw new AssertionError("application code ran");
          }

          @Override
          public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (a, b) -> true);
          }
        };
    for (Object value : new @Nullable Object[] {null, own, "DELETE https://a.example/", 7}) {
      assertThat(test("as: http.method, eq: GET", value)).isEqualTo(Truth.UNDECIDED);
      assertThat(test("as: http.host, ne: a.example", value)).isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void withoutAWayToReadAccessorsALibrarysRequestIsUndecided() {
    Object request = new Request.Builder().url(DELETE_THERE).delete().build();

    assertThat(
            Policies.condition(directory, "{arg: a, as: http.method, eq: GET}")
                .test(Call.of(request, null)))
        .isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void aMethodOrHostThatCanNeverBeSeenIsAMistake() {
    assertThat(problem("{arg: a, as: http.method, eq: delete}").hint()).contains("capitals");
    assertThat(problem("{arg: a, as: http.host, eq: \"https://a.example\"}").code())
        .isEqualTo("MEAN009");
  }

  private Problem problem(String when) {
    return Policies.problems(
            directory,
            "callgate: 1\nname: p\nrules:\n  - {id: r, match: {class: com.acme.T, method: \"m(Object a)\"}, decide: deny, when: "
                + when
                + "}\n")
        .get(0);
  }

  private Truth test(String view, @Nullable Object value) {
    return Policies.condition(directory, "{arg: a, " + view + "}")
        .test(LibraryCall.on(null, value, null));
  }

  @ParameterizedTest
  @MethodSource("deletes")
  void theWholeAddressIsSeenWithItsPort(String client, Object request) {
    CallView call = LibraryCall.on(null, request);
    for (String same :
        new String[] {
          "eq: \"https://api.acme.example:8443/users/7\"",
          "glob: \"https://api.acme.example:8443/users/*\"",
          "glob: \"https://*.acme.example:8443/**\""
        }) {
      assertThat(url(same, call)).as(client + " " + same).isEqualTo(Truth.TRUE);
    }
    for (String other :
        new String[] {
          "eq: \"https://api.acme.example/users/7\"",
          "glob: \"https://api.acme.example/**\"",
          "glob: \"https://api.acme.example:8443/*\""
        }) {
      assertThat(url(other, call)).as(client + " " + other).isEqualTo(Truth.FALSE);
    }
  }

  private Truth url(String operators, CallView call) {
    return Policies.condition(directory, "{arg: 0, as: http.url, " + operators + "}").test(call);
  }

  @Test
  void anAddressThatReadersDisagreeAboutIsUndecidedAsAWholeToo() {
    for (String address :
        new String[] {
          "https://a.example\\\\@b.example/",
          "https://a.example/%2e%2e%2fx",
          "/relative",
          "https:///x"
        }) {
      assertThat(
              url(
                  "eq: \"https://a.example/x\"",
                  LibraryCall.on(null, HttpStub.of("GET " + address))))
          .as(address)
          .isEqualTo(Truth.UNDECIDED);
    }
    assertThat(
            url(
                "eq: \"https://a.example/x\"",
                LibraryCall.on(null, HttpStub.of("GET HTTPS://u:p@A.example:443/b/../x?q#f"))))
        .isEqualTo(Truth.TRUE);
  }
}
