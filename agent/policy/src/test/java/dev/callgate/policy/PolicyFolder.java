package dev.callgate.policy;

import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several policies in one folder, as the agent is told to load them. */
public final class PolicyFolder {
  private final Path folder;
  private final List<PolicySource> sources = new ArrayList<>();
  private final List<File> packs = new ArrayList<>();

  public PolicyFolder(Path folder) {
    this.folder = folder;
  }

  /** A file that nobody loads by itself. */
  public PolicyFolder file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A file that the agent is told to load. */
  public PolicyFolder load(Layer layer, String name, String text) {
    sources.add(new PolicySource(folder.resolve(name).toFile(), layer));
    return file(name, text);
  }

  public PolicyFolder load(String name, String text) {
    return load(Layer.APPLICATION, name, text);
  }

  /** Where packs are found. */
  public PolicyFolder packs(String place) {
    packs.add(folder.resolve(place).toFile());
    return this;
  }

  /** Writes the lock files that fit. */
  public void lock() {
    dev.callgate.policy.include.LockFile.texts(sources(), new Problems())
        .forEach((file, text) -> file(file.getName(), text));
  }

  public PolicySources sources() {
    return new PolicySources(sources, packs);
  }

  public PolicySet read(@Nullable String environment) throws PolicyException {
    return PolicyReader.read(sources(), environment);
  }

  /** The rules in force, as {@code id decision}, without the built-in one. */
  public Set<String> rules(@Nullable String environment) throws PolicyException {
    return read(environment).rules().stream()
        .filter(rule -> !rule.source().equals("builtin"))
        .map(rule -> rule.id() + " " + rule.decide().name().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public Set<String> rules() throws PolicyException {
    return rules(null);
  }

  /** What is wrong, as {@code FILE:LINE:COLUMN CODE message; hint}; none when nothing is. */
  public List<String> problems() {
    List<Problem> problems;
    try {
      problems = read(null).warnings();
    } catch (PolicyException e) {
      problems = e.problems();
    }
    String start = folder + File.separator;
    return problems.stream()
        .map(
            p ->
                (p.file() + ":" + p.line() + ":" + p.column() + " " + p.code() + " ")
                    + (p.message() + "; " + p.hint()))
        .map(line -> line.replace(start, ""))
        .toList();
  }
}
