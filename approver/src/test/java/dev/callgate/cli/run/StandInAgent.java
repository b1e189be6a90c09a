package dev.callgate.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Stands in for the agent's jar: notes the configuration that a JVM was started with. */
public final class StandInAgent {
  /** Where {@link StandInProgram} finds the path. */
  static final String CONFIGURATION = "callgate.test.configuration";

  private StandInAgent() {}

  /** Called by the JVM. */
  public static void premain(String configuration) {
    System.setProperty(CONFIGURATION, configuration);
  }

  /** Packs this class as an agent. */
  static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), StandInAgent.class.getName());
    String name = StandInAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream code = StandInAgent.class.getClassLoader().getResourceAsStream(name)) {
      if (code == null) {
        throw new IOException("no class file of " + name);
      }
      jar.putNextEntry(new ZipEntry(name));
      code.transferTo(jar);
    }
    return file;
  }
}
