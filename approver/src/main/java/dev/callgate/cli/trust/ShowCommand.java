package dev.callgate.cli.trust;

import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is in it. */
@Command(
    name = "show",
    description = "Tell what a bundle says and which of its roots have signed it.")
final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The trust bundle's file.")
  private Path bundle = Path.of("trust.json");

  @Mixin private final OutputOption output = new OutputOption();

  ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    BundleReport.write(BundleFile.read(bundle), output, surroundings);
    return 0;
  }
}
