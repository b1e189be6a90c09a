package dev.callgate.policy.view;

import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: url.host}, {@code url.scheme} and {@code url.path}. Readers of addresses disagree
 * about many of them; what is not one address to all of them is not decided.
 */
public record UrlView(Part part) implements View {
  private static final int LONGEST = 8 * 1024;

  public enum Part {
    /** In lower case, without user, port and the dot at the end. */
    HOST,
    /** In lower case. */
    SCHEME,
    /** Decoded once, without {@code .} and {@code ..}; of nothing, a slash. */
    PATH,
    /** All three, with the port unless it is the scheme's own; without user, query and fragment. */
    WHOLE
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    String seen = seen(value);
    return seen == null ? Truth.UNDECIDED : operator.test(seen);
  }

  private @Nullable String seen(Object value) {
    // both are final classes of the JDK
    if (value instanceof URL url) {
      return seen(url.getProtocol(), url.getHost(), url.getPort(), url.getPath());
    }
    URI uri = value instanceof URI already ? already : null;
    if (value instanceof String text && text.length() <= LONGEST) {
      try {
        uri = new URI(text);
      } catch (URISyntaxException e) {
        // other readers may see an address in it, and nobody knows which
        return null;
      }
    }
    return uri == null
        ? null
        : seen(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
  }

  private @Nullable String seen(
      @Nullable String scheme, @Nullable String host, int port, @Nullable String path) {
    return switch (part) {
      case HOST -> host == null || scheme == null ? null : host(host.toLowerCase(Locale.ROOT));
      case SCHEME -> scheme == null || scheme.isEmpty() ? null : scheme.toLowerCase(Locale.ROOT);
      case PATH -> path == null || scheme == null ? null : path(path);
      case WHOLE ->
          path == null || host == null || scheme == null ? null : whole(scheme, host, port, path);
    };
  }

  private static @Nullable String whole(String scheme, String host, int port, String path) {
    String name = scheme.toLowerCase(Locale.ROOT);
    String bare = host(host.toLowerCase(Locale.ROOT));
    String rooted = path(path);
    int usual = name.equals("https") ? 443 : name.equals("http") ? 80 : -1;
    String behind = port < 0 || port == usual ? "" : ":" + port;
    return bare == null || rooted == null ? null : name + "://" + bare + behind + rooted;
  }

  private static @Nullable String host(String host) {
    boolean literal = host.startsWith("[") && host.endsWith("]");
    for (int at = 0; at < host.length(); at++) {
      char c = host.charAt(at);
      boolean name = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      boolean address = literal && (c == '[' || c == ']' || c == ':');
      if (!name && !address) {
        return null;
      }
    }
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return bare.isEmpty() ? null : bare;
  }

  private static @Nullable String path(String raw) {
    if (!raw.isEmpty() && raw.charAt(0) != '/') {
      return null;
    }
    StringBuilder decoded = new StringBuilder(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c <= ' ') {
        return null;
      }
      if (c == '%') {
        int value = at + 2 < raw.length() ? hexadecimal(raw, at + 1) : -1;
        // beyond ASCII the bytes' encoding would have to be known; a slash would be one to some
        if (value < ' ' || value >= 0x7F || value == '/') {
          return null;
        }
        c = (char) value;
        at += 2;
      }
      // a servlet container cuts at ; and others do not; \ is / to some; % would be decoded again
      if (c == ';' || c == '\\' || c == '%') {
        return null;
      }
      decoded.append(c);
    }
    return SlashPath.normalised(decoded.toString());
  }

  private static int hexadecimal(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  @Override
  public String words() {
    return "url." + part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ValueKind seen() {
    return ValueKind.TEXT;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.TEXT
        || declared == ValueKind.ADDRESS
        || declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return part == Part.PATH || part == Part.WHOLE ? '/' : '.';
  }

  private static @Nullable String wholeFlaw(String constant) {
    int scheme = constant.indexOf("://");
    int slash = scheme < 0 ? -1 : constant.indexOf('/', scheme + 3);
    String host = slash < 0 ? "" : constant.substring(0, slash);
    boolean lower = !host.isEmpty() && host.equals(host.toLowerCase(Locale.ROOT));
    boolean bare = constant.indexOf('?') < 0 && constant.indexOf('#') < 0 && host.indexOf('@') < 0;
    boolean usual =
        host.startsWith("https://") && host.endsWith(":443")
            || host.startsWith("http://") && host.endsWith(":80");
    return constant.startsWith("**") || lower && bare && !usual
        ? null
        : "write it as https://host/path, in lower case up to the path, without user, query and the scheme's own port";
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    if (part == Part.PATH) {
      return SlashPath.flaw(constant, glob);
    }
    if (part == Part.WHOLE) {
      return wholeFlaw(constant);
    }
    boolean lower = constant.equals(constant.toLowerCase(Locale.ROOT));
    boolean bare = part == Part.SCHEME || constant.startsWith("[") || constant.indexOf(':') < 0;
    boolean name =
        constant.indexOf('/') < 0 && constant.indexOf('@') < 0 && !constant.endsWith(".");
    boolean scheme = part == Part.HOST || constant.indexOf(':') < 0;
    return lower && bare && name && scheme
        ? null
        : "write it in lower case, without port, user, slashes and colon";
  }
}
