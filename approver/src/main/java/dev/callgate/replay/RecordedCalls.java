package dev.callgate.replay;

import dev.callgate.policy.Level;
import dev.callgate.policy.Problem;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.SyntaxProblem;
import dev.callgate.policy.condition.CallView;
import dev.callgate.policy.condition.Reference;
import dev.callgate.policy.condition.ValuePath;
import dev.callgate.policy.view.StubValue;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.RecordedCall;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The calls in a file that an agent has written.
 *
 * @param calls those that could be read
 * @param problems a message for each line that could not; a last line that is not finished, because
 *     the program was killed while it was written, is only a warning
 */
public record RecordedCalls(List<KnownCall> calls, List<Problem> problems) {
  public RecordedCalls {
    calls = List.copyOf(calls);
    problems = List.copyOf(problems);
  }

  /** Reads them. */
  public static RecordedCalls read(File file) {
    List<KnownCall> calls = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    String text;
    try {
      text = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add(problem(file, 1, 1, "it cannot be read", "name a file that 'record' wrote"));
      return new RecordedCalls(calls, problems);
    }
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      number++;
      int end = text.indexOf('\n', start);
      boolean finished = end >= 0;
      String line = text.substring(start, finished ? end : text.length());
      start = finished ? end + 1 : text.length();
      if (line.isBlank()) {
        continue;
      }
      Problem problem = read(file, number, line, calls);
      if (problem != null) {
        problems.add(finished ? problem : unfinished(file, number, line.length() + 1));
      }
    }
    return new RecordedCalls(calls, problems);
  }

  /** Whether something is wrong that is more than a last line that is not finished. */
  public boolean areWrong() {
    return problems.stream().anyMatch(Problem::isError);
  }

  private static @Nullable Problem read(File file, int line, String text, List<KnownCall> calls) {
    try {
      RecordedCall recorded = Json.mapper().readValue(text, RecordedCall.class);
      if (recorded == null || recorded.v() != RecordedCall.VERSION) {
        return problem(file, line, 1, "unknown version", "this version reads \"v\":1");
      }
      calls.add(new KnownCall(line, recorded, call(recorded)));
      return null;
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      String message = "no recorded call: " + said(e);
      return problem(file, line, column, message, "remove the line");
    } catch (SyntaxProblem e) {
      return problem(file, line, 1, "no recorded call: " + e.message(), "remove the line");
    } catch (IllegalArgumentException | NullPointerException e) {
      return problem(file, line, 1, "no recorded call: " + e.getMessage(), "remove the line");
    }
  }

  /** Without what the library adds of its own inside. */
  private static String said(JacksonException e) {
    String message = e.getOriginalMessage().replace('\n', ' ');
    int added = message.indexOf(" (start marker");
    return added < 0 ? message : message.substring(0, added);
  }

  private static StubCall call(RecordedCall recorded) throws SyntaxProblem {
    List<@Nullable Object> arguments = new ArrayList<>();
    Map<StubCall.Part, @Nullable Object> parts = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : recorded.args().entrySet()) {
      Reference reference = Reference.argument(entry.getKey());
      int index = index(reference.root());
      Object value = StubValue.read(entry.getValue());
      if (!reference.path().isWhole()) {
        parts.put(new StubCall.Part(index, reference.path()), value);
      } else if (index == arguments.size()) {
        arguments.add(value);
      } else {
        throw new IllegalArgumentException("argument " + index + " is out of order");
      }
    }
    Object receiver = null;
    for (Map.Entry<String, @Nullable Object> entry : recorded.self().entrySet()) {
      ValuePath path = Reference.receiver(entry.getKey()).path();
      Object value = StubValue.read(entry.getValue());
      if (path.isWhole()) {
        receiver = value;
      } else {
        parts.put(new StubCall.Part(CallView.RECEIVER, path), value);
      }
    }
    return new StubCall(
        recorded.type(),
        java.util.Set.copyOf(recorded.annotated()),
        java.util.Set.copyOf(recorded.supertypes()),
        receiver,
        recorded.method(),
        recorded.descriptor(),
        arguments,
        parts,
        new RecordedSurroundings(recorded, values(recorded.context()), values(recorded.facts())),
        recorded.atMillis());
  }

  private static int index(String root) {
    try {
      return Integer.parseInt(root);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("arguments go by index, not by '" + root + "'", e);
    }
  }

  private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> written) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : written.entrySet()) {
      values.put(entry.getKey(), StubValue.read(entry.getValue()));
    }
    return values;
  }

  private static Problem problem(File file, int line, int column, String message, String hint) {
    return new Problem(file.getPath(), line, column, Level.ERROR, "REC001", message, hint);
  }

  private static Problem unfinished(File file, int line, int column) {
    return new Problem(
        file.getPath(),
        line,
        column,
        Level.WARNING,
        "REC002",
        "the last line is not finished and left out",
        "the program ended while it was written");
  }
}
