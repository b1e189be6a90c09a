package dev.callgate.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.condition.Truth;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlViewTest {
  private static final String OURS = "{arg: a, as: url.host, in: [api.acme.example, \"[::1]\"]}";
  private static final String ADMIN = "{arg: a, as: url.path, glob: [/admin, \"/admin/**\"]}";

  private final Path directory;

  UrlViewTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.acme.example/x, TRUE",
    "https://API.Acme.Example:8443, TRUE",
    "https://api.acme.example./x, TRUE",
    "https://user:pw@api.acme.example/, TRUE",
    "http://[::1]:8080/, TRUE",
    "https://evil.example/, FALSE",
    "https://api.acme.example.evil.example/, FALSE",
    "https://api.acme.example@evil.example/, FALSE",
    "https://evil.example/#@api.acme.example/, FALSE",
    "https://evil.example?@api.acme.example/, FALSE",
    // no address to some readers, and some other address to others
    "'https://evil.example\\@api.acme.example/', UNDECIDED",
    "https:api.acme.example, UNDECIDED",
    "//api.acme.example/x, UNDECIDED",
    "https:///api.acme.example, UNDECIDED",
    "' https://api.acme.example/', UNDECIDED",
    "https://аpi.acme.example/, UNDECIDED",
    "https://api_acme.example/, UNDECIDED",
    "mailto:someone@api.acme.example, UNDECIDED",
    "api.acme.example, UNDECIDED",
    "'', UNDECIDED",
  })
  void aHostIsTheOneThatIsConnectedTo(String text, Truth expected) {
    assertThat(test(OURS, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/admin, TRUE",
    "https://h/admin/, TRUE",
    "https://h/%61dmin/x, TRUE",
    "https://h/x/../admin/y, TRUE",
    "https://h/x/%2e%2e/admin/y, TRUE",
    "https://h//admin/y, TRUE",
    "https://h/admin/a%20b?q=/x, TRUE",
    "https://h/admin2, FALSE",
    "https://h/x?/admin/, FALSE",
    "https://h, FALSE",
    // what servers read differently
    "https://h/x/..%2fadmin, UNDECIDED",
    "https://h/%2561dmin, UNDECIDED",
    "https://h/admin;x=1/y, UNDECIDED",
    "https://h/x%5c..%5cadmin, UNDECIDED",
    "https://h/%C3%A9, UNDECIDED",
    "https://h/%00, UNDECIDED",
    "/admin, UNDECIDED",
  })
  void aPathIsTheOneThatIsAskedFor(String text, Truth expected) {
    assertThat(test(ADMIN, text)).isEqualTo(expected);
  }

  @Test
  void urisAndUrlsAreSeenAsTheirTextIs() throws Exception {
    URI uri = URI.create("HTTPS://u@API.acme.example:1/admin/x");
    URL url = new URL("https://u@API.acme.example:1/admin/x");

    for (Object value : new Object[] {uri, url, uri.toString()}) {
      assertThat(test(OURS, value)).isEqualTo(Truth.TRUE);
      assertThat(test(ADMIN, value)).isEqualTo(Truth.TRUE);
      assertThat(test("{arg: a, as: url.scheme, eq: https}", value)).isEqualTo(Truth.TRUE);
      assertThat(test("{arg: a, as: url.scheme, eq: http}", value)).isEqualTo(Truth.FALSE);
    }
  }

  @Test
  void aUrlPutTogetherFromPartsCannotHideItsHost() throws Exception {
    URL url = new URL("https", "api.acme.example@evil.example", "/");

    assertThat(test(OURS, url)).isEqualTo(Truth.UNDECIDED);
  }

  @Test
  void whatIsNoAddressIsUndecided() {
    assertThat(test(OURS, null)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(OURS, 7)).isEqualTo(Truth.UNDECIDED);
    assertThat(test(OURS, new StringBuilder("https://api.acme.example/")))
        .isEqualTo(Truth.UNDECIDED);
    assertThat(test(OURS, "https://h/" + "x".repeat(9000))).isEqualTo(Truth.UNDECIDED);
    assertThat(test("{arg: a, as: url.host, exists: false}", null)).isEqualTo(Truth.TRUE);
  }

  private Truth test(String when, @Nullable Object value) {
    return Policies.condition(directory, when).test(Call.of(value, null));
  }
}
