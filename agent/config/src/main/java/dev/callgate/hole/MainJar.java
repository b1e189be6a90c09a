package dev.callgate.hole;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of the jar that {@code java -jar} starts asks of the JVM, as if it stood on the
 * command line.
 *
 * @param name the jar's name, for people; empty when there is none
 * @param launcherAgent the agent that it wants started before {@code main}; null for none
 * @param opened packages that it wants open, {@code MODULE/PACKAGE}
 * @param nativeAccess whether it wants native access for the class path
 */
public record MainJar(
    String name, @Nullable String launcherAgent, String[] opened, boolean nativeAccess) {
  /** The program is started by its class, or asks for nothing. */
  public static final MainJar NONE = new MainJar("", null, new String[0], false);

  /** Reads a jar; one that cannot be read starts no program either. */
  public static MainJar read(File file) {
    // Not verified: only what the launcher will read is read, and it does not verify either.
    try (JarFile jar = new JarFile(file, /* verify= */ false)) {
      Manifest manifest = jar.getManifest();
      if (manifest == null) {
        return NONE;
      }
      Attributes main = manifest.getMainAttributes();
      return new MainJar(
          file.getName(),
          main.getValue("Launcher-Agent-Class"),
          words(main.getValue("Add-Opens"), main.getValue("Add-Exports")),
          main.getValue("Enable-Native-Access") != null);
    } catch (IOException e) {
      return NONE;
    }
  }

  private static String[] words(@Nullable String opens, @Nullable String exports) {
    String both = ((opens == null ? "" : opens) + " " + (exports == null ? "" : exports)).strip();
    return both.isEmpty() ? new String[0] : both.split(" ");
  }
}
