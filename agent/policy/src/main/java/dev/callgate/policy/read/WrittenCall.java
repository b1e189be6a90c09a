package dev.callgate.policy.read;

import dev.callgate.policy.PolicyException;
import dev.callgate.policy.Problems;
import dev.callgate.policy.Rule;
import dev.callgate.policy.StubCall;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlLiteral;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import dev.callgate.policy.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a call out of what somebody types, in the words of a policy's test. */
public final class WrittenCall {
  private static final Place TYPED = new Place("command line", 1, 1);
  private static final YamlKeys KEYS =
      YamlKeys.of(
          "call",
          "call",
          "args",
          "annotated",
          "subtype_of",
          "self",
          "at",
          "context",
          "facts",
          "called_from",
          "caller",
          "thread");

  private WrittenCall() {}

  /**
   * The call.
   *
   * @param rules those it may be about
   * @param words by the keys {@code call}, {@code self}, {@code at}
   * @param lists by the keys {@code annotated}, {@code subtype_of} and {@code called_from}
   * @param values by the keys {@code args}, {@code context} and {@code facts}, and then by name; a
   *     number, true or false, and a text otherwise or in double quotes
   * @throws PolicyException when no rule is about it, or an argument is none of the method's
   */
  public static StubCall of(
      List<Rule> rules,
      Map<String, String> words,
      Map<String, List<String>> lists,
      Map<String, Map<String, String>> values)
      throws PolicyException {
    List<YamlEntry> entries = new ArrayList<>();
    for (Map.Entry<String, String> word : words.entrySet()) {
      entries.add(entry(word.getKey(), scalar(word.getValue(), false)));
    }
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      List<YamlNode> items = new ArrayList<>();
      for (String item : list.getValue()) {
        items.add(scalar(item, false));
      }
      if (!items.isEmpty()) {
        entries.add(entry(list.getKey(), new YamlSequence(TYPED, items)));
      }
    }
    for (Map.Entry<String, Map<String, String>> named : values.entrySet()) {
      List<YamlEntry> pairs = new ArrayList<>();
      for (Map.Entry<String, String> value : named.getValue().entrySet()) {
        pairs.add(entry(value.getKey(), literal(value.getValue())));
      }
      if (!pairs.isEmpty() || named.getKey().equals("args")) {
        entries.add(entry(named.getKey(), new YamlMapping(TYPED, pairs)));
      }
    }
    Problems problems = new Problems();
    YamlSection section = YamlSection.of(new YamlMapping(TYPED, entries), KEYS, problems);
    StubCall call = new StubCallReader(rules, problems).read(section);
    if (call == null || !problems.isEmpty()) {
      throw new PolicyException(problems.inOrder());
    }
    return call;
  }

  private static YamlScalar literal(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    boolean plain = YamlLiteral.isNumber(text) || text.equals("true") || text.equals("false");
    return quoted ? scalar(text.substring(1, text.length() - 1), false) : scalar(text, plain);
  }

  private static YamlEntry entry(String key, YamlNode value) {
    return new YamlEntry(scalar(key, true), value);
  }

  private static YamlScalar scalar(String text, boolean plain) {
    return new YamlScalar(TYPED, text, plain, false);
  }
}
