package dev.callgate.acceptance.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars that make agents of what lies on the hostile program's class path. */
final class AgentJar {
  private AgentJar() {}

  static Path of(String agent, Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", agent);
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve(agent.substring(agent.lastIndexOf('.') + 1) + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("agent/"));
    }
    return jar;
  }
}
