package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ArmedBridge;
import dev.callgate.match.MethodKey;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class files of other times: 1.1, 1.4, 5, 6 without frames, 7 with them, 8, 17. */
class OldClassFilesTest {
  private static final MethodKey PICK = new MethodKey("pick", "(ZJ)Ljava/lang/String;");

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, 46, 47, 48, 49, 50, 51, 52, 53, 55, 61})
  void areWovenAndVerified(int version) throws Exception {
    byte[] woven =
        new Weaver().weave("acme/Old", classFile(version), Map.of(PICK, 3), /* checked= */ true);
    assertThat(WovenMethods.count(woven, "enter")).isEqualTo(1);
    Class<?> old = define(woven);

    behave(null, null);
    assertThat(pick(old, true, 5)).isEqualTo("yes");
    assertThat(pick(old, false, 5)).isEqualTo("no");
    behave(new Object[] {"answer"}, null);
    assertThat(pick(old, true, 5)).isEqualTo("answer");
    behave(null, new SecurityException("refused"));
    assertThatThrownBy(() -> pick(old, true, 5)).hasRootCauseMessage("refused");
  }

  private static void behave(@Nullable Object ticket, @Nullable Throwable refusal) {
    ArmedBridge.behave(
        new ArmedBridge.Entry() {
          @Override
          public @Nullable Object enter(
              int gate, @Nullable Object receiver, @Nullable Object[] arguments) throws Throwable {
            assertThat(gate).isEqualTo(3);
            assertThat(arguments[1]).isEqualTo(5L);
            if (refusal != null) {
              throw refusal;
            }
            return ticket;
          }

          @Override
          public void exit(Object given, @Nullable Object returned, @Nullable Throwable thrown) {}
        });
  }

  private static Object pick(Class<?> old, boolean which, long number) throws Exception {
    return old.getMethod("pick", boolean.class, long.class).invoke(null, which, number);
  }

  /** {@code static String pick(boolean, long)} with a branch, so that frames matter. */
  private static byte[] classFile(int version) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        version,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        "acme/Old",
        null,
        "java/lang/Object",
        null);
    MethodVisitor pick =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, PICK.name(), PICK.descriptor(), null, null);
    pick.visitCode();
    Label otherwise = new Label();
    pick.visitVarInsn(Opcodes.ILOAD, 0);
    pick.visitJumpInsn(Opcodes.IFEQ, otherwise);
    pick.visitLdcInsn("yes");
    pick.visitInsn(Opcodes.ARETURN);
    pick.visitLabel(otherwise);
    if ((version & 0xffff) >= 50) {
      pick.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    pick.visitLdcInsn("no");
    pick.visitInsn(Opcodes.ARETURN);
    pick.visitMaxs(0, 0);
    pick.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Class<?> define(byte[] bytes) {
    return new ClassLoader(OldClassFilesTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass("acme.Old", bytes, 0, bytes.length);
      }
    }.define();
  }
}
