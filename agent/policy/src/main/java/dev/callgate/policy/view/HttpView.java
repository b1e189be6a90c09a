package dev.callgate.policy.view;

import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: http.method}, {@code http.scheme}, {@code http.host}, {@code http.path} and {@code
 * http.url}, of the requests of the JDK's two clients, OkHttp, and Apache's HttpClient 4 and 5.
 * Where a redirect then leads, and what a proxy makes of it, is not seen.
 */
public record HttpView(Part part) implements View {
  public enum Part {
    METHOD,
    SCHEME,
    HOST,
    PATH,
    URL
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, CallView call) {
    return test(value, operator, call.accessors());
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    return test(value, operator, PartReader.NONE);
  }

  private Truth test(@Nullable Object value, Operator operator, PartReader parts) {
    if (value == null) {
      return operator.test(null);
    }
    HttpMessage message = HttpMessage.of(value, parts);
    if (message == null) {
      return Truth.UNDECIDED;
    }
    if (part == Part.METHOD) {
      return method(message, operator);
    }
    return message.address() == null
        ? Truth.UNDECIDED
        : address().test(message.address(), operator, /* live= */ true);
  }

  /** As written, in capitals, and what it may become: all must be so. */
  private static Truth method(HttpMessage message, Operator operator) {
    String method = message.method();
    if (method == null) {
      return Truth.UNDECIDED;
    }
    Truth written = operator.test(method);
    boolean same = operator.test(HttpMessage.capitals(method)) == written;
    String other = message.otherMethod();
    return same && (other == null || operator.test(other) == written) ? written : Truth.UNDECIDED;
  }

  private UrlView address() {
    return new UrlView(
        switch (part) {
          case SCHEME -> UrlView.Part.SCHEME;
          case PATH -> UrlView.Part.PATH;
          case URL -> UrlView.Part.WHOLE;
          case HOST, METHOD -> UrlView.Part.HOST;
        });
  }

  @Override
  public String words() {
    return "http." + part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ValueKind seen() {
    return ValueKind.TEXT;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return part == Part.PATH || part == Part.URL ? '/' : '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    if (part == Part.METHOD) {
      return constant.equals(HttpMessage.capitals(constant)) ? null : "write it in capitals";
    }
    return address().flaw(constant, glob);
  }
}
