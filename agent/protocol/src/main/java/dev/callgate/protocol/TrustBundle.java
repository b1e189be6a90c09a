package dev.callgate.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The root-signed list of whose signatures count. Made offline; whoever carries it, an approver
 * among others, can withhold it and not change it.
 *
 * @param v the version of this form, 1
 * @param version counts up; whoever has seen a number takes no lower one
 * @param notBeforeMillis epoch milliseconds: it does not count earlier
 * @param notAfterMillis epoch milliseconds: nothing counts by it later
 * @param roots the keys that sign such lists; what a verifier has pinned decides, not this
 * @param threshold how many of the roots have to sign; likewise
 * @param approverKeys whose signatures under decisions and receipts count
 * @param logKeys whose signatures under checkpoints of the audit log count
 * @param reviewers whose signatures under reviews count
 */
public record TrustBundle(
    int v,
    long version,
    long notBeforeMillis,
    long notAfterMillis,
    List<String> roots,
    int threshold,
    List<String> approverKeys,
    List<String> logKeys,
    List<TrustedReviewer> reviewers) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;

  private static final int LONGEST_NAME = 64;

  /**
   * Reads a list that was verified.
   *
   * @throws ProtocolException when it is not a whole list, or contradicts itself
   */
  static TrustBundle read(byte[] payload) throws ProtocolException {
    TrustBundle bundle = Json.read(payload, TrustBundle.class);
    bundle.check();
    return bundle;
  }

  /**
   * Whether it holds together: every key is one, and nobody is there twice, under two names or with
   * another's key.
   *
   * @throws ProtocolException naming the first thing that does not fit
   */
  public void check() throws ProtocolException {
    require(v == VERSION, "trust bundles of version 1 are understood");
    require(version > 0, "a trust bundle's version counts from 1");
    require(notBeforeMillis < notAfterMillis, "a trust bundle that ends before it begins");
    require(
        roots != null && approverKeys != null && logKeys != null && reviewers != null,
        "a trust bundle with a list missing");
    require(
        threshold > 0 && threshold <= roots.size(),
        "a threshold of " + threshold + " for " + roots.size() + " roots");
    checkKeys(roots, "root");
    checkKeys(approverKeys, "approver's key");
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    Set<String> keys = new HashSet<>(roots);
    keys.addAll(approverKeys);
    for (TrustedReviewer reviewer : reviewers) {
      checkReviewer(reviewer);
      require(
          names.add(Quorum.identity(reviewer.name())),
          "the reviewer " + reviewer.name() + " twice");
      for (ReviewCredential credential : reviewer.credentials()) {
        checkCredential(reviewer, credential);
        // Two names with one key would be one person who counts twice.
        require(
            ids.add(credential.id()) & keys.add(credential.key()),
            "a key of " + reviewer.name() + " that stands in it already");
      }
    }
  }

  private static void checkKeys(List<String> keys, String what) throws ProtocolException {
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      require(key != null, "a " + what + " that is null");
      VerificationKey.parse(key);
      require(seen.add(key), "a " + what + " twice: " + key);
    }
  }

  private static void checkReviewer(@Nullable TrustedReviewer reviewer) throws ProtocolException {
    require(
        reviewer != null && isName(reviewer.name()), "a reviewer without a name that can be told");
    if (reviewer == null) {
      return;
    }
    require(
        reviewer.groups() != null && reviewer.roles() != null && reviewer.credentials() != null,
        "the reviewer " + reviewer.name() + " with a list missing");
    for (String group : reviewer.groups()) {
      require(isName(group), "a group of " + reviewer.name() + " that is no name");
    }
    require(
        !hasNull(reviewer.roles()) && !hasNull(reviewer.credentials()),
        "the reviewer " + reviewer.name() + " with a role or a key that is null");
  }

  private static void checkCredential(TrustedReviewer reviewer, ReviewCredential credential)
      throws ProtocolException {
    String whose = "a key of " + reviewer.name();
    require(
        credential.id() != null && credential.key() != null && credential.origins() != null,
        whose + " that is incomplete");
    CredentialKey key = CredentialKey.parse(credential.key());
    String rpId = credential.rpId();
    if (rpId == null) {
      require(
          key instanceof VerificationKey && credential.origins().isEmpty(),
          whose + " that is no passkey and not an Ed25519 key file");
      require(key.id().equals(credential.id()), whose + " under another key's id");
    } else {
      require(
          !rpId.isBlank() && !credential.origins().isEmpty() && !credential.id().isBlank(),
          whose + " that is a passkey of no site");
      for (String origin : credential.origins()) {
        require(
            origin != null
                && (origin.startsWith("https://") || origin.startsWith("http://localhost")),
            whose + " with an origin that is not https");
      }
    }
  }

  // Not contains(null): a list that cannot hold null may refuse to be asked.
  private static boolean hasNull(List<?> list) {
    for (Object each : list) {
      if (each == null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(@Nullable String name) {
    return name != null
        && !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
  }

  private static void require(boolean holds, String otherwise) throws ProtocolException {
    if (!holds) {
      throw new ProtocolException("not a trust bundle: " + otherwise);
    }
  }

  /**
   * Refuses outside of its time.
   *
   * @throws ProtocolException when it does not count yet, or no more
   */
  public void requireValid(long nowMillis) throws ProtocolException {
    if (nowMillis < notBeforeMillis) {
      throw new ProtocolException("the trust bundle of version " + version + " does not count yet");
    }
    if (nowMillis >= notAfterMillis) {
      throw new ProtocolException("the trust bundle of version " + version + " has expired");
    }
  }

  /** The keys whose decisions count. */
  public List<VerificationKey> decisionKeys() throws ProtocolException {
    List<VerificationKey> keys = new ArrayList<>(approverKeys.size());
    for (String key : approverKeys) {
      keys.add(VerificationKey.parse(key));
    }
    return keys;
  }

  /** The person of this name; null for nobody. */
  public @Nullable TrustedReviewer reviewer(String name) {
    for (TrustedReviewer reviewer : reviewers) {
      if (Quorum.isSame(reviewer.name(), name)) {
        return reviewer;
      }
    }
    return null;
  }
}
