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

  /** A policy with one rule for each class, and the packs to include in a comment, as lines. */
  public static List<String> of(List<ApplyingPack> packs, List<UncoveredMethod> uncovered) {
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
    if (!byType.isEmpty()) {
      lines.add("# Suggested by names alone. Audit records each call and holds none:");
      lines.add("# take out what is harmless, narrow the rest, and turn it into decide: gate.");
    }
    lines.add("callgate: 1");
    lines.add("name: suggested");
    if (!packs.isEmpty()) {
      // Packs hold calls from the start, and nothing else here does; alone they are all there is.
      List<String> includes = packs.stream().map(pack -> '"' + pack.include() + '"').toList();
      lines.add("# These packs would apply, and hold calls:");
      lines.add((byType.isEmpty() ? "" : "# ") + "include: [" + String.join(", ", includes) + "]");
    }
    if (!byType.isEmpty()) {
      lines.add("rules:");
    }
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
    return byType.isEmpty() && packs.isEmpty() ? List.of() : lines;
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
