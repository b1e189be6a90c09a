package dev.callgate.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the agent from {@code core/} inside its own jar, where classes are stored as {@code
 * .classdata}, so that no other loader and no class-path scanner takes them for classes. Looks
 * there first and in the JDK second, and nowhere else: an older Byte Buddy of the application is
 * never picked up.
 */
final class IsolatedClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String FOLDER = "core/";
  private final JarFile jar;

  IsolatedClassLoader(JarFile jar) {
    super("callgate", ClassLoader.getPlatformClassLoader());
    this.jar = jar;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // java.* cannot be defined here, and the bridge must not be.
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + ".classdata");
      return entry == null ? super.loadClass(name, resolve) : define(name, entry);
    }
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    String stored = name.endsWith(".class") ? name + "data" : name;
    ZipEntry entry = jar.getEntry(FOLDER + stored);
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  // By URL nothing is found: services and resources of the application are none of the agent's
  // business.
  @Override
  public URL getResource(String name) {
    return null;
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return Collections.emptyEnumeration();
  }
}
