package dev.callgate.testapps.libraries;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Does the deeds that its arguments name, one after the other, and prints what came of each. */
public final class Main {
  private Main() {}

  /**
   * Prints per deed {@code NAME done …}, {@code NAME refused: MESSAGE} for a {@link
   * SecurityException}, or {@code NAME failed: EXCEPTION}; for the deeds of a database also {@code
   * rows=N}.
   *
   * @param args a library and what it is to work on: {@code jdbc}; {@code http URI}; {@code mail
   *     PORT}; {@code files FILE…}; {@code tidy FILE…}, where the last file is not given to the
   *     tool; {@code exit STATUS}
   */
  public static void main(String[] args) throws Exception {
    List<String> rest = List.of(args).subList(1, args.length);
    switch (args[0]) {
      case "jdbc" -> Jdbc.run();
      case "http" -> Http.run(URI.create(rest.get(0)));
      case "mail" -> Mail.run(Integer.parseInt(rest.get(0)));
      case "files" -> {
        for (String file : rest) {
          go("delete", () -> FileTool.delete(Path.of(file)));
        }
      }
      case "tidy" -> tidy(rest);
      case "exit" -> go("exit", () -> FileTool.exit(Integer.parseInt(rest.get(0))));
      default -> throw new IllegalArgumentException("no such library: " + args[0]);
    }
  }

  /** The tool, and then what improvised code makes of its approval: the file that nobody named. */
  private static void tidy(List<String> files) {
    List<String> given = new ArrayList<>(files.subList(0, files.size() - 1));
    Path other = Path.of(files.get(files.size() - 1));
    go("tidy", () -> FileTool.tidy(given));
    go("other", () -> FileTool.delete(other));
  }

  static void go(String name, Deed deed) {
    try {
      System.out.println(name + " done " + deed.run());
    } catch (SecurityException refused) {
      System.out.println(name + " refused: " + refused.getMessage());
    } catch (Exception failed) {
      System.out.println(name + " failed: " + failed);
    }
  }
}
