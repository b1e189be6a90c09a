package dev.callgate.testapps.hostile;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * An agent that gives the one that is named after it another beginning, in which nothing begins.
 */
public final class EarlyAgent {
  private static final String CALLGATE = "dev/callgate/launch/CallgateAgent";

  private EarlyAgent() {}

  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Replacing());
  }

  private static final class Replacing implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      try {
        return CALLGATE.equals(name)
            ? ClassBytes.replaced(
                ClassBytes.of(Nothing.class), ClassBytes.internalName(Nothing.class), CALLGATE)
            : null;
      } catch (IOException broken) {
        return null;
      }
    }
  }

  /** What begins instead. */
  public static final class Nothing {
    private Nothing() {}

    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
      System.err.println("nothing begins");
    }
  }
}
