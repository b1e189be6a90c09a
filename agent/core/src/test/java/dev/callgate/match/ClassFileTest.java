package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ClassFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassFileTest {
  private static final Map<String, byte[]> CLASSES =
      ClassFiles.compile(
          List.of("--add-modules", "java.base"),
          """
          package acme;
          import dev.callgate.*;
          @Irreversible("type") @Deprecated
          public abstract class Älter<T> implements Runnable, Comparable<T> {
            static final long LONG = 5_000_000_000L;
            static final double DOUBLE = 1.5;
            static final String TEXT = "L\\u0000\\ud800;";
            @Deprecated String field = "" + LONG + DOUBLE;
            Älter(int a, @Redacted String b) {}
            @Irreversible abstract void gelöscht(@Redacted int[] a, String b, @Redacted @Deprecated long c) throws java.io.IOException, InterruptedException;
            static void plain(@Deprecated int a) {}
            class Inner { Inner(int a, @Redacted String b) {} }
            enum Kind { ONE(1); Kind(@Redacted int a) {} }
          }
          """);

  @Test
  void aClassWithoutItsCode() {
    ClassOutline outline = outline("acme.Älter");

    assertThat(outline.name()).isEqualTo("acme/Älter");
    assertThat(outline.superName()).isEqualTo("java/lang/Object");
    assertThat(outline.interfaces()).containsExactly("java/lang/Runnable", "java/lang/Comparable");
    assertThat(outline.annotations())
        .containsExactlyInAnyOrder("dev.callgate.Irreversible", "java.lang.Deprecated");
    assertThat(outline.isInterface()).isFalse();
    MethodOutline deleted = method(outline, "gelöscht");
    assertThat(deleted.key().descriptor()).isEqualTo("([ILjava/lang/String;J)V");
    assertThat(deleted.isAbstract()).isTrue();
    assertThat(deleted.isInheritable()).isTrue();
    assertThat(deleted.annotations()).containsExactly("dev.callgate.Irreversible");
    assertThat(deleted.redacted()).containsExactlyInAnyOrder(0, 2);
    assertThat(deleted.exceptions())
        .containsExactly("java/io/IOException", "java/lang/InterruptedException");
    assertThat(method(outline, "plain").isStatic()).isTrue();
    assertThat(method(outline, "plain").redacted()).isEmpty();
    assertThat(method(outline, "<init>").redacted()).containsExactly(1);
    assertThat(method(outline, "<init>").isInheritable()).isFalse();
  }

  @Test
  void aRedactedParameterBehindParametersThatTheCompilerAdded() {
    MethodOutline inner = method(outline("acme.Älter$Inner"), "<init>");
    MethodOutline kind = method(outline("acme.Älter$Kind"), "<init>");

    assertThat(inner.key().descriptor()).isEqualTo("(Lacme/Älter;ILjava/lang/String;)V");
    assertThat(inner.redacted()).containsExactly(2);
    assertThat(kind.key().descriptor()).isEqualTo("(Ljava/lang/String;II)V");
    assertThat(kind.redacted()).containsExactly(2);
  }

  @Test
  void constantsOfTwoEntriesAndTextsOutsideAscii() {
    ClassFile file = new ClassFile(bytes("acme.Älter"));
    Set<String> texts = new java.util.HashSet<>();
    for (int i = 1; i < file.constants(); i++) {
      try {
        texts.add(file.text(i));
      } catch (IllegalArgumentException e) {
        // Another kind of constant.
      }
    }

    assertThat(texts).contains("acme/Älter", "gelöscht", "L\u0000\ud800;", "LONG", "DOUBLE");
  }

  @Test
  void aTextIsFoundByItsBytesAlone() {
    ClassFile file = new ClassFile(bytes("acme.Älter"));
    int found = 0;
    for (int i = 1; i < file.constants(); i++) {
      assertThat(file.isText(i, ascii("Ldev/callgate/Irreversible"))).isFalse();
      found += file.isText(i, ascii("Ldev/callgate/Irreversible;")) ? 1 : 0;
    }

    assertThat(found).isEqualTo(1);
  }

  @Test
  void aModuleDescriptorIsAClassFileWithoutMethods() {
    Map<String, byte[]> module = ClassFiles.compile("module acme.app { requires java.base; }");
    ClassOutline outline =
        ClassOutline.read(new ClassFile(Objects.requireNonNull(module.values().iterator().next())));

    assertThat(outline.name()).isEqualTo("module-info");
    assertThat(outline.superName()).isNull();
    assertThat(outline.methods()).isEmpty();
  }

  @Test
  void aClassFileThatEndsEarlyHasNoAnswer() {
    byte[] whole = bytes("acme.Älter");
    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ClassOutline.read(new ClassFile(torn)))
          .as("the first %s of %s bytes", length, whole.length)
          .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }
  }

  @Test
  void anUnknownConstantHasNoAnswer() {
    byte[] changed = bytes("acme.Älter").clone();
    changed[10] = 99;

    assertThatThrownBy(() -> new ClassFile(changed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown constant pool tag 99");
  }

  @Test
  void whatIsNoClassFileHasNoAnswer() {
    assertThatThrownBy(() -> new ClassFile(new byte[100]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a class file");
  }

  private static ClassOutline outline(String name) {
    return ClassOutline.read(new ClassFile(bytes(name)));
  }

  private static byte[] bytes(String name) {
    return Objects.requireNonNull(CLASSES.get(name), name);
  }

  private static MethodOutline method(ClassOutline type, String name) {
    return type.methods().stream()
        .filter(method -> method.key().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
