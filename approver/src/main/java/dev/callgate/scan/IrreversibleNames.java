package dev.callgate.scan;

import dev.callgate.policy.MethodVerb;
import java.util.List;

/**
 * Names of methods that tend to do what nobody can undo. A guess that is to be looked at by a
 * person, and no more: what a method does, its name need not say.
 */
final class IrreversibleNames {
  /** Something or somebody's money is gone. */
  private static final List<String> STRONG =
      List.of(
          "delete",
          "drop",
          "purge",
          "truncate",
          "destroy",
          "terminate",
          "wipe",
          "erase",
          "refund",
          "charge",
          "transfer",
          "payout",
          "withdraw",
          "revoke",
          "uninstall",
          "deprovision");

  /** Something has left the house, or has been run. */
  private static final List<String> WEAK =
      List.of("send", "publish", "exec", "execute", "shutdown", "deploy", "kill");

  private IrreversibleNames() {}

  /** 0 when the name says nothing, more the more it says. */
  static int weight(String method) {
    return MethodVerb.begins(method, STRONG) ? 2 : MethodVerb.begins(method, WEAK) ? 1 : 0;
  }
}
