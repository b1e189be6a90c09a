package dev.callgate.cli.serve;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an approver until it is told to stop. */
@Command(
    name = "approver",
    description = {
      "Run an approver that agents ask and reviewers answer, until it is told to stop.",
      "The first start makes its keys, a connection file for each reviewer, and an agent's"
          + " configuration; later starts use them again."
    })
public final class ApproverCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--data", paramLabel = "DIR", description = "Where it keeps everything.")
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Port 0 for any free one. Default: the last start's, then 127.0.0.1:7443.")
  private @Nullable String listen;

  @Option(
      names = {"--reviewer", "--name"},
      paramLabel = "NAME[:GROUP,…]",
      description = {
        "A reviewer and the policies' approver groups that the person is in, * for all; may be given"
            + " again.",
        "Named again with groups, a reviewer keeps the token and changes groups. Default: this"
            + " user, in none."
      })
  private List<String> reviewers = new ArrayList<>();

  @Option(
      names = "--admin",
      paramLabel = "NAME",
      description = {
        "Somebody who adds people, tokens and agents, and decides nothing; may be given again.",
        "Without one, nobody can use `callgate people`, `tokens` and what changes `agents`."
      })
  private List<String> admins = new ArrayList<>();

  @Option(
      names = "--single-use-enrolment",
      description = {
        "Take no enrolment token but those of `callgate agents token`, each good for one JVM.",
        "Otherwise enrolment.token in the data directory enrols any number of JVMs."
      })
  private boolean singleUseEnrolment;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = {
        "The trust bundle to hand on to programs, made by `callgate trust`; read again when it"
            + " changes.",
        "Default: trust.json in the data directory, once it is there."
      })
  private @Nullable Path trust;

  @Option(
      names = "--notifications",
      paramLabel = "FILE",
      description = {
        "Whom to tell of calls that wait, by mail, chat or webhook; see docs/notifications.md.",
        "Default: notifications.yaml in the data directory, when it is there."
      })
  private @Nullable Path notifications;

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(names = "--stdin-settings", hidden = true)
  private boolean stdinSettings;

  private ApproverCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** With the commands on what it keeps, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new ApproverCommand(surroundings))
        .addSubcommand(new BackupCommand(surroundings))
        .addSubcommand(new MigrateCommand(surroundings));
  }

  @Override
  public Integer call() throws Exception {
    if (stdinSettings) {
      new RunApprover(System.in, surroundings.out()).toEnd();
    } else {
      ListenAddress asked = listen == null ? null : ListenAddress.parse(listen);
      new LastingApprover(
              directory(), database.given(), trust, notifications, singleUseEnrolment, surroundings)
          .toEnd(asked, DeclaredReviewer.parse(reviewers), DeclaredReviewer.admins(admins));
    }
    return 0;
  }

  private DataDirectory directory() throws Failure {
    if (data == null) {
      throw Failure.usage("no data directory: --data is missing; give `approver --data DIR`");
    }
    try {
      return DataDirectory.open(data);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "cannot use the data directory: " + data + "; " + e.getMessage());
    }
  }
}
