package dev.callgate.policy.view;

import org.jspecify.annotations.Nullable;

/**
 * A request that a test only writes down: {@code {http: "DELETE https://evil.example/v1"}}.
 *
 * @param address not null, as the test has it
 */
public record HttpStub(String method, String address) {
  /** Null for what is not a method, a space and an address. */
  public static @Nullable HttpStub of(String text) {
    int space = text.indexOf(' ');
    boolean two = space > 0 && space == text.lastIndexOf(' ') && space < text.length() - 1;
    return two ? new HttpStub(text.substring(0, space), text.substring(space + 1)) : null;
  }
}
