package dev.callgate.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code run} and {@code demo} have in common. */
final class RunOptions {
  @Option(
      names = "--decide",
      paramLabel = "approve|reject|none",
      description = {
        "Decide every call at once instead of asking; none lets each expire.",
        "Default: ask on the terminal."
      })
  @Nullable Decide decide;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "The longest that any call waits, such as 30s; rules may say less.")
  @Nullable String expires;

  @Option(
      names = "--reviewer",
      paramLabel = "NAME[:GROUP,…]",
      description = {
        "Somebody who may decide, and the policies' approver groups that the person is in, * for all;"
            + " may be given again.",
        "The one with this user's name, or the first, sits at this terminal; the others get a"
            + " connection file each, named at the start. Whoever can read one can decide, and so"
            + " could a program of the same user. With --decide, it speaks for all of them.",
        "Default: this user, standing for every group."
      })
  List<String> reviewers = new ArrayList<>();

  @Option(
      names = "--reviewer-file",
      paramLabel = "FILE",
      description = {
        "Write a connection file for deciding from another terminal; removed at the end.",
        "Whoever can read it can decide, and so could a program of the same user."
      })
  @Nullable Path reviewerFile;

  @Option(
      names = "--agent-jar",
      paramLabel = "FILE",
      description = "The agent. Default: the one of this installation.")
  @Nullable Path agentJar;

  @Option(
      names = "--coverage",
      description = "At the end, tell on standard error what each rule has done.")
  boolean coverage;

  @Option(
      names = "--strict",
      description = {
        "Start only when every known way past the gates that can be closed is closed.",
        "See `callgate doctor`."
      })
  boolean strict;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = {
        "A trust bundle with the reviewers' own keys; rules then get assurance: reviewer unless they"
            + " say otherwise.",
        "They decide with `callgate approve ID --sign-with KEYFILE`. Needs --trust-root."
      })
  @Nullable Path trust;

  @Option(
      names = "--trust-root",
      paramLabel = "KEY",
      description = "A root key that has to have signed it; may be given again.")
  List<String> trustRoots = new ArrayList<>();

  @Option(
      names = "--trust-threshold",
      paramLabel = "N",
      description = "How many of the roots have to have signed. Default: all.")
  @Nullable Integer trustThreshold;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = {
        "Write down every call that a rule is asked about, for policy test --record and policy diff.",
        "Arguments that no rule redacts stand in it."
      })
  @Nullable Path record;

  @Option(names = "--quiet", description = "Say nothing about calls but what has to be asked.")
  boolean quiet;

  /** The name under which decisions made by {@code --decide} are recorded. */
  static final String AUTOMATIC_REVIEWER = "--decide";
}
