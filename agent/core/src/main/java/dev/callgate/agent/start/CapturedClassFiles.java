package dev.callgate.agent.start;

import dev.callgate.agent.part.ClassFiles;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM transform a class once more, and looks at the class file that comes out last: what
 * really runs, whatever a file on the class path says.
 */
final class CapturedClassFiles implements ClassFiles {
  private final Instrumentation instrumentation;

  CapturedClassFiles(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public byte @Nullable [] of(Class<?> type) {
    if (!instrumentation.isModifiableClass(type)) {
      return null;
    }
    Capture capture = new Capture(type);
    instrumentation.addTransformer(capture, /* canRetransform= */ true);
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      return null;
    } finally {
      instrumentation.removeTransformer(capture);
    }
    return capture.bytes;
  }

  private static final class Capture implements ClassFileTransformer {
    private final Class<?> wanted;
    private volatile byte @Nullable [] bytes;

    Capture(Class<?> wanted) {
      this.wanted = wanted;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String className,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (redefined == wanted) {
        bytes = classFile.clone();
      }
      return null;
    }
  }
}
