package dev.callgate.agent.part;

import dev.callgate.policy.condition.Unreadable;
import java.io.File;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accessors of the JDK's own values that only look: those of final classes, and of classes that
 * were asked for their exact class. A list of what is allowed; nothing else is called.
 */
final class JdkAccessors {
  private static final Unreadable OTHER =
      new Unreadable("it is an accessor of the JDK's that is not among those read");

  private JdkAccessors() {}

  /**
   * @param value of a class of the JDK's own
   */
  static @Nullable Object read(Object value, String name) {
    if (value instanceof URI uri) {
      return uri(uri, name);
    }
    if (value instanceof URL url) {
      return url(url, name);
    }
    if (value.getClass() == File.class) {
      File file = (File) value;
      return switch (name) {
        case "getName" -> file.getName();
        case "getPath" -> file.getPath();
        case "getParent" -> file.getParent();
        default -> OTHER;
      };
    }
    if (value instanceof Class<?> type) {
      return switch (name) {
        case "getName" -> type.getName();
        case "getPackageName" -> type.getPackageName();
        // Only whether there is one can be said of it: its class may be the application's.
        case "getClassLoader" -> type.getClassLoader();
        default -> OTHER;
      };
    }
    if (value instanceof Field field) {
      return name.equals("getDeclaringClass") ? field.getDeclaringClass() : OTHER;
    }
    if (isPath(value)) {
      return name.equals("toString") ? value.toString() : OTHER;
    }
    if (isHttpRequest(value.getClass())) {
      return HttpRequestParts.read(value, name);
    }
    return scalar(value, name);
  }

  private static @Nullable Object uri(URI uri, String name) {
    return switch (name) {
      case "getScheme" -> uri.getScheme();
      case "getHost" -> uri.getHost();
      case "getPort" -> uri.getPort();
      case "getPath" -> uri.getPath();
      case "getRawPath" -> uri.getRawPath();
      case "getQuery" -> uri.getQuery();
      case "getFragment" -> uri.getFragment();
      case "getUserInfo" -> uri.getUserInfo();
      case "getAuthority" -> uri.getAuthority();
      case "toString" -> uri.toString();
      default -> OTHER;
    };
  }

  private static @Nullable Object url(URL url, String name) {
    return switch (name) {
      case "getProtocol" -> url.getProtocol();
      case "getHost" -> url.getHost();
      case "getPort" -> url.getPort();
      case "getPath" -> url.getPath();
      case "getQuery" -> url.getQuery();
      default -> OTHER;
    };
  }

  private static boolean isPath(Object value) {
    String name = value.getClass().getName();
    return name.equals("sun.nio.fs.UnixPath") || name.equals("sun.nio.fs.WindowsPath");
  }

  /** By name: the module may not be there. Its subclasses in the JDK keep what they were given. */
  private static boolean isHttpRequest(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.getName().equals("java.net.http.HttpRequest");
  }

  private static @Nullable Object scalar(Object value, String name) {
    if (value instanceof String text) {
      return switch (name) {
        case "length" -> text.length();
        case "isEmpty" -> text.isEmpty();
        case "isBlank" -> text.isBlank();
        case "toString" -> text;
        default -> OTHER;
      };
    }
    if (value instanceof UUID id) {
      return name.equals("toString") ? id.toString() : OTHER;
    }
    if (value instanceof Currency currency) {
      return name.equals("getCurrencyCode") ? currency.getCurrencyCode() : OTHER;
    }
    if (value instanceof Locale locale) {
      return switch (name) {
        case "getCountry" -> locale.getCountry();
        case "getLanguage" -> locale.getLanguage();
        default -> OTHER;
      };
    }
    if (value instanceof Class<?> type) {
      return name.equals("getName") ? type.getName() : OTHER;
    }
    if (value.getClass() == BigDecimal.class) {
      BigDecimal number = (BigDecimal) value;
      return switch (name) {
        case "scale" -> number.scale();
        case "precision" -> number.precision();
        case "signum" -> number.signum();
        default -> OTHER;
      };
    }
    if (value.getClass() == BigInteger.class) {
      return name.equals("signum") ? ((BigInteger) value).signum() : OTHER;
    }
    return time(value, name);
  }

  private static Object time(Object value, String name) {
    if (value instanceof Duration duration) {
      return switch (name) {
        case "getSeconds", "toSeconds" -> duration.getSeconds();
        default -> OTHER;
      };
    }
    if (value instanceof Instant instant) {
      return name.equals("getEpochSecond") ? instant.getEpochSecond() : OTHER;
    }
    if (value instanceof LocalDate date) {
      return switch (name) {
        case "getYear" -> date.getYear();
        case "getMonthValue" -> date.getMonthValue();
        case "getDayOfMonth" -> date.getDayOfMonth();
        case "toString" -> date.toString();
        default -> OTHER;
      };
    }
    return OTHER;
  }
}
