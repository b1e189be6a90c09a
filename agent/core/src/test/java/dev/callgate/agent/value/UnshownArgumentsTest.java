package dev.callgate.agent.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.policy.condition.PartReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arguments of which a reviewer sees nothing: compared as well as can be, and never in the way. */
class UnshownArgumentsTest {
  private static final byte[] SALT = {1, 2, 3};

  private static Excerpts unshown(Integer... indexes) {
    return new Excerpts(List.of(), List.of(), Set.of(indexes), PartReader.NONE);
  }

  private static List<Object> large() {
    return new ArrayList<>(Collections.nCopies(30_000, "x"));
  }

  private static Object deep() {
    Object deep = "bottom";
    for (int i = 0; i < 50; i++) {
      deep = new Object[] {deep};
    }
    return deep;
  }

  @Test
  void oneThatIsTooLargeIsKnownByItsIdentity() throws Exception {
    for (Object context : List.of(large(), deep())) {
      Object[] arguments = {"C-1", context};
      Snapshot snapshot = Snapshot.of(arguments, unshown(1));

      assertThat(snapshot.isOpaque(1)).isTrue();
      assertThat(snapshot.display(0)).isEqualTo("\"C-1\"");
      assertThat(Snapshot.of(arguments, unshown(1)).digest(SALT)).isEqualTo(snapshot.digest(SALT));
      // another one of the same content is another one
      assertThat(Snapshot.of(new Object[] {"C-1", large()}, unshown(1)).digest(SALT))
          .isNotEqualTo(snapshot.digest(SALT));
      assertThat(Snapshot.of(new Object[] {"C-2", context}, unshown(1)).digest(SALT))
          .isNotEqualTo(snapshot.digest(SALT));
    }
  }

  @Test
  void oneThatCanBeReadIsComparedAsEver() throws Exception {
    List<Object> small = new ArrayList<>(List.of("a"));
    Object[] arguments = {large(), small};
    // also beside one that is too large
    String before = Snapshot.of(arguments, unshown(0, 1)).digest(SALT);
    small.add("b");

    assertThat(Snapshot.of(arguments, unshown(0, 1)).digest(SALT)).isNotEqualTo(before);
  }

  @Test
  void oneThatIsShownIsNotLetThrough() {
    assertThatThrownBy(() -> Snapshot.of(new Object[] {"C-1", large()}, unshown(0)))
        .isInstanceOf(TooLargeException.class);
    assertThatThrownBy(() -> Snapshot.of(new Object[] {"C-1", large()}, Excerpts.NONE))
        .isInstanceOf(TooLargeException.class);
  }
}
