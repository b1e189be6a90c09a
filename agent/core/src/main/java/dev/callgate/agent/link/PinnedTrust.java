package dev.callgate.agent.link;

import dev.callgate.protocol.Digests;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts exactly one public key, whatever name or date its certificate carries. Immutable. */
final class PinnedTrust extends X509ExtendedTrustManager {
  /**
   * Starts the message of the exception by which a wrong pin is told from other failures of TLS.
   */
  static final String MISMATCH = "the certificate's key is ";

  private final String pin;

  PinnedTrust(String pin) {
    this.pin = pin;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    String actual = Digests.of(chain[0].getPublicKey().getEncoded());
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
