package dev.callgate.cli.doctor;

import dev.callgate.hole.Finding;
import dev.callgate.hole.Hole;
import dev.callgate.hole.HoleSearch;
import dev.callgate.hole.JvmStart;
import dev.callgate.hole.MainJar;
import dev.callgate.policy.PolicySet;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The known holes of one command line, and the command line that closes what options close.
 *
 * @param findings as the command line is
 * @param closing what to start instead, word by word
 * @param left what would still be open then
 * @param dropped what the other command line does without, and the program may need
 */
record JvmChecks(
    List<Finding> findings, List<String> closing, List<Finding> left, List<String> dropped) {

  static JvmChecks of(
      JavaCommand command,
      JvmProbe probe,
      File agentJar,
      String config,
      List<Path> writable,
      PolicySet policy) {
    Path jar = command.jar();
    MainJar mainJar = jar == null ? MainJar.NONE : MainJar.read(jar.toFile());
    List<String> files = writable.stream().map(Path::toString).toList();
    List<Finding> findings =
        HoleSearch.of(
            new JvmStart(probe.feature(), probe.arguments(), agentJar, mainJar, files), policy);
    String attach = "-javaagent:" + agentJar + "=" + config;
    List<String> add = new ArrayList<>();
    TreeSet<String> drop = new TreeSet<>();
    for (Finding finding : findings) {
      add.addAll(finding.add());
      if (finding.hole() != Hole.EARLIER_AGENT) {
        drop.addAll(finding.takeAway());
      }
    }
    drop.retainAll(command.options());
    List<String> kept = new ArrayList<>(command.options());
    kept.removeAll(drop);
    kept.remove(command.agent());
    List<String> closing = new ArrayList<>();
    closing.add(command.java());
    closing.add(attach);
    closing.addAll(kept);
    closing.addAll(add);
    closing.addAll(command.target());
    JvmStart then =
        new JvmStart(
            probe.feature(),
            arguments(command, probe.arguments(), drop, attach, add),
            agentJar,
            mainJar,
            files);
    List<Finding> left =
        HoleSearch.of(then, policy).stream()
            .filter(Finding::isOpen)
            .filter(finding -> finding.hole().isJudgedByStrict())
            .toList();
    return new JvmChecks(findings, List.copyOf(closing), left, List.copyOf(drop));
  }

  /** The JVM's list for the other command line: what comes from the environment stays around it. */
  private static List<String> arguments(
      JavaCommand command,
      List<String> now,
      TreeSet<String> drop,
      String attach,
      List<String> add) {
    int first = now.size();
    int last = -1;
    for (int i = 0; i < now.size(); i++) {
      if (command.options().contains(now.get(i))) {
        first = Math.min(first, i);
        last = i;
      }
    }
    List<String> then = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      if (i == first) {
        then.add(attach);
      }
      if (!drop.contains(now.get(i)) && !now.get(i).equals(command.agent())) {
        then.add(now.get(i));
      }
      if (i == last) {
        then.addAll(add);
      }
    }
    if (last < 0) {
      // Nothing of the command line is an option of the JVM's: only the environment speaks.
      then.add(attach);
      then.addAll(add);
    }
    return then;
  }

  /** A check for each hole but the files, which have checks of their own. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (Finding finding : findings) {
      Hole hole = finding.hole();
      if (hole != Hole.START_FILES) {
        checks.add(
            switch (finding.state()) {
              case CLOSED -> Check.ok("jvm", hole.id() + " is closed");
              case COVERED -> Check.ok("jvm", hole.id() + " is closed by rules of the policy");
              case OPEN ->
                  Check.fail("jvm", hole.id() + " is open: " + hole.what(), finding.remedy());
            });
      }
    }
    return checks;
  }
}
