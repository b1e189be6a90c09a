package dev.callgate.policy.include;

import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs that somebody named to the agent: files, and folders with such files, also in the layout in
 * which the built-in ones lie ({@code NAME/MAJOR/pack.callgate.yaml}). A pack that has the name of
 * a built-in one is refused: what {@code pack:jdbc@1} means must not depend on a folder.
 */
final class GivenPacks {
  private static final String ENDING = ".callgate.yaml";
  private static final int DEEPEST = 3;

  private final Map<PackName, Given> packs = new LinkedHashMap<>();
  private final Problems problems;

  record Given(File file, YamlFile yaml, Problems problems) {}

  GivenPacks(List<File> places, Problems problems) {
    this.problems = problems;
    for (File place : places) {
      int before = packs.size();
      boolean folder = place.isDirectory();
      if (folder) {
        addFolder(place, 1);
      } else {
        add(place);
      }
      if (folder && packs.size() == before) {
        report(place, "INC007", "no pack lies in this folder", "a pack's file ends in " + ENDING);
      }
    }
  }

  @Nullable Given find(PackName name) {
    return packs.get(name);
  }

  List<PackName> all() {
    return new ArrayList<>(packs.keySet());
  }

  private void addFolder(File folder, int depth) {
    String[] names = folder.list();
    if (names == null) {
      report(folder, "FILE001", "the folder cannot be read", "let this user read it");
      return;
    }
    Arrays.sort(names);
    for (String name : names) {
      File inside = new File(folder, name);
      if (inside.isDirectory() && depth < DEEPEST) {
        addFolder(inside, depth + 1);
      } else if (name.endsWith(ENDING)) {
        add(inside);
      }
    }
  }

  private void add(File file) {
    Problems own = new Problems();
    YamlFile yaml = YamlFile.read(file, own);
    YamlMapping root = yaml.root();
    if (root == null) {
      problems.addAll(own);
      return;
    }
    PackName name = name(root);
    if (name == null) {
      report(
          file,
          "INC007",
          "this is no pack",
          "begin with pack: {name: acme, version: 1.0.0, language: 1, maturity: stable}");
    } else if (BuiltInPacks.bytes(name) != null || isBuiltIn(name.name())) {
      String message = "the name of a pack that came with Callgate: " + name.name();
      report(file, "INC007", message, "choose another name");
    } else if (packs.putIfAbsent(name, new Given(file, yaml, own)) != null) {
      report(file, "INC007", "another file is " + name + " already", "keep one of them");
    }
  }

  private static boolean isBuiltIn(String name) {
    for (PackName builtIn : BuiltInPacks.all()) {
      if (builtIn.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** As its header says; what else the header says is checked where the pack is included. */
  private static @Nullable PackName name(YamlMapping root) {
    YamlEntry header = root.entry("pack");
    if (header == null || !(header.value() instanceof YamlMapping keys)) {
      return null;
    }
    String version = text(keys.entry("version"));
    int dot = version.indexOf('.');
    return PackName.of(text(keys.entry("name")) + "@" + version.substring(0, Math.max(dot, 0)));
  }

  private static String text(@Nullable YamlEntry entry) {
    YamlNode value = entry == null ? null : entry.value();
    return value instanceof YamlScalar scalar ? scalar.text() : "";
  }

  private void report(File file, String code, String message, String hint) {
    problems.report(new Place(file.getPath(), 1, 1), code, message, hint);
  }
}
