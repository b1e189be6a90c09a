package dev.callgate.cli.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run} tells the approver it starts, as one JSON line on its standard input: digests of
 * tokens and never the tokens.
 *
 * @param directory a private directory for the database; removed when the approver ends
 * @param enrolmentTokenDigest the digest of the token with which JVMs enrol
 * @param reviewers who may decide
 * @param trust the trust bundle's absolute path, or null
 */
public record RunSettings(
    String directory,
    String enrolmentTokenDigest,
    List<Reviewer> reviewers,
    @Nullable String trust) {

  /**
   * One reviewer.
   *
   * @param name their name, as decisions will say it
   * @param tokenDigest the digest of their token
   * @param groups the groups they are in
   */
  public record Reviewer(String name, String tokenDigest, List<String> groups) {}
}
