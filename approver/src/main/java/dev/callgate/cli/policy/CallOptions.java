package dev.callgate.cli.policy;

import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.read.WrittenCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A call that somebody types, with what is around it. */
final class CallOptions {
  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "An argument: a number, true, false, or a text, in double quotes if need be.")
  private Map<String, String> arguments = new LinkedHashMap<>();

  @Option(names = "--self", paramLabel = "VALUE", description = "What it is called on.")
  private @Nullable String self;

  @Option(
      names = "--annotated",
      paramLabel = "TYPE",
      description = "An annotation that the method or its class carries.")
  private List<String> annotated = new ArrayList<>();

  @Option(
      names = "--subtype-of",
      paramLabel = "TYPE",
      description = "What the class extends or implements.")
  private List<String> supertypes = new ArrayList<>();

  @Option(
      names = "--context",
      paramLabel = "KEY=VALUE",
      description = "What the program says of itself.")
  private Map<String, String> context = new LinkedHashMap<>();

  @Option(names = "--fact", paramLabel = "NAME=VALUE", description = "What a pack keeps.")
  private Map<String, String> facts = new LinkedHashMap<>();

  @Option(
      names = "--called-from",
      paramLabel = "CLASS",
      description = "A class that the call comes from, over however many others.")
  private List<String> calledFrom = new ArrayList<>();

  @Option(names = "--at", paramLabel = "DATE", description = "When: 2026-11-25 or with a time.")
  private @Nullable String at;

  /**
   * The call.
   *
   * @param called class and method, and the signature where the name alone is not clear
   * @param rules those it may be about
   * @throws PolicyException when no rule is about it, or something is wrong with what was typed
   */
  StubCall read(String called, List<Rule> rules) throws PolicyException {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("call", called);
    if (self != null) {
      words.put("self", self);
    }
    if (at != null) {
      words.put("at", at);
    }
    Map<String, List<String>> lists =
        Map.of("annotated", annotated, "subtype_of", supertypes, "called_from", calledFrom);
    return WrittenCall.of(
        rules, words, lists, Map.of("args", arguments, "context", context, "facts", facts));
  }
}
