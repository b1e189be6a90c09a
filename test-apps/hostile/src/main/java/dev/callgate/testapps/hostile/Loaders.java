package dev.callgate.testapps.hostile;

import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Class loaders that define what they are given. */
final class Loaders {
  private Loaders() {}

  /** Asks its parent for everything but the classes it was given. */
  static final class Giving extends ClassLoader {
    Giving(@Nullable ClassLoader parent) {
      super(parent);
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }

    Class<?> defineFromBuffer(byte[] bytes) {
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      return defineClass(null, direct, (ProtectionDomain) null);
    }

    Class<?> defineWithin(byte[] bytes) {
      byte[] padded = new byte[bytes.length + 200];
      System.arraycopy(bytes, 0, padded, 100, bytes.length);
      return defineClass(null, padded, 100, bytes.length);
    }
  }

  /** What a class does with a marker: its static method {@code burn}. */
  static void burn(Class<?> copy, String marker) throws ReflectiveOperationException {
    copy.getMethod("burn", String.class).invoke(null, marker);
  }
}
