package dev.callgate.policy.include;

import dev.callgate.policy.Layer;
import dev.callgate.policy.PolicySource;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.Spelling;
import dev.callgate.policy.yaml.YamlBroken;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSequence;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and reads everything that a set of policies is made of. Not thread-safe. */
public final class PolicyUnits {
  private static final int MOST_UNITS = 200;
  private static final long MOST_BYTES = 8L * 1024 * 1024;
  private static final String FORM =
      "write pack:NAME@MAJOR, or file:REL for a file beside this one";

  private final Problems problems = new Problems();
  private final GivenPacks given;
  private final Map<Object, PolicyUnit> units = new LinkedHashMap<>();
  private final List<PolicyUnit> path = new ArrayList<>();
  private long bytes;

  private PolicyUnits(List<File> packs) {
    this.given = new GivenPacks(packs, problems);
  }

  /** Reads them; what is wrong is in {@link #problems()} and in those of the units. */
  public static PolicyUnits of(PolicySources sources) {
    PolicyUnits units = new PolicyUnits(sources.packs());
    for (PolicySource source : sources.policies()) {
      units.root(source);
    }
    return units;
  }

  /** In the order in which they were first reached: whoever includes comes before it. */
  public List<PolicyUnit> all() {
    return new ArrayList<>(units.values());
  }

  /** What is wrong and belongs to no unit. */
  public Problems problems() {
    return problems;
  }

  private void root(PolicySource source) {
    File file = source.file();
    String key = key(file);
    PolicyUnit known = units.get(key);
    if (known != null) {
      problems.report(
          new Place(file.getPath(), 1, 1),
          "INC005",
          "this file is loaded already: " + known.name(),
          "name it once");
      return;
    }
    PolicyUnit root = read(key, file, file.getPath(), source.layer());
    root.belongTo(root);
    include(root, root);
  }

  private PolicyUnit read(String key, File file, String name, Layer layer) {
    Problems own = new Problems();
    return add(key, new PolicyUnit(name, layer, null, file, YamlFile.read(file, own), own));
  }

  private PolicyUnit add(Object key, PolicyUnit unit) {
    bytes += unit.yaml().bytes().length;
    units.put(key, unit);
    return unit;
  }

  /** The same for every way of naming the file. */
  private static String key(File file) {
    try {
      return file.getCanonicalPath();
    } catch (IOException e) {
      // it will not be readable either, and that is told
      return file.getAbsolutePath();
    }
  }

  private void include(PolicyUnit unit, PolicyUnit root) {
    YamlMapping keys = unit.yaml().root();
    YamlEntry entry = keys == null ? null : keys.entry("include");
    // a pack includes nothing, which whoever reads its keys tells
    if (entry == null || unit.pack() != null) {
      return;
    }
    path.add(unit);
    Set<String> seen = new LinkedHashSet<>();
    if (entry.value() instanceof YamlSequence sequence) {
      if (sequence.items().isEmpty()) {
        unit.problems()
            .report(sequence.at(), "SCH008", "'include' is an empty list", "remove the key");
      }
      for (YamlNode item : sequence.items()) {
        include(item, unit, root, seen);
      }
    } else {
      include(entry.value(), unit, root, seen);
    }
    path.remove(path.size() - 1);
  }

  private void include(YamlNode item, PolicyUnit unit, PolicyUnit root, Set<String> seen) {
    Problems own = unit.problems();
    if (!(item instanceof YamlScalar written) || written.isNull()) {
      if (!(item instanceof YamlBroken)) {
        own.report(item.at(), "SCH002", "'include' takes texts", FORM);
      }
      return;
    }
    String text = written.text();
    if (!seen.add(text)) {
      own.report(written.at(), "INC004", Quoted.of(text) + " is included twice", "remove one");
    } else if (text.startsWith("pack:")) {
      includePack(written, unit, root);
    } else if (text.startsWith("file:") && text.length() > "file:".length()) {
      includeFile(written, unit, root);
    } else {
      own.report(written.at(), "INC001", "not an include: " + Quoted.of(text), FORM);
    }
  }

  private boolean isTooMuch(YamlScalar written, Problems own) {
    if (units.size() < MOST_UNITS && bytes < MOST_BYTES) {
      return false;
    }
    String message = "all files together are more than " + MOST_UNITS + " or larger than 8 MB";
    own.report(written.at(), "INC006", message, "include less");
    return true;
  }

