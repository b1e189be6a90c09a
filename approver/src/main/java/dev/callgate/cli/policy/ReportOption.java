package dev.callgate.cli.policy;

import picocli.CommandLine.Option;

/** For people, for programs, or for what collects findings. */
final class ReportOption {
  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json|sarif",
      description = "What to write on standard output.")
  private Format format = Format.TEXT;

  Format format() {
    return format;
  }
}
