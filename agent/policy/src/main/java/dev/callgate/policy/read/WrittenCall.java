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
      YamlKeys.of("call", "call", "args", "annotated", "subtype_of", "self", "at");

  private WrittenCall() {}

  /**
   * The call.
   *
   * @param rules those it may be about
   * @param words by the keys {@code call}, {@code self}, {@code at}
   * @param lists by the keys {@code annotated} and {@code subtype_of}
   * @param arguments by their names; a number, true or false, and a text otherwise or in double
   *     quotes
   * @throws PolicyException when no rule is about it, or an argument is none of the method's
   */
  public static StubCall of(
      List<Rule> rules,
      Map<String, String> words,
      Map<String, List<String>> lists,
      Map<String, String> arguments)
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
    List<YamlEntry> values = new ArrayList<>();
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      values.add(entry(argument.getKey(), literal(argument.getValue())));
    }
    entries.add(entry("args", new YamlMapping(TYPED, values)));
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
