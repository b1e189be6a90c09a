package dev.callgate.cli.terminal;

import dev.callgate.cli.system.Surroundings;
import dev.callgate.protocol.Json;
import java.io.PrintStream;
import picocli.CommandLine.Option;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/** For people or for programs. */
public final class OutputOption {
  // ASCII only: a program reads the same, and a terminal that shows it anyway is not fooled.
  private static final ObjectWriter WRITER =
      Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "What to write on standard output.")
  private Format format = Format.TEXT;

  /** Whether a program reads the output. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** One JSON value on one line. */
  public void write(Surroundings surroundings, JsonNode json) {
    write(surroundings.out(), json);
  }

  /** The same to any stream. */
  public static void write(PrintStream out, JsonNode json) {
    out.println(WRITER.writeValueAsString(json));
  }
}
