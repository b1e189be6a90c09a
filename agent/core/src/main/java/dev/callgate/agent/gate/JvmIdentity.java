package dev.callgate.agent.gate;

import dev.callgate.agent.trust.Trust;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.VerificationKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and whose answers count. Immutable.
 *
 * @param jvm the id drawn at this start
 * @param key signs this JVM's requests; can ask, never decide
 * @param trust whose signatures decisions have to carry
 * @param application the configured name
 * @param environment the configured environment, or null
 * @param ruleSetDigest which policies are in force
 * @param longestWait no call waits longer than this, whatever its rule says; null for no such bound
 */
public record JvmIdentity(
    String jvm,
    SigningKey key,
    Trust trust,
    String application,
    @Nullable String environment,
    String ruleSetDigest,
    @Nullable Duration longestWait) {

  /** Believes one approver in everything. */
  public JvmIdentity(
      String jvm,
      SigningKey key,
      VerificationKey trust,
      String application,
      @Nullable String environment,
      String ruleSetDigest,
      @Nullable Duration longestWait) {
    this(jvm, key, Trust.pinned(trust), application, environment, ruleSetDigest, longestWait);
  }
}
