package dev.callgate.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a yes has to prove before the JVM believes it, weakest first. Each level asks for everything
 * that the one before asks for.
 */
public enum Assurance {
  /** The approver's signature: whoever holds the approver's key can say yes. */
  @JsonProperty("server")
  SERVER("server"),
  /** The reviewers' own signatures besides: no key on the approver's machine can say yes. */
  @JsonProperty("reviewer")
  REVIEWER("reviewer"),
  /** A proof besides that the decision stands in the audit log. */
  @JsonProperty("reviewer+log")
  REVIEWER_AND_LOG("reviewer+log");

  private final String written;

  Assurance(String written) {
    this.written = written;
  }

  /** As it stands in policies, configurations and requests. */
  public String written() {
    return written;
  }

  /** The level of that name; null for none. */
  public static @Nullable Assurance of(String written) {
    for (Assurance assurance : values()) {
      if (assurance.written.equals(written)) {
        return assurance;
      }
    }
    return null;
  }

  /** Whether every review that counts has to carry its reviewer's own signature. */
  public boolean needsSignatures() {
    return this != SERVER;
  }

  /** Whether the decision has to prove that it stands in the audit log. */
  public boolean needsLog() {
    return this == REVIEWER_AND_LOG;
  }

  /** The one of the two that asks for more. */
  public Assurance or(Assurance other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
