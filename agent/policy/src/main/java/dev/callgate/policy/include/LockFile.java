package dev.callgate.policy.include;

import dev.callgate.policy.FileDigest;
import dev.callgate.policy.PolicySources;
import dev.callgate.policy.Problems;
import dev.callgate.policy.yaml.Place;
import dev.callgate.policy.yaml.Quoted;
import dev.callgate.policy.yaml.YamlEntry;
import dev.callgate.policy.yaml.YamlFile;
import dev.callgate.policy.yaml.YamlKeys;
import dev.callgate.policy.yaml.YamlMapping;
import dev.callgate.policy.yaml.YamlNode;
import dev.callgate.policy.yaml.YamlScalar;
import dev.callgate.policy.yaml.YamlSection;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file {@value #NAME} beside a policy: what every file and pack of it held when somebody last
 * looked. Where there is one, nothing that differs from it is used.
 */
public final class LockFile {
  /** Beside the policies it locks. */
  public static final String NAME = "callgate.lock";

  private static final YamlKeys KEYS = YamlKeys.of("lock file", "callgate", "files", "packs");
  private static final YamlKeys PACK_KEYS = YamlKeys.of("pack", "version", "digest");
  private static final String ADVICE = "look at what changed, then: callgate policy update";

  private final File folder;
  private final Map<String, YamlEntry> files = new LinkedHashMap<>();
  private final Map<String, YamlEntry> packs = new LinkedHashMap<>();

  private LockFile(File folder) {
    this.folder = folder;
  }

  /** Reports what does not fit the lock files beside the policies. */
  public static void check(PolicyUnits units) {
    for (PolicyUnit root : units.all()) {
      File folder = root.isRoot() ? folder(root) : null;
      File file = folder == null ? null : new File(folder, NAME);
      if (folder != null && file != null && file.exists()) {
        LockFile lock = read(file, folder, root.problems());
        if (lock != null) {
          lock.check(root, new Place(file.getPath(), 1, 1));
        }
      }
    }
  }

  /** Whether a lock file stands beside the policy that the agent was told to load. */
  public static boolean isBeside(PolicyUnit root) {
    File folder = folder(root);
    return folder != null && new File(folder, NAME).exists();
  }

  /**
   * The lock files that fit the policies as they are now, by where they belong.
   *
   * @param problems takes what is wrong with the policies; then the answer is of no use
   */
  public static Map<File, String> texts(PolicySources sources, Problems problems) {
    PolicyUnits units = PolicyUnits.of(sources);
    problems.addAll(units.problems());
    Map<File, Map<String, String>> files = new LinkedHashMap<>();
    Map<File, Map<String, String>> packs = new LinkedHashMap<>();
    for (PolicyUnit root : units.all()) {
      problems.addAll(root.problems());
      File folder = root.isRoot() ? folder(root) : null;
      if (folder == null) {
        continue;
      }
      File lock = new File(folder, NAME);
      files.putIfAbsent(lock, new TreeMap<>());
      packs.putIfAbsent(lock, new TreeMap<>());
      for (PolicyUnit unit : root.closure()) {
        String digest = FileDigest.of(unit.yaml().bytes());
        if (unit.pack() == null) {
          files.getOrDefault(lock, new TreeMap<>()).put(path(folder, unit), quoted(digest));
        } else {
          String pack = "{version: " + quoted(version(unit)) + ", digest: " + quoted(digest) + "}";
          packs.getOrDefault(lock, new TreeMap<>()).put(key(unit.pack()), pack);
        }
      }
    }
    Map<File, String> texts = new LinkedHashMap<>();
    for (Map.Entry<File, Map<String, String>> entry : files.entrySet()) {
      StringBuilder text = new StringBuilder();
      text.append(
          "# Written by callgate policy update. The agent does not start with other files.\n");
      text.append("callgate: 1\n");
      append(text, "files", entry.getValue());
      append(text, "packs", packs.getOrDefault(entry.getKey(), Map.of()));
      texts.put(entry.getKey(), text.toString());
    }
    return texts;
  }

  private static void append(StringBuilder text, String key, Map<String, String> entries) {
    text.append(entries.isEmpty() ? "" : key + ":\n");
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      text.append("  ").append(quoted(entry.getKey())).append(": ").append(entry.getValue());
      text.append('\n');
    }
  }

  private static @Nullable LockFile read(File file, File folder, Problems problems) {
    YamlMapping root = YamlFile.read(file, problems).root();
    if (root == null) {
      return null;
    }
    YamlSection section = YamlSection.of(root, KEYS, problems);
    section.require("callgate");
    String version = section.text("callgate");
    if (version != null && !version.equals("1")) {
      problems.report(section.at("callgate"), "LCK001", "unknown version of lock files", ADVICE);
    }
    LockFile lock = new LockFile(folder);
    collect(section.mapping("files"), lock.files);
    collect(section.mapping("packs"), lock.packs);
    return lock;
  }

  private static void collect(@Nullable YamlMapping mapping, Map<String, YamlEntry> entries) {
    for (YamlEntry entry : mapping == null ? List.<YamlEntry>of() : mapping.entries()) {
      entries.put(entry.key().text(), entry);
    }
  }

  private void check(PolicyUnit root, Place start) {
    Problems problems = root.problems();
    for (PolicyUnit unit : new ArrayList<>(root.closure())) {
      PackName pack = unit.pack();
      String name = pack == null ? path(folder, unit) : key(pack);
      YamlEntry entry = (pack == null ? files : packs).get(name);
      if (entry == null) {
        problems.report(start, "LCK003", Quoted.of(name) + " is not in the lock file", ADVICE);
        continue;
      }
      String locked = pack == null ? text(entry.value()) : locked(entry, unit, problems);
      if (locked != null && !locked.equals(FileDigest.of(unit.yaml().bytes()))) {
        problems.report(
            entry.key().at(),
            "LCK002",
            Quoted.of(name) + " is not what it was when it was locked",
            ADVICE);
      }
    }
  }

  /** The digest of a pack; null when something else about it was reported. */
  private static @Nullable String locked(YamlEntry entry, PolicyUnit unit, Problems problems) {
    if (!(entry.value() instanceof YamlMapping mapping)) {
      problems.report(entry.value().at(), "LCK001", "a pack has version and digest", ADVICE);
      return null;
    }
    YamlSection section = YamlSection.of(mapping, PACK_KEYS, problems);
    section.require("version");
    section.require("digest");
    String version = section.text("version");
    if (version != null && !version.equals(version(unit))) {
      String now = Quoted.of(version(unit));
      problems.report(
          section.at("version"),
          "LCK002",
          "the pack " + Quoted.of(entry.key().text()) + " is of version " + now,
          ADVICE);
      return null;
    }
    return section.text("digest");
  }

  private static String text(YamlNode node) {
    return node instanceof YamlScalar scalar ? scalar.text() : "";
  }

  private static String key(PackName pack) {
    return pack.name() + "@" + pack.major();
  }

  private static String version(PolicyUnit unit) {
    YamlMapping root = unit.yaml().root();
    YamlEntry header = root == null ? null : root.entry("pack");
    YamlEntry version =
        header != null && header.value() instanceof YamlMapping keys ? keys.entry("version") : null;
    return version == null ? "?" : text(version.value());
  }

  private static @Nullable File folder(PolicyUnit root) {
    File file = root.file();
    return file == null ? null : file.getAbsoluteFile().getParentFile();
  }

  /** Relative to the folder, with slashes, so that a checkout may lie anywhere. */
  private static String path(File folder, PolicyUnit unit) {
    File file = unit.file();
    if (file == null) {
      return unit.name();
    }
    try {
      String from = folder.getCanonicalPath() + File.separator;
      String to = file.getCanonicalPath();
      StringBuilder up = new StringBuilder();
      while (!to.startsWith(from)) {
        int cut = from.lastIndexOf(File.separatorChar, from.length() - 2);
        if (cut < 0) {
          return to.replace(File.separatorChar, '/');
        }
        from = from.substring(0, cut + 1);
        up.append("../");
      }
      return up + to.substring(from.length()).replace(File.separatorChar, '/');
    } catch (IOException e) {
      // a name that no lock file holds: it does not fit
      return file.getAbsolutePath();
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
