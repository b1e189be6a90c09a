package dev.callgate.cli.client;

import dev.callgate.protocol.Digests;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one server that holds a pinned public key and no other, whatever its certificate says
 * about names, dates and issuers. Extends the extended trust manager because then the JDK adds no
 * check of the host name, which would say nothing that the key does not.
 */
final class PinnedKey extends X509ExtendedTrustManager {
  static final String MISMATCH = "the server's key is not the pinned one";

  private final String pin;

  private PinnedKey(String pin) {
    this.pin = pin;
  }

  static SSLContext context(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[] {new PinnedKey(pin)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLSv1.3", e);
    }
  }

  private void require(X509Certificate[] chain) throws CertificateException {
    String shown = Digests.of(chain[0].getPublicKey().getEncoded());
    if (!MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.US_ASCII), pin.getBytes(StandardCharsets.UTF_8))) {
      throw new CertificateException(MISMATCH);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    require(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    require(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    require(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this side is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this side is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this side is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
