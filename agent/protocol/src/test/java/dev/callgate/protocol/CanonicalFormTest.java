package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {
  private static final byte[] SALT = new byte[16];

  @Test
  void equalTreesHaveEqualDigests() {
    Consumer<CanonicalForm> tree =
        form -> {
          form.open("java.util.List", 2);
          form.scalar("int", "1");
          form.nothing();
        };

    assertThat(digest(tree)).isEqualTo(digest(tree)).startsWith("sha256:").hasSize(71);
  }

  @Test
  void treesThatDifferAnywhereHaveDifferentDigests() {
    List<Consumer<CanonicalForm>> trees =
        List.of(
            form -> {},
            form -> form.nothing(),
            form -> form.scalar("int", "1"),
            form -> form.scalar("long", "1"),
            form -> form.scalar("int", "12"),
            form -> {
              form.scalar("int", "1");
              form.scalar("int", "2");
            },
            form -> form.scalar("java.lang.String", "\ud800"),
            form -> form.scalar("java.lang.String", "\ud801"),
            form -> form.bytes("byte[]", new byte[] {1}),
            form -> form.open("T", 1),
            form -> form.open("T", 2),
            form -> form.reference(0),
            form -> form.opaque("T", "1"),
            form -> form.opaque("T1", ""));
    Set<String> digests = new HashSet<>();
    for (Consumer<CanonicalForm> tree : trees) {
      digests.add(digest(tree));
    }

    assertThat(digests).hasSize(trees.size());
  }

  @Test
  void anotherSaltGivesAnotherDigest() {
    CanonicalForm other = new CanonicalForm(CanonicalForm.newSalt());
    other.scalar("int", "1");

    assertThat(other.digest()).isNotEqualTo(digest(form -> form.scalar("int", "1")));
  }

  private static String digest(Consumer<CanonicalForm> tree) {
    CanonicalForm form = new CanonicalForm(SALT);
    tree.accept(form);
    return form.digest();
  }
}
