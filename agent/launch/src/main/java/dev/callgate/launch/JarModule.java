package dev.callgate.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The agent's jar as the JDK's class loaders want it. Classes are stored as {@code .classdata}, so
 * that no other loader and no class-path scanner takes them for classes.
 */
final class JarModule extends ModuleReference {
  static final String FOLDER = "core/";
  static final String STORED = ".classdata";

  private JarFile jar;

  JarModule(ModuleDescriptor descriptor, JarFile jar) {
    super(descriptor, null);
    this.jar = jar;
  }

  /**
   * Once, for the loader: this object can be found by way of its module, and what it hands out not.
   */
  @Override
  public synchronized ModuleReader open() throws IOException {
    if (jar == null) {
      throw new IOException("the agent's module is open already");
    }
    Reader reader = new Reader(jar);
    jar = null;
    return reader;
  }

  private record Reader(JarFile jar) implements ModuleReader {
    private ZipEntry entry(String name) {
      return jar.getEntry(
          FOLDER
              + (name.endsWith(".class") ? name.substring(0, name.length() - 6) + STORED : name));
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      ZipEntry entry = entry(name);
      return entry == null ? Optional.empty() : Optional.of(jar.getInputStream(entry));
    }

    @Override
    public Optional<URI> find(String name) {
      ZipEntry entry = entry(name);
      return entry == null
          ? Optional.empty()
          : Optional.of(
              URI.create(
                  "jar:" + new java.io.File(jar.getName()).toURI() + "!/" + entry.getName()));
    }

    @Override
    public Stream<String> list() {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(FOLDER))
          .map(name -> name.substring(FOLDER.length()));
    }

    @Override
    public void close() throws IOException {
      jar.close();
    }
  }
}
