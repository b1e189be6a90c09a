package dev.callgate.agent.weave;

import dev.callgate.match.MethodKey;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Counts the gates in finished bytes: what was woven is counted, never assumed, because Byte Buddy
 * skips some methods without a word.
 */
final class WovenMethods extends ClassVisitor {
  static final String BRIDGE = "java/lang/CallgateBridge";
  private final String bridgeMethod;
  private final Map<MethodKey, Integer> lacking;
  private int count;

  private WovenMethods(String bridgeMethod, Map<MethodKey, Integer> lacking) {
    super(Opcodes.ASM9);
    this.bridgeMethod = bridgeMethod;
    this.lacking = lacking;
  }

  /** Those of {@code gates} whose methods do not call the bridge's method, or are not there. */
  static Map<MethodKey, Integer> lacking(
      byte[] classFile, String bridgeMethod, Map<MethodKey, Integer> gates) {
    Map<MethodKey, Integer> lacking = new HashMap<>(gates);
    new ClassReader(classFile)
        .accept(
            new WovenMethods(bridgeMethod, lacking),
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return lacking;
  }

  /** How many methods call the bridge's method of this name. */
  static int count(byte[] classFile, String bridgeMethod) {
    WovenMethods counter = new WovenMethods(bridgeMethod, new HashMap<>());
    new ClassReader(classFile).accept(counter, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return counter.count;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(Opcodes.ASM9) {
      private boolean gated;

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        if (!gated && owner.equals(BRIDGE) && called.equals(bridgeMethod)) {
          gated = true;
          count++;
          lacking.remove(new MethodKey(name, descriptor));
        }
      }
    };
  }
}
