package dev.callgate.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules to begin with: they only record, until a person has made up their mind. */
public final class RuleSkeletons {
  // Names of other languages, or of somebody who wants to write the policy himself.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]*");

  private RuleSkeletons() {}

  /** A policy with one rule for each class, as lines. */
  public static List<String> of(List<UncoveredMethod> uncovered) {
    Map<String, Set<String>> byType = new LinkedHashMap<>();
    for (UncoveredMethod method : uncovered) {
      if (PLAIN.matcher(method.type()).matches()
          && PLAIN.matcher(method.key().name()).matches()
          && method.type().contains(".")) {
        byType
            .computeIfAbsent(method.type(), type -> new LinkedHashSet<>())
            .add(Signature.inPolicy(method.key()));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Suggested by names alone. Audit records each call and holds none:");
    lines.add("# take out what is harmless, narrow the rest, and turn it into decide: gate.");
    lines.add("callgate: 1");
    lines.add("name: suggested");
    lines.add("rules:");
    Set<String> ids = new LinkedHashSet<>();
    byType.forEach(
        (type, methods) -> {
          lines.add("  - id: " + id(type, ids));
          lines.add("    match:");
          lines.add("      class: " + type);
          lines.add("      method:");
          methods.forEach(method -> lines.add("        - " + method));
          lines.add("    decide: audit");
        });
    return byType.isEmpty() ? List.of() : lines;
  }

  private static String id(String type, Set<String> taken) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    String words =
        simple
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .replaceAll("[^A-Za-z0-9]+", "-")
            .toLowerCase(Locale.ROOT)
            .replaceAll("^[^a-z]+|-+$", "");
    String id = words.isEmpty() ? "type" : words;
    for (int i = 2; !taken.add(id); i++) {
      id = (words.isEmpty() ? "type" : words) + "-" + i;
    }
    return id;
  }
}
