package dev.callgate.cli.review;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.ArgumentValue;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to other arguments. */
@Command(name = "edit", description = "Let a held call run with changed arguments.")
public final class EditCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final SignOption sign = new SignOption();

  @Parameters(paramLabel = "ID", description = "The request, or the first characters of its id.")
  private String id = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "A changed argument: text as it is where it is text, otherwise JSON.")
  private List<String> changes = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the decision.")
  private @Nullable String reason;

  /** Runs there. */
  public EditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReviewerClient client = connection.client(surroundings);
    HeldRequest seen = sign.look(surroundings, client, RequestLookup.find(client, id));
    Decisions.decide(
        surroundings,
        client,
        seen,
        Review.edit(seen, edits(seen.request(), changes), reason),
        sign);
    return 0;
  }

  static List<Edit> edits(CallRequest request, List<String> changes) throws Failure {
    Map<String, Edit> edits = new LinkedHashMap<>();
    for (String change : changes) {
      int equals = change.indexOf('=');
      if (equals <= 0) {
        throw Failure.usage("no value: --set " + change + "; write --set NAME=VALUE");
      }
      Argument argument = editable(request, change.substring(0, equals));
      Edit edit = edit(argument, change.substring(equals + 1));
      if (edits.put(argument.name(), edit) != null) {
        throw Failure.usage("set twice: " + argument.name() + "; give it one value");
      }
    }
    return List.copyOf(edits.values());
  }

  private static Edit edit(Argument argument, String typed) throws Failure {
    try {
      return new Edit(argument.name(), ArgumentValue.parse(argument.type(), typed));
    } catch (ProtocolException e) {
      throw Failure.usage(
          "not a value of the argument: " + argument.name() + "; " + e.getMessage());
    }
  }

  private static Argument editable(CallRequest request, String name) throws Failure {
    for (Argument argument : request.arguments()) {
      if (argument.name().equals(name) && argument.editable()) {
        return argument;
      }
    }
    String editable =
        request.arguments().stream()
            .filter(Argument::editable)
            .map(Argument::name)
            .collect(Collectors.joining(", "));
    throw Failure.usage(
        "not an argument that may be edited: "
            + name
            + "; "
            + (editable.isEmpty() ? "the rules let none be" : "these may be: " + editable));
  }
}
