package dev.callgate.approver.server;

import dev.callgate.protocol.Ids;
import dev.callgate.protocol.PinnedTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The self-signed certificate that the approver shows, with its private key. Clients pin its public
 * key; names and dates in it are decoration. Immutable.
 */
public final class TlsIdentity {
  static final String ALIAS = "callgate";

  // Of the kinds of names that a certificate can have.
  private static final int DNS_NAME = 2;
  private static final String KEY_STORE = "tls.p12";
  private static final String PASSWORD = "tls.password";

  private final KeyStore keyStore;
  private final String password;
  private final String pin;

  private TlsIdentity(KeyStore keyStore, String password, String pin) {
    this.keyStore = keyStore;
    this.password = password;
    this.pin = pin;
  }

  /**
   * The identity kept in {@code directory}, made first when there is none: {@code tls.p12} and its
   * password in {@code tls.password}, both with mode 0600.
   *
   * @throws IOException when it cannot be made or read
   */
  public static TlsIdentity createOrLoad(Path directory) throws IOException {
    Path keyStore = directory.resolve(KEY_STORE);
    Path passwordFile = directory.resolve(PASSWORD);
    if (!Files.exists(keyStore)) {
      // Made aside and moved, the key store last: a start that was cut off leaves nothing half.
      Path aside = Files.createTempDirectory(directory, "tls");
      try {
        String password = Ids.token("tls");
        Keytool.generate(aside.resolve(KEY_STORE), password);
        PrivateFiles.write(aside.resolve(PASSWORD), password);
        Files.move(aside.resolve(PASSWORD), passwordFile, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside.resolve(KEY_STORE), keyStore, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        PrivateFiles.deleteFolder(aside);
      }
    }
    return load(keyStore, Files.readString(passwordFile).strip());
  }

  /**
   * A new identity that lives in memory only.
   *
   * @throws IOException when it cannot be made
   */
  public static TlsIdentity temporary() throws IOException {
    Path folder = Files.createTempDirectory("callgate-tls");
    try {
      String password = Ids.token("tls");
      Keytool.generate(folder.resolve(KEY_STORE), password);
      return load(folder.resolve(KEY_STORE), password);
    } finally {
      PrivateFiles.deleteFolder(folder);
    }
  }

  private static TlsIdentity load(Path file, String password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keyStore = KeyStore.getInstance("PKCS12");
      keyStore.load(in, password.toCharArray());
      if (!keyStore.isKeyEntry(ALIAS)) {
        throw new IOException("no key called " + ALIAS + " in it");
      }
      String pin = PinnedTls.pinOf(keyStore.getCertificate(ALIAS));
      return new TlsIdentity(keyStore, password, pin);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "the TLS key cannot be read: "
              + file
              + ": "
              + e.getMessage()
              + "; delete it and its password to get a new one",
          e);
    }
  }

  /** The certificate and its key. */
  KeyStore keyStore() {
    return keyStore;
  }

  /** The password of store and key. */
  String password() {
    return password;
  }

  /**
   * The host names that the certificate is for, without addresses; {@code *.} in front stands for
   * any label.
   */
  List<String> names() {
    try {
      List<String> names = new ArrayList<>();
      if (keyStore.getCertificate(ALIAS) instanceof X509Certificate certificate
          && certificate.getSubjectAlternativeNames() != null) {
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
          if (Integer.valueOf(DNS_NAME).equals(name.get(0)) && name.get(1) instanceof String dns) {
            names.add(dns);
          }
        }
      }
      return List.copyOf(names);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate was read before", e);
    }
  }

  /**
   * What clients pin: {@code sha256:} and the hexadecimal SHA-256 of the certificate's
   * SubjectPublicKeyInfo.
   */
  public String pin() {
    return pin;
  }
}
