package dev.callgate.policy.read;

import dev.callgate.policy.Assurance;
import dev.callgate.policy.Gate;
import dev.callgate.policy.GrantLimits;
import dev.callgate.policy.yaml.YamlKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft-07) of policies, for editors. Its keys are the very sets that the reader
 * uses, so the two cannot part; what a file means only the reader knows, and {@code policy check}
 * says it.
 */
public final class PolicySchema {
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> FLAG = Map.of("type", "boolean");
  private static final Map<String, Object> NUMBER = Map.of("type", "number");
  private static final Map<String, Object> PEOPLE = Map.of("type", "integer", "minimum", 1);
  private static final Map<String, Object> QUORUM =
      Map.of("type", "integer", "minimum", 1, "maximum", Gate.LARGEST_QUORUM);
  private static final Map<String, Object> ANYTHING = Map.of();

  private PolicySchema() {}

  /** The schema's text. */
  public static String json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Callgate policy, version 1");
    // a pack begins with its header, and has other keys
    schema.put("if", Map.of("required", List.of("pack")));
    schema.put("then", reference("pack"));
    schema.put("else", reference("policy"));
    schema.put("definitions", definitions());
    StringBuilder json = new StringBuilder();
    write(schema, json, "");
    return json.append('\n').toString();
  }

  private static Map<String, Object> definitions() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("texts", either(TEXT, list(TEXT)));
    all.put("policy", policy(PolicyFileReader.KEYS, "callgate", "name"));
    Map<String, Object> pack = policy(PolicyFileReader.PACK_KEYS, "callgate", "pack", "rules");
    all.put("pack", pack);
    all.put("header", header());
    all.put("rule", rule(RuleReader.KEYS));
    all.put("packRule", rule(RuleReader.PACK_KEYS));
    all.put("match", match());
    all.put("gate", gate(GateReader.KEYS));
    all.put("packGate", gate(GateReader.PACK_KEYS));
    all.put("change", change());
    all.put("onReject", onReject());
    all.put("condition", condition(WhenReader.KEYS));
    all.put("quantified", condition(WhenReader.QUANTIFIED));
    all.put("exception", exception());
    all.put("test", test());
    return all;
  }

  private static Map<String, Object> policy(YamlKeys keys, String... required) {
    Map<String, Object> typed = new LinkedHashMap<>();
    boolean pack = keys.known().contains("pack");
    typed.put("callgate", Map.of("const", 1));
    typed.put("pack", reference("header"));
    for (String key : List.of("name", "owner", "description")) {
      typed.put(key, TEXT);
    }
    typed.put("include", reference("texts"));
    typed.put("packs", named(reference("change")));
    Map<String, Object> mode = object(Environments.KEYS, Map.of("mode", words(Environments.MODES)));
    typed.put("environments", named(mode));
    Map<String, Object> sized =
        named(object(ApproverGroups.KEYS, Map.of("members", PEOPLE), "members"));
    typed.put("approvers", either(TEXT, list(either(TEXT, sized))));
    typed.put("lists", named(pack ? either(list(ANYTHING), openList()) : list(ANYTHING)));
    typed.put("conditions", named(reference("condition")));
    typed.put("rules", list(reference(pack ? "packRule" : "rule")));
    typed.put("exceptions", list(reference("exception")));
    typed.put("tests", list(reference("test")));
    return object(keys, typed, required);
  }

  private static Map<String, Object> openList() {
    return object(OpenLists.KEYS, Map.of("open", FLAG, "values", list(ANYTHING)), "open", "values");
  }

  private static Map<String, Object> header() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("name", TEXT);
    typed.put("version", TEXT);
    typed.put("language", Map.of("const", 1));
    typed.put(
        "covers",
        list(object(PackHeaderReader.COVERS, Map.of("artifact", TEXT), "artifact", "versions")));
    typed.put("maturity", words(PackHeaderReader.MATURITIES));
    return object(
        PackHeaderReader.KEYS, typed, PackHeaderReader.KEYS.known().toArray(new String[0]));
  }

  private static Map<String, Object> rule(YamlKeys keys) {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("id", TEXT);
    typed.put("match", reference("match"));
    typed.put("decide", words(RuleReader.DECISIONS));
    typed.put("description", TEXT);
    typed.put("when", reference("condition"));
    typed.put("gate", reference("gate"));
    typed.put("on_reject", either(words(List.of("throw")), reference("onReject")));
    typed.put("message", TEXT);
    typed.put("risk", words(RuleReader.RISKS));
    typed.put("reason", TEXT);
    typed.put("locked", FLAG);
    typed.put("optional", FLAG);
    typed.put("environments", reference("texts"));
    typed.put("tags", reference("texts"));
    return object(keys, typed, "id", "match", "decide");
  }

  private static Map<String, Object> match() {
    Map<String, Object> typed = new LinkedHashMap<>();
    for (String key : MatchReader.KEYS.known()) {
      typed.put(key, reference("texts"));
    }
    typed.put("weave", words(MatchReader.WEAVES));
    return object(MatchReader.KEYS, typed);
  }

  private static Map<String, Object> gate(YamlKeys keys) {
    Map<String, Object> typed = new LinkedHashMap<>();
    Map<String, Object> verb = words(GateReader.VERBS);
    typed.put("decisions", either(verb, list(verb)));
    typed.put("approvers", reference("texts"));
    typed.put("quorum", QUORUM);
    typed.put("requester_may_approve", FLAG);
    typed.put("expires", TEXT);
    typed.put("assurance", words(Assurance.words()));
    typed.put("message", TEXT);
    typed.put("cool_down", TEXT);
    typed.put("grant", grant());
    typed.put(
        "covers", list(object(CoverReader.KEYS, Map.of("rules", reference("texts")), "rules")));
    return object(keys, typed);
  }

  private static Map<String, Object> grant() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put(
        "max_uses", Map.of("type", "integer", "minimum", 1, "maximum", GrantLimits.MOST_USES));
    typed.put("max_duration", TEXT);
    typed.put("bind", reference("texts"));
    return object(GrantReader.KEYS, typed, "max_uses", "max_duration");
  }

  private static Map<String, Object> change() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("off", reference("texts"));
    typed.put("reason", TEXT);
    typed.put("raise", named(words(List.of("gate", "deny"))));
    typed.put("lists", named(ANYTHING));
    typed.put("gate", reference("packGate"));
    return object(PackChangeReader.KEYS, typed);
  }

  private static Map<String, Object> onReject() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("throw", TEXT);
    typed.put("message", TEXT);
    typed.put("return_message", TEXT);
    typed.put("return", Map.of("type", List.of("string", "number", "boolean")));
    return object(RejectionReader.KEYS, typed);
  }

  private static Map<String, Object> condition(YamlKeys keys) {
    Map<String, Object> typed = new LinkedHashMap<>();
    for (String tree : List.of("all", "any", "none")) {
      typed.put(tree, list(reference("condition")));
    }
    typed.put("not", reference("condition"));
    typed.put("use", TEXT);
    typed.put("as", words(ViewReader.VIEWS));
    typed.put("at", TEXT);
    typed.put("some", reference("quantified"));
    typed.put("every", reference("quantified"));
    typed.put("time", object(WindowReader.KEYS, Map.of(), "zone"));
    for (String bound : List.of("gt", "gte", "lt", "lte")) {
      typed.put(bound, NUMBER);
    }
    typed.put("exists", FLAG);
    return object(keys, typed);
  }

  private static Map<String, Object> exception() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("id", TEXT);
    typed.put("of", reference("texts"));
    typed.put("decide", words(ExceptionsReader.DECISIONS));
    typed.put("until", TEXT);
    typed.put("when", reference("condition"));
    typed.put("gate", reference("gate"));
    Map<String, Object> narrowed = new LinkedHashMap<>();
    for (String key : MatchReader.OF_EXCEPTION.known()) {
      narrowed.put(key, reference("texts"));
    }
    typed.put("match", object(MatchReader.OF_EXCEPTION, narrowed));
    return object(ExceptionsReader.KEYS, typed, "id", "of", "decide", "until", "reason");
  }

  private static Map<String, Object> test() {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("name", TEXT);
    typed.put("call", TEXT);
    typed.put("expect", words(TestsReader.EXPECTATIONS));
    typed.put("rules", reference("texts"));
    return object(TestsReader.KEYS, typed, "name", "call", "expect");
  }

  /** With all keys of the set and no others. */
  private static Map<String, Object> object(
      YamlKeys keys, Map<String, Object> typed, String... required) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String key : keys.known()) {
      properties.put(key, typed.getOrDefault(key, ANYTHING));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    object.put("properties", properties);
    if (required.length > 0) {
      object.put("required", List.of(required));
    }
    return object;
  }

  private static Map<String, Object> named(Map<String, Object> values) {
    return Map.of("type", "object", "additionalProperties", values);
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  private static Map<String, Object> words(List<String> words) {
    return Map.of("enum", words);
  }

  private static Map<String, Object> either(Map<String, Object> a, Map<String, Object> b) {
    return Map.of("anyOf", List.of(a, b));
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/definitions/" + name);
  }

  private static void write(Object value, StringBuilder json, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      List<String> keys = new ArrayList<>();
      for (Object key : map.keySet()) {
        keys.add(String.valueOf(key));
      }
      // small maps have no order of their own, and the text must always be the same
      if (!(map instanceof LinkedHashMap)) {
        java.util.Collections.sort(keys);
      }
      String between = "";
      json.append('{');
      for (String key : keys) {
        json.append(between).append('\n').append(inner).append('"').append(key).append("\": ");
        Object entry = map.get(key);
        write(entry == null ? ANYTHING : entry, json, inner);
        between = ",";
      }
      json.append(keys.isEmpty() ? "}" : "\n" + indent + "}");
    } else if (value instanceof List<?> list) {
      String between = "";
      json.append('[');
      for (Object item : list) {
        json.append(between);
        write(item, json, inner);
        between = ", ";
      }
      json.append(']');
    } else if (value instanceof String text) {
      json.append('"').append(text).append('"');
    } else {
      json.append(value);
    }
  }
}
