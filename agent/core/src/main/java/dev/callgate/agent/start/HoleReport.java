package dev.callgate.agent.start;

import dev.callgate.hole.Finding;
import java.util.ArrayList;
import java.util.List;

/** What the start says of the ways past the gates that it found open: one line, or no start. */
final class HoleReport {
  private static final String ASK = "`callgate doctor -- java ...` tells what closes each";

  private HoleReport() {}

  /**
   * @throws StartRefusedException when something is open that the command line or the policy could
   *     have closed
   */
  static void requireClosed(List<Finding> findings, int feature) throws StartRefusedException {
    List<Finding> open = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.isOpen() && finding.hole().isJudgedByStrict()) {
        open.add(finding);
      }
    }
    if (!open.isEmpty()) {
      StringBuilder what = new StringBuilder();
      for (Finding finding : open) {
        what.append(what.length() == 0 ? "" : ", ");
        what.append(finding.hole().id()).append(" (").append(finding.remedy()).append(')');
      }
      throw new StartRefusedException(
          "CG-011",
          "strict, and open in this JVM of Java " + feature + ": " + what,
          "`callgate doctor -- java ...` writes a command line that closes what options close");
    }
  }

  /** The line for a start that goes on. */
  static String line(List<Finding> findings) {
    StringBuilder names = new StringBuilder();
    int open = 0;
    for (Finding finding : findings) {
      if (finding.isOpen()) {
        names.append(open == 0 ? "" : ", ").append(finding.hole().id());
        open++;
      }
    }
    if (open == 0) {
      return "callgate: no known way past the gates is open in this JVM";
    }
    return "callgate: CG-210 "
        + open
        + (open == 1 ? " known way" : " known ways")
        + " past the gates open in this JVM: "
        + names
        + "; "
        + ASK;
  }
}
