package dev.callgate.approver.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** What every answer tells browsers not to do with it. */
public final class SafeHeaders {
  /**
   * For the console's page: scripts and styles from here and from nowhere else, nothing written
   * into the page, no text that becomes markup, no frame around it, and no form that a browser
   * would send by itself.
   */
  static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";

  // For answers that are no page.
  private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final String ONE_YEAR = "max-age=31536000";

  private SafeHeaders() {}

  /** Puts them on an answer. */
  public static void put(Request request, Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    // A browser would keep it for every port of localhost, where other people's programs answer.
    if (!SameOrigin.isAddressOrLocal(request.getHeaders().get(HttpHeader.HOST))) {
      headers.put(HttpHeader.STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
  }
}
