package dev.callgate.approver.life;

import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Demand;

/** What a person comes with. */
public enum Means {
  /** A credential that only the person has: a connection file, a passkey, a browser's session. */
  OWN,
  /** An API token, which is for programs: it decides nothing that wants a person's signature. */
  API_TOKEN;

  /**
   * Refuses what these means are too weak for.
   *
   * @throws Refusal naming the rule
   */
  void check(CallRequest request) throws Refusal {
    if (this == OWN) {
      return;
    }
    for (Demand demand : request.demands()) {
      if (demand.assurance().needsSignatures()) {
        throw new Refusal(
            Code.TOKEN_TOO_WEAK,
            "an API token decides nothing above assurance server, and the rule "
                + demand.rule()
                + " wants people's own signatures",
            "decide it with your own connection file, or in the console");
      }
    }
  }

  /**
   * Refuses a yes that would stand for later calls: a program does not make itself one.
   *
   * @throws Refusal then
   */
  void checkGrant() throws Refusal {
    if (this == API_TOKEN) {
      throw new Refusal(
          Code.TOKEN_TOO_WEAK,
          "an API token grants no later calls",
          "leave the grant out, or grant with your own connection file, or in the console");
    }
  }
}
