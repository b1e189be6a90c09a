package dev.callgate.approver.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * One grant with what it let through. In JSON the summary's fields stand beside the list.
 *
 * @param summary the grant as lists show it
 * @param calls what it let through, the first first
 */
public record GrantDetail(@JsonUnwrapped GrantSummary summary, List<Use> calls) {
  /**
   * One call that it let through.
   *
   * @param use its number, from 1
   * @param requestId its request
   */
  public record Use(int use, String requestId) {}
}
