package dev.callgate.policy.view;

import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Several;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import dev.callgate.policy.view.command.CommandLine;
import dev.callgate.policy.view.command.StartedPrograms;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: command.program}, {@code command.path}, {@code command.args} and {@code
 * command.programs}, of a {@code ProcessBuilder}, an array, a list, or a text as {@code
 * Runtime.exec} splits it.
 */
public record CommandView(Part part) implements View {
  public enum Part {
    /**
     * The name of what is started. One that has a directory of its own is asked about with and
     * without it, and must be the same both times: {@code /tmp/git} is not simply git.
     */
    PROGRAM,
    /** As written, with its directory where there is one. */
    PATH,
    /** What follows the program. */
    ARGS,
    /** The program and, behind shells and wrappers, those that it starts. */
    PROGRAMS
  }

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    CommandLine line = CommandLine.of(value);
    if (line == null) {
      return Truth.UNDECIDED;
    }
    return switch (part) {
      case PROGRAM -> program(line, operator);
      case PATH -> line.written() == null ? Truth.UNDECIDED : operator.test(line.written());
      case ARGS -> operator.test(Several.of(line.arguments()));
      case PROGRAMS -> operator.test(StartedPrograms.of(line));
    };
  }

  private static Truth program(CommandLine line, Operator operator) {
    String name = line.name();
    if (name == null) {
      return Truth.UNDECIDED;
    }
    Truth named = operator.test(name);
    return line.isSystems() || operator.test(line.written()) == named ? named : Truth.UNDECIDED;
  }

  @Override
  public String words() {
    return "command." + part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ValueKind seen() {
    return part == Part.PROGRAM || part == Part.PATH ? ValueKind.TEXT : ValueKind.MANY;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.TEXT
        || declared == ValueKind.MANY
        || declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return part == Part.PATH ? '/' : '.';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    boolean named = part == Part.PROGRAM || part == Part.PROGRAMS;
    return named && (constant.indexOf('/') >= 0 || constant.indexOf(' ') >= 0)
        ? "name the program alone, or use as: command.path"
        : null;
  }
}
