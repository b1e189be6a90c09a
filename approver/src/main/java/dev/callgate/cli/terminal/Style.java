package dev.callgate.cli.terminal;

/**
 * Colours, where they are wanted. They only repeat what the words say.
 *
 * @param colour whether to use them
 */
public record Style(boolean colour) {
  /** What to read first. */
  public String strong(String text) {
    return wrap("1", text);
  }

  /** What can be left out. */
  public String faint(String text) {
    return wrap("2", text);
  }

  /** What cannot be undone. */
  public String danger(String text) {
    return wrap("1;31", text);
  }

  private String wrap(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
