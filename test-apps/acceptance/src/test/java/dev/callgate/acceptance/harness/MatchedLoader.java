package dev.callgate.acceptance.harness;

import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.UnweavableException;
import dev.callgate.policy.BoundRule;
import dev.callgate.policy.PolicySet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads a program's classes, without running any, and asks the matcher about each as the agent
 * does: what a class needs is loaded first, then it is matched, then defined.
 */
public final class MatchedLoader extends ClassLoader implements AutoCloseable {
  private final List<JarFile> jars = new ArrayList<>();
  private final ClassMatcher matcher;
  private final Map<String, Set<String>> held = new HashMap<>();
  private final Map<String, byte[]> bytes = new HashMap<>();

  /** With a jar and what its manifest names. */
  public MatchedLoader(PolicySet policy, Path jar) throws IOException {
    super("matched", ClassLoader.getPlatformClassLoader());
    jars.add(new JarFile(jar.toFile()));
    String path =
        jars.get(0).getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    for (String library : path == null ? new String[0] : path.split(" ")) {
      jars.add(new JarFile(Path.of(jar.toUri().resolve(URI.create(library))).toFile()));
    }
    matcher = new ClassMatcher(policy, new BytecodeBridgeTargets(), this::loaded);
  }

  private @Nullable Class<?> loaded(@Nullable ClassLoader loader, String name) {
    if (loader == this) {
      return findLoadedClass(name);
    }
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** {@code RULE CLASS.METHOD} of everything that would be woven once all classes are loaded. */
  public Set<String> loadAll() {
    for (JarFile jar : jars) {
      jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .filter(name -> !name.endsWith("module-info.class"))
          .forEach(name -> load(name.substring(0, name.length() - 6).replace('/', '.')));
    }
    Set<String> all = new TreeSet<>();
    held.values().forEach(all::addAll);
    return all;
  }

  private void load(String name) {
    try {
      Class.forName(name, false, this);
    } catch (ClassNotFoundException | LinkageError e) {
      // A library's class for another library that is not here: the program cannot load it either.
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = read(name.replace('.', '/') + ".class");
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    bytes.put(name, file);
    try {
      for (Class<?> provider : matcher.prepare(this, file)) {
        match(provider.getName());
      }
      match(name);
    } catch (UnweavableException e) {
      throw new NoClassDefFoundError(e.getMessage());
    }
    return defineClass(name, file, 0, file.length);
  }

  private void match(String name) throws UnweavableException {
    MatchedClass matched = matcher.match(this, Objects.requireNonNull(bytes.get(name)));
    Set<String> methods = new TreeSet<>();
    for (MatchedMethod method : matched == null ? List.<MatchedMethod>of() : matched.methods()) {
      for (BoundRule rule : method.rules()) {
        methods.add(rule.rule().id() + " " + name + "." + method.outline().key());
      }
    }
    held.put(name, methods);
  }

  private byte @Nullable [] read(String path) {
    try {
      for (JarFile jar : jars) {
        ZipEntry entry = jar.getEntry(path);
        if (entry != null) {
          try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : jars) {
      jar.close();
    }
  }
}
