package dev.callgate.cli.policy;

import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.policy.read.PolicySchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Writes the schema that editors complete policies with. */
@Command(
    name = "schema",
    description = "Write the JSON Schema of policies, for editors; policy check knows more.")
public final class SchemaCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  /** Runs there. */
  public SchemaCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().print(PolicySchema.json());
    surroundings.out().flush();
    return ExitStatus.OK.code();
  }
}
