package dev.callgate.scan.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class files of the JDK that runs the scan. */
public final class JdkClasses implements AutoCloseable {
  private final Map<String, ModuleReference> byPackage = new HashMap<>();
  private final Map<String, ModuleReader> readers = new HashMap<>();
  private @Nullable List<String> names;

  /** Opens nothing yet. */
  public JdkClasses() {
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (String name : module.descriptor().packages()) {
        byPackage.put(name.replace('.', '/'), module);
      }
    }
  }

  /** Whether a class of this internal name comes from the JDK, whatever a class path holds. */
  public boolean ownsPackageOf(String internalName) {
    return byPackage.containsKey(packageOf(internalName));
  }

  /** The module it is in. */
  public Origin origin(String internalName) {
    ModuleReference module = byPackage.get(packageOf(internalName));
    String name = module == null ? "?" : module.descriptor().name();
    return new Origin("jrt:" + name, Origin.Kind.JDK);
  }

  /** Its bytes; null when there is no such class. */
  public byte @Nullable [] find(String internalName) {
    ModuleReference module = byPackage.get(packageOf(internalName));
    if (module == null) {
      return null;
    }
    try {
      ByteBuffer found = reader(module).read(internalName + ".class").orElse(null);
      if (found == null) {
        return null;
      }
      byte[] bytes = new byte[found.remaining()];
      found.get(bytes);
      reader(module).release(found);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Internal names of all of them. */
  public List<String> names() {
    List<String> all = names;
    if (all == null) {
      all = new ArrayList<>();
      for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
        try (Stream<String> files = reader(module).list()) {
          for (String file : files.toList()) {
            if (file.endsWith(".class") && !file.endsWith("module-info.class")) {
              all.add(file.substring(0, file.length() - ".class".length()));
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      names = all;
    }
    return all;
  }

  private ModuleReader reader(ModuleReference module) throws IOException {
    String name = module.descriptor().name();
    ModuleReader reader = readers.get(name);
    if (reader == null) {
      reader = module.open();
      readers.put(name, reader);
    }
    return reader;
  }

  private static String packageOf(String internalName) {
    int end = internalName.lastIndexOf('/');
    return end < 0 ? "" : internalName.substring(0, end);
  }

  @Override
  public void close() throws IOException {
    for (ModuleReader reader : readers.values()) {
      reader.close();
    }
  }
}
