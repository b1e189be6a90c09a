package dev.callgate.agent.weave;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * The class files of the advice, each read once. The first are needed before {@code main}; read
 * again later, and inside a transformer, they would come out of a jar that somebody may have
 * overwritten meanwhile. Thread-safe.
 */
final class Templates implements ClassFileLocator {
  private final ClassFileLocator source;
  private final ConcurrentHashMap<String, Resolution> known = new ConcurrentHashMap<>();

  Templates(ClassLoader loader) {
    source = ClassFileLocator.ForClassLoader.of(loader);
  }

  @Override
  public Resolution locate(String name) throws IOException {
    Resolution resolution = known.get(name);
    if (resolution == null) {
      resolution = source.locate(name);
      known.put(name, resolution);
    }
    return resolution;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
