package dev.callgate.protocol;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS 1.3 towards the one server that holds a pinned public key, whatever its certificate says of
 * names, dates and issuers. Extends the <em>extended</em> trust manager because then the JDK adds
 * no check of the host name, which would say nothing that the key does not. Immutable and
 * thread-safe.
 */
public final class PinnedTls extends X509ExtendedTrustManager {
  /**
   * Starts the message of the exception by which a wrong key is told from other failures of TLS.
   */
  public static final String MISMATCH = "the certificate's key is ";

  private final String pin;

  private PinnedTls(String pin) {
    this.pin = pin;
  }

  /**
   * A context for connections to that server.
   *
   * @param pin {@code sha256:} and the hexadecimal digest of the key's SubjectPublicKeyInfo
   */
  public static SSLContext context(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3", Crypto.TLS);
      context.init(null, new TrustManager[] {new PinnedTls(pin)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS 1.3", e);
    }
  }

  /** The pin of a server's certificate. */
  public static String pinOf(Certificate certificate) {
    return Digests.of(certificate.getPublicKey().getEncoded());
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    String actual = pinOf(chain[0]);
    if (!actual.equals(pin)) {
      throw new CertificateException(MISMATCH + actual + ", not the pinned one");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("no clients here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
