package dev.callgate.approver.life;

/**
 * Something was asked that is not done, and nothing was changed. The message says what and why, the
 * hint what to do.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of refusal, each with its stable word. */
  public enum Code {
    /** The bytes are not what they should be. */
    MALFORMED,
    /** The signature or the key is not the right one. */
    UNVERIFIED,
    /** No credential, or one that nobody issued. */
    UNAUTHENTICATED,
    /** A JVM that an admin has turned away. */
    REVOKED,
    /** A credential that does not allow this. */
    FORBIDDEN,
    /** A person, or a token, without any of the roles that this takes. */
    ROLE_MISSING,
    /** An API token where only the person's own credential will do. */
    TOKEN_TOO_WEAK,
    /** A person in none of the groups that may decide this request. */
    NOT_ENTITLED,
    /** A person who may not approve what is done for them. */
    OWN_REQUEST,
    /** A yes that needs its person's own signature, without one. */
    UNSIGNED,
    /** What takes a person's passkey right before it, without one. */
    UNCONFIRMED,
    /** Others have agreed to something else. */
    DISAGREES,
    /** No such thing, or not yours. */
    NOT_FOUND,
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED,
    /** It contradicts what is already recorded. */
    CONFLICT,
    /** The request has left the state in which this was possible. */
    TOO_LATE,
    /** Well-formed, but the request does not allow it. */
    NOT_ALLOWED,
    /** The body is of another kind than this takes. */
    WRONG_TYPE,
    /** The body is larger than anything this product sends. */
    TOO_LARGE,
    /** The body did not come in time. */
    TOO_SLOW,
    /** Too much is waiting already, or comes too often. */
    TOO_MANY
  }

  private final Code code;
  private final String message;
  private final String hint;
  private final int retryAfterSeconds;

  /** A refusal with its reason and its way out. */
  public Refusal(Code code, String message, String hint) {
    this(code, message, hint, 0);
  }

  /** A refusal of what may be tried again later, after this time. */
  public Refusal(Code code, String message, String hint, int retryAfterSeconds) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
    this.code = code;
    this.message = message;
    this.hint = hint;
  }

  /** What kind it is. */
  public Code code() {
    return code;
  }

  /** What happened, and why it is refused. */
  @Override
  public String getMessage() {
    return message;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  /** When it may be tried again; 0 when waiting does not help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