  private void includeFile(YamlScalar written, PolicyUnit unit, PolicyUnit root) {
    Problems own = unit.problems();
    String name = written.text().substring("file:".length());
    File including = unit.file();
    if (including == null || new File(name).isAbsolute() || name.indexOf('\\') >= 0) {
      own.report(
          written.at(), "INC001", "not beside this file: " + Quoted.of(name), "write file:REL");
      return;
    }
    File file = new File(including.getParentFile(), name);
    String key = key(file);
    PolicyUnit known = units.get(key);
    if (known != null && path.contains(known)) {
      StringBuilder circle = new StringBuilder();
      for (PolicyUnit part : path.subList(path.indexOf(known), path.size())) {
        circle.append(part.name()).append(" -> ");
      }
      own.report(
          written.at(), "INC003", "a file includes itself: " + circle + file, "break the circle");
      return;
    }
    if (known != null && !known.roots().contains(root)) {
      String owner = known.roots().get(0).name();
      own.report(
          written.at(),
          "INC005",
          Quoted.of(name) + " belongs to another policy already: " + owner,
          "whose layer and environments it has; include it there only");
      return;
    }
    if (known != null) {
      unit.add(new PolicyUnit.Inclusion(written, known));
      return;
    }
    if (!file.isFile() || !file.canRead()) {
      String what = file.exists() ? "this cannot be read: " : "there is no file ";
      own.report(written.at(), "INC002", what + Quoted.of(file.getPath()), nearest(file));
      return;
    }
    if (isTooMuch(written, own)) {
      return;
    }
    PolicyUnit included = read(key, file, file.getPath(), unit.layer());
    included.belongTo(root);
    unit.add(new PolicyUnit.Inclusion(written, included));
    include(included, root);
  }

  private static String nearest(File file) {
    File folder = file.getAbsoluteFile().getParentFile();
    String[] names = folder == null ? null : folder.list();
    String nearest =
        names == null ? null : Spelling.nearest(file.getName(), java.util.Arrays.asList(names));
    return nearest == null || nearest.equals(file.getName())
        ? "the name is relative to the file that includes it"
        : "did you mean '" + nearest + "'?";
  }

  private void includePack(YamlScalar written, PolicyUnit unit, PolicyUnit root) {
    Problems own = unit.problems();
    PackName name = PackName.of(written.text().substring("pack:".length()));
    if (name == null) {
      own.report(
          written.at(),
          "INC001",
          "not a pack: " + Quoted.of(written.text()),
          "write its name and its major version: pack:jdbc@1");
      return;
    }
    PolicyUnit pack = units.get(name);
    if (pack == null) {
      PolicyUnit other = otherMajor(name);
      if (other != null) {
        String message = "another version of the pack is included already: " + other.pack();
        own.report(written.at(), "INC004", message, "include one of them");
        return;
      }
      if (isTooMuch(written, own)) {
        return;
      }
      pack = pack(name);
    }
    if (pack == null) {
      own.report(written.at(), "INC002", "there is no " + name, suggestion(name));
      return;
    }
    pack.belongTo(root);
    unit.add(new PolicyUnit.Inclusion(written, pack));
  }

  private @Nullable PolicyUnit otherMajor(PackName name) {
    for (PolicyUnit unit : units.values()) {
      PackName pack = unit.pack();
      if (pack != null && pack.name().equals(name.name())) {
        return unit;
      }
    }
    return null;
  }

  private @Nullable PolicyUnit pack(PackName name) {
    byte[] builtIn = BuiltInPacks.bytes(name);
    if (builtIn != null) {
      Problems own = new Problems();
      YamlFile yaml = YamlFile.of(name.toString(), builtIn, own);
      return add(name, new PolicyUnit(name.toString(), Layer.PACK, name, null, yaml, own));
    }
    GivenPacks.Given found = given.find(name);
    return found == null
        ? null
        : add(
            name,
            new PolicyUnit(
                found.file().getPath(),
                Layer.PACK,
                name,
                found.file(),
                found.yaml(),
                found.problems()));
  }

  private String suggestion(PackName name) {
    List<PackName> all = BuiltInPacks.all();
    all.addAll(given.all());
    List<String> names = new ArrayList<>();
    for (PackName pack : all) {
      if (pack.name().equals(name.name())) {
        return "there is " + pack;
      }
      names.add(pack.toString());
    }
    return Spelling.hint(name.toString(), names);
  }
}
