package dev.callgate.policy;

/**
 * A text of the policy that does not follow its small grammar. Caught where the text's place is
 * known, and reported there.
 */
public final class SyntaxProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String message;
  private final String hint;
  private final int offset;

  public SyntaxProblem(String code, int offset, String message, String hint) {
    super(message, null, false, false);
    this.code = code;
    this.message = message;
    this.hint = hint;
    this.offset = offset;
  }

  public String code() {
    return code;
  }

  public String message() {
    return message;
  }

  public String hint() {
    return hint;
  }

  /** Where in the text, from 0. */
  public int offset() {
    return offset;
  }
}
