package dev.callgate.approver.http;

import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Whether a browser's request comes from a page of ours. Browsers send a person's cookie along with
 * requests that other pages make; so whoever comes with a cookie, or for one, has to come under one
 * of our names (against names that are pointed at us later), and, to change anything, from our own
 * page, as the browser and the page both say.
 *
 * <p>Programs with a bearer token are asked none of this: nobody sends a token by accident.
 */
public final class SameOrigin {
  /** What the console's page adds, and no other site can without being asked about it first. */
  static final String MARK = "X-Callgate-Console";

  private static final String HINT =
      "open the console under its own address, https://HOST:PORT/, and work there";

  private final Set<String> names;

  /** {@code names} are the approver's host names; {@code *.} in front stands for one label. */
  public SameOrigin(Collection<String> names) {
    TreeSet<String> lower = new TreeSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    this.names = lower;
  }

  /** Refuses names that are not ours; returns the host with its port, as the browser wrote it. */
  String checkHost(Request request) throws Refusal {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String lower = host == null ? "" : host.toLowerCase(Locale.ROOT);
    String name = nameOf(lower);
    if (!isOurs(name)) {
      throw new Refusal(
          Code.FORBIDDEN,
          "this approver has no such name: " + name,
          "use a name that its certificate has, or its address");
    }
    return lower;
  }

  /** The host with its port where it is ours; null otherwise. */
  @Nullable String ownHost(Request request) {
    try {
      return checkHost(request);
    } catch (Refusal e) {
      return null;
    }
  }

  /** Refuses what another site's page made the browser send. */
  void check(Request request) throws Refusal {
    String host = checkHost(request);
    boolean changes = !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean originIsOurs = origin == null ? !changes : origin.equals("https://" + host);
    boolean siteIsOurs =
        site == null || site.equals("same-origin") || (!changes && site.equals("none"));
    if (!originIsOurs || !siteIsOurs) {
      throw new Refusal(Code.FORBIDDEN, "another site's page sent this", HINT);
    }
    if (changes) {
      if (!"1".equals(request.getHeaders().get(MARK))) {
        throw new Refusal(Code.FORBIDDEN, "the console's page did not send this", HINT);
      }
      checkType(request);
    }
  }

  private static void checkType(Request request) throws Refusal {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    boolean hasBody =
        request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (hasBody && (type == null || !type.equals("application/json"))) {
      throw new Refusal(Code.WRONG_TYPE, "not application/json: " + type, "send JSON, and say so");
    }
  }

  private boolean isOurs(String name) {
    if (name.isEmpty()) {
      return false;
    }
    // Nobody can point an address at another machine.
    if (isAddress(name) || names.contains(name)) {
      return true;
    }
    int dot = name.indexOf('.');
    return dot > 0 && names.contains("*" + name.substring(dot));
  }

  /** Whether {@code host}, with or without a port, is this machine itself or a bare address. */
  static boolean isAddressOrLocal(@Nullable String host) {
    String name = host == null ? "" : nameOf(host.toLowerCase(Locale.ROOT));
    return name.isEmpty()
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || isAddress(name);
  }

  private static String nameOf(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host : host.substring(0, end);
  }

  private static boolean isAddress(String name) {
    if (name.startsWith("[")) {
      return name.endsWith("]")
          && name.chars().allMatch(c -> "[]0123456789abcdef:.".indexOf(c) >= 0);
    }
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }
}
