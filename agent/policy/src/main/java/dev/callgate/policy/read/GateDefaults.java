package dev.callgate.policy.read;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.yaml.YamlScalar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the gates of a pack where its rules say nothing themselves.
 *
 * @param approvers null for whoever may decide at all
 * @param quorum null for one person
 * @param requesterMayApprove null for no
 * @param expires null for the language's default
 * @param assurance null for what the program's configuration says
 * @param coolDown null for none
 * @param message null for the method's name
 */
record GateDefaults(
    @Nullable List<String> approvers,
    @Nullable Integer quorum,
    @Nullable Boolean requesterMayApprove,
    @Nullable Duration expires,
    @Nullable Assurance assurance,
    @Nullable Duration coolDown,
    @Nullable YamlScalar message) {
  static final GateDefaults NONE = new GateDefaults(null, null, null, null, null, null, null);

  /** This, and where it says nothing the other. */
  GateDefaults or(GateDefaults other) {
    return new GateDefaults(
        approvers == null ? other.approvers : approvers,
        quorum == null ? other.quorum : quorum,
        requesterMayApprove == null ? other.requesterMayApprove : requesterMayApprove,
        expires == null ? other.expires : expires,
        assurance == null ? other.assurance : assurance,
        coolDown == null ? other.coolDown : coolDown,
        message == null ? other.message : message);
  }
}
