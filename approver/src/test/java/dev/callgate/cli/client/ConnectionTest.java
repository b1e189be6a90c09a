package dev.callgate.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionTest {
  private static final String GOOD =
      "url: https://127.0.0.1:7443\ntls-pin: sha256:00\ntoken: cgr_x\n";

  private final Path directory;

  ConnectionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void whatIsWrittenCanBeReadAndOnlyByItsOwner() throws IOException, Failure {
    Path file = directory.resolve("reviewer.yaml");
    Connection connection =
        new Connection(URI.create("https://127.0.0.1:7443"), "sha256:00", "cgr_x");

    connection.write(file);

    assertThat(Connection.read(file)).isEqualTo(connection);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws IOException {
    Path file = directory.resolve("reviewer.yaml");
    PrivateFiles.write(file, GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> Connection.read(file)).hasMessageContaining("chmod 600 " + file);
  }

  @ParameterizedTest
  @CsvSource({
    "url: https://,                      url: http://,            not an https URL",
    "url: https://127.0.0.1:7443,        url: 127.0.0.1:7443,     not a",
    "url: https://127.0.0.1:7443,        url: https://a b,        not a URL",
    "tls-pin: sha256:00,                 tls-pin: off,            not a pin",
    "token: cgr_x,                       tokne: cgr_x,            reviewer.yaml:3",
    "token: cgr_x,                       url: https://evil,       reviewer.yaml:3",
    "token: cgr_x,                       '',                      has no token",
    "token: cgr_x,                       proxy: evil,             reviewer.yaml:3"
  })
  void aMistakeInTheFileIsNamedAndNeverIgnored(String right, String wrong, String complaint)
      throws IOException {
    Path file = directory.resolve("reviewer.yaml");
    PrivateFiles.write(file, GOOD.replace(right, wrong));

    assertThatThrownBy(() -> Connection.read(file))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("cgr_x");
  }
}
