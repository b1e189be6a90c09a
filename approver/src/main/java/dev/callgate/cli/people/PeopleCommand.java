package dev.callgate.cli.people;

import dev.callgate.cli.system.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about people. */
@Command(
    name = "people",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Say who may do what at an approver. Takes an admin's connection file, which the approver"
          + " writes for --admin NAME."
    })
public final class PeopleCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private PeopleCommand() {}

  /** With its commands, which run there. */
  public static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new PeopleCommand())
        .addSubcommand(new ListPeopleCommand(surroundings))
        .addSubcommand(new AddPersonCommand(surroundings))
        .addSubcommand(new RolesCommand(surroundings))
        .addSubcommand(new RemovePersonCommand(surroundings));
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command");
    }
  }
}
