package dev.callgate.cli.doctor;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.Style;
import dev.callgate.hole.Finding;
import dev.callgate.protocol.Json;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that was found.
 *
 * @param checks in the order in which it was looked
 * @param probe the Java that was asked; null when no command line was given
 * @param jvm its holes; null when no command line was given
 */
record DoctorReport(List<Check> checks, @Nullable JvmProbe probe, @Nullable JvmChecks jvm) {

  ExitStatus status() {
    boolean failed = checks.stream().anyMatch(check -> check.mark() == Check.Mark.FAIL);
    boolean away = checks.stream().anyMatch(Check::isWrong);
    return failed ? ExitStatus.REFUSED : away ? ExitStatus.UNREACHABLE : ExitStatus.OK;
  }

  /** For people. */
  void print(Surroundings surroundings) {
    PrintStream out = surroundings.out();
    Style style = new Style(surroundings.colour());
    for (Check check : checks) {
      String line = SafeText.of(check.line());
      out.println(
          check.isWrong()
              ? style.danger(line)
              : check.mark() == Check.Mark.OK ? style.faint(line) : line);
    }
    if (jvm != null && jvm.findings().stream().anyMatch(Finding::isOpen)) {
      printCommand(out, jvm);
    }
    long wrong = checks.stream().filter(Check::isWrong).count();
    out.println();
    out.println(
        wrong == 0
            ? "All is well: " + checks.size() + " checks."
            : wrong + " of " + checks.size() + " checks found something wanting.");
  }

  private static void printCommand(PrintStream out, JvmChecks jvm) {
    out.println();
    out.println("This command line closes what options of this Java close:");
    out.println();
    out.println("  " + SafeText.of(command(jvm)));
    out.println();
    if (!jvm.dropped().isEmpty()) {
      out.println(
          "It does without "
              + SafeText.of(String.join(" ", jvm.dropped()))
              + ", which the program may need.");
    }
    for (Finding finding : jvm.left()) {
      out.println(
          "Still open then: " + SafeText.of(finding.hole().id() + "; " + finding.remedy()) + ".");
    }
  }

  private static String command(JvmChecks jvm) {
    return String.join(" ", jvm.closing().stream().map(DoctorReport::quoted).toList());
  }

  /** As a shell reads it back. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** For programs. */
  void write(OutputOption output, Surroundings surroundings) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("status", status().name().toLowerCase(Locale.ROOT));
    ArrayNode all = json.putArray("checks");
    for (Check check : checks) {
      ObjectNode one = all.addObject();
      one.put("subject", check.subject());
      one.put("mark", check.mark().name().toLowerCase(Locale.ROOT));
      one.put("what", check.what());
      one.put("remedy", check.remedy());
    }
    if (jvm != null && probe != null) {
      json.put("java", probe.feature());
      holes(json.putArray("holes"), jvm.findings());
      json.put("command", command(jvm));
      holes(json.putArray("left"), jvm.left());
    }
    output.write(surroundings, json);
  }

  private static void holes(ArrayNode array, List<Finding> findings) {
    for (Finding finding : findings) {
      ObjectNode one = array.addObject();
      one.put("hole", finding.hole().id());
      one.put("state", finding.state().name().toLowerCase(Locale.ROOT));
      finding.add().forEach(one.putArray("add")::add);
      finding.takeAway().forEach(one.putArray("takeAway")::add);
      one.put("remedy", finding.remedy());
    }
  }
}
