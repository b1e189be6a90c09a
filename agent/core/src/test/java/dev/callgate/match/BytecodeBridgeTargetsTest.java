package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our own walk over instructions, against somebody else's, on a large part of the JDK. */
class BytecodeBridgeTargetsTest {
  private final BytecodeBridgeTargets targets = new BytecodeBridgeTargets();

  @Test
  void findsWhatAnotherReaderFindsInEveryClassOfTheBaseModule() throws Exception {
    int bridges = 0;
    for (byte[] classFile : baseModule()) {
      Map<MethodKey, MethodKey> expected = asm(classFile);
      assertThat(targets.find(classFile))
          .as(new ClassReader(classFile).getClassName())
          .isEqualTo(expected);
      bridges += expected.size();
    }
    assertThat(bridges).isGreaterThan(1000);
  }

  @Test
  void everyMethodEndsWhereItsLastInstructionEnds() throws Exception {
    int calls = 0;
    for (byte[] classFile : baseModule()) {
      ClassFile file = new ClassFile(classFile);
      for (MethodOutline method : ClassOutline.read(file).methods()) {
        Instructions body = new Instructions(file, method.code());
        while (body.next()) {
          calls += body.isCall() ? 1 : 0;
        }
      }
    }
    assertThat(calls).isGreaterThan(100_000);
  }

  private static List<byte[]> baseModule() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    try (Stream<Path> files = Files.walk(base)) {
      return files
          .filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class"))
          .map(BytecodeBridgeTargetsTest::read)
          .toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<MethodKey, MethodKey> asm(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
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
                : new Bridge(reader.getClassName(), new MethodKey(name, descriptor), targets);
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return targets;
  }

  private static final class Bridge extends MethodVisitor {
    private final String self;
    private final MethodKey bridge;
    private final Map<MethodKey, MethodKey> targets;

    Bridge(String self, MethodKey bridge, Map<MethodKey, MethodKey> targets) {
      super(Opcodes.ASM9);
      this.self = self;
      this.bridge = bridge;
      this.targets = targets;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode != Opcodes.INVOKESPECIAL && owner.equals(self) && name.equals(bridge.name())) {
        targets.put(bridge, new MethodKey(name, descriptor));
      }
    }
  }
}
