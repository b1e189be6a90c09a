package dev.callgate.testapps.hostile;

import java.io.File;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** An agent that gives the deed's class the bytes back with which it was compiled. */
public final class LateAgent {
  private LateAgent() {}

  /** Named on the command line. */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Undoing(), true);
  }

  /** Attached to the running JVM. */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    premain(argument, instrumentation);
    instrumentation.retransformClasses(Deed.class);
  }

  private static final class Undoing implements ClassFileTransformer {
    // Not by the class itself, which would be loaded in the middle of its own loading.
    private static final String DEED = "dev/callgate/testapps/hostile/Deed";

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      try {
        return DEED.equals(name) ? original(loader) : null;
      } catch (java.io.IOException broken) {
        return null;
      }
    }

    private static byte[] original(@Nullable ClassLoader loader) throws java.io.IOException {
      try (java.io.InputStream in =
          loader == null ? null : loader.getResourceAsStream(DEED + ".class")) {
        return in == null ? new byte[0] : in.readAllBytes();
      }
    }
  }

  /** Its jar: nothing but a manifest, the classes being on the class path already. */
  static Path jar() throws java.io.IOException {
    return jar(LateAgent.class);
  }

  /** The same for another agent. */
  static Path jar(Class<?> agent) throws java.io.IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", agent.getName());
    attributes.putValue("Premain-Class", agent.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile("late-agent", ".jar");
    new File(jar.toString()).deleteOnExit();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("late/"));
    }
    return jar;
  }
}
