package dev.callgate.cli.run;

import dev.callgate.cli.client.TestJvm;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A program whose calls are held: it asks as an agent would and prints what was decided. */
public final class StandInProgram {
  private StandInProgram() {}

  /**
   * Asks once for each argument, {@code customer/millis}, one after the other; {@code /quorum}
   * behind it asks for that many people of ops and risk.
   */
  public static void main(String[] arguments) throws Exception {
    TestJvm jvm = TestJvm.enrol(Path.of(System.getProperty(StandInAgent.CONFIGURATION)));
    for (String argument : arguments) {
      String[] parts = argument.split("/", 3);
      if (parts.length == 3) {
        int quorum = Integer.parseInt(parts[2]);
        jvm.ask(parts[0], new Demand("p/two", List.of("ops", "risk"), quorum, false));
      } else {
        jvm.ask(
            parts[0],
            Long.parseLong(parts[1]),
            Verdict.APPROVE,
            Verdict.EDIT,
            Verdict.RESPOND,
            Verdict.REJECT);
      }
      CallDecision decision = jvm.nextDecision();
      System.out.println(
          parts[0]
              + "="
              + decision.verdict().name().toLowerCase(Locale.ROOT)
              + " by "
              + decision.decidedBy()
              + " edits "
              + decision.edits()
              + " response "
              + decision.response()
              + " reason "
              + decision.reason());
    }
  }
}
