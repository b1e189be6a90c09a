package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.agent.fixture.WovenLoader;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Programs in which the methods that have to be gated say so: each stands on one line, with the
 * comment {@code // GATED}. Compiled, woven, defined, and the lines compared.
 */
final class GatedLines {
  private GatedLines() {}

  static void check(PolicySet policy, String... sources) {
    Map<String, byte[]> classes = ClassFiles.compile(sources);
    WovenLoader loader = new WovenLoader(classes, policy, new GateTable());
    Set<String> gated = loader.defineAll();
    Set<String> lines = new TreeSet<>();
    for (Map.Entry<String, byte[]> type : classes.entrySet()) {
      collect(type.getKey(), type.getValue(), gated, sources, lines);
    }
    assertThat(lines).isEqualTo(marked(sources));
  }

  private static Set<String> marked(String... sources) {
    Set<String> marked = new TreeSet<>();
    for (String source : sources) {
      for (String line : source.lines().toList()) {
        if (line.contains("// GATED")) {
          marked.add(line.strip());
        }
      }
    }
    return marked;
  }

  private static void collect(
      String name, byte[] bytes, Set<String> gated, String[] sources, Set<String> lines) {
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              private List<String> text = List.of();

              @Override
              public void visitSource(@Nullable String file, @Nullable String debug) {
                String simple = String.valueOf(file).replace(".java", "");
                for (String source : sources) {
                  if (source.matches("(?s).*?(class|interface|enum|record) " + simple + "\\b.*")
                      && source.indexOf(" " + simple) < source.indexOf('{')) {
                    text = source.lines().toList();
                  }
                }
              }

              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String method,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                if (!gated.contains(name + "." + method + descriptor)) {
                  return null;
                }
                return new MethodVisitor(Opcodes.ASM9) {
                  private boolean first = true;

                  @Override
                  public void visitLineNumber(int line, Label start) {
                    if (first) {
                      lines.add(text.get(line - 1).strip());
                      first = false;
                    }
                  }
                };
              }
            },
            ClassReader.SKIP_FRAMES);
  }
}
