package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
  @Test
  void isMadeOnceAndThenKept(@TempDir Path folder) throws Exception {
    String pin = TlsIdentity.createOrLoad(folder).pin();

    assertThat(pin).matches("sha256:[0-9a-f]{64}");
    assertThat(TlsIdentity.createOrLoad(folder).pin()).isEqualTo(pin);
  }

  @Test
  void keepsItsFilesPrivateAndLeavesNothingElse(@TempDir Path folder) throws Exception {
    TlsIdentity.createOrLoad(folder);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void namesTheLoopbackInItsCertificate() throws Exception {
    TlsIdentity identity = TlsIdentity.temporary();

    X509Certificate certificate =
        (X509Certificate) identity.keyStore().getCertificate(TlsIdentity.ALIAS);

    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void saysWhichFileCannotBeRead(@TempDir Path folder) throws Exception {
    TlsIdentity.createOrLoad(folder);
    Files.writeString(folder.resolve("tls.p12"), "not a key store");

    assertThatThrownBy(() -> TlsIdentity.createOrLoad(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("tls.p12").toString());
  }
}
