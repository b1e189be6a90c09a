package dev.callgate.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every JDK that this machine offers: the one that runs the tests and those beside it, one for each
 * feature version. {@code CALLGATE_TEST_JDKS}, a list of Java homes, is used instead when it is
 * set.
 */
public final class Jdks {
  private static final Pattern SPECIFICATION =
      Pattern.compile("java\\.specification\\.version = ([0-9]+)");
  private static final int OLDEST = 17;

  private static final List<Jdk> FOUND = find();

  private Jdks() {}

  /** For {@link EveryJdk}. */
  public static Stream<Jdk> all() {
    return FOUND.stream();
  }

  /** The one that runs the tests, or the first of those that were asked for. */
  public static Jdk first() {
    return FOUND.get(0);
  }

  private static List<Jdk> find() {
    Map<Integer, Jdk> found = new LinkedHashMap<>();
    for (Path home : homes()) {
      if (Files.isExecutable(home.resolve("bin/java"))) {
        Jdk jdk = new Jdk(home, feature(home));
        if (jdk.feature() >= OLDEST) {
          found.putIfAbsent(jdk.feature(), jdk);
        }
      }
    }
    if (found.isEmpty()) {
      throw new AssertionError("no JDK to test on among " + homes());
    }
    System.out.println("acceptance tests run on " + found.values());
    return List.copyOf(found.values());
  }

  private static List<Path> homes() {
    String asked = System.getenv("CALLGATE_TEST_JDKS");
    List<Path> homes = new ArrayList<>();
    if (asked != null && !asked.isBlank()) {
      for (String home : asked.split(Pattern.quote(File.pathSeparator), -1)) {
        homes.add(Path.of(home));
      }
      return homes;
    }
    try {
      Path running = Path.of(System.getProperty("java.home")).toRealPath();
      homes.add(running);
      try (DirectoryStream<Path> siblings =
          Files.newDirectoryStream(Objects.requireNonNull(running.getParent()))) {
        for (Path sibling : siblings) {
          homes.add(sibling.toRealPath());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return homes;
  }

  private static int feature(Path home) {
    try {
      Process process =
          new ProcessBuilder(
                  home.resolve("bin/java").toString(), "-XshowSettings:properties", "-version")
              .redirectErrorStream(true)
              .start();
      String settings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = SPECIFICATION.matcher(settings);
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
