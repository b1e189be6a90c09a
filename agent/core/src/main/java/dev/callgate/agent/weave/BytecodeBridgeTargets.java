package dev.callgate.agent.weave;

import dev.callgate.match.BridgeTargets;
import dev.callgate.match.MethodKey;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Reads what bridge methods call. Its own bridge method is what a generic override is called
 * through (JLS 15.12.4.5).
 */
public final class BytecodeBridgeTargets implements BridgeTargets {
  @Override
  public Map<MethodKey, MethodKey> find(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    String self = reader.getClassName();
    Map<MethodKey, MethodKey> targets = new HashMap<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return (access & Opcodes.ACC_BRIDGE) == 0
                ? null
                : new BridgeVisitor(self, new MethodKey(name, descriptor), targets);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return targets;
  }

  private static final class BridgeVisitor extends MethodVisitor {
    private final String self;
    private final MethodKey bridge;
    private final Map<MethodKey, MethodKey> targets;

    BridgeVisitor(String self, MethodKey bridge, Map<MethodKey, MethodKey> targets) {
      super(Opcodes.ASM9);
      this.self = self;
      this.bridge = bridge;
      this.targets = targets;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      // A visibility bridge calls super instead: it is itself the only method of this class with
      // that name, and stays gated.
      if (opcode != Opcodes.INVOKESPECIAL && owner.equals(self) && name.equals(bridge.name())) {
        targets.put(bridge, new MethodKey(name, descriptor));
      }
    }
  }
}
