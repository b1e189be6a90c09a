package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.CallRefusedException;
import dev.callgate.agent.fixture.Gated;
import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.policy.PolicySet;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One deed is asked for once; two deeds are asked for twice. */
class DelegationsTest {
  private static final String SOURCE =
      """
      package acme;

      import dev.callgate.Irreversible;
      import java.util.*;

      public class Store extends Base {
        public static final List<String> EFFECTS = new ArrayList<>();
        final Store other;

        public Store() { other = null; }
        Store(Store other) { this.other = other; }

        // asked once
        @Irreversible public void delete(String id) { delete(id, false); }
        @Irreversible public void delete(String id, boolean hard) { EFFECTS.add(id + hard); }
        @Irreversible @Override public void drop(String id) { super.drop(id); }
        @Irreversible public static void purge(String id) { purge(id, 1); }
        @Irreversible public static void purge(String id, int times) { EFFECTS.add(id + times); }
        @Irreversible public void send(String a, int b) { send(a, "x", b); }
        @Irreversible public void send(String a, String c, int b) { EFFECTS.add(a + c + b); }

        // asked twice
        @Irreversible public void twice(String id) { twice(id, 1); twice(id, 2); }
        @Irreversible public void twice(String id, int n) { EFFECTS.add(id + n); }
        @Irreversible public void changed(String id) { changed(id + "!", 1); }
        @Irreversible public void changed(String id, int n) { EFFECTS.add(id + n); }
        @Irreversible public void elsewhere(String id) { new Store(this).elsewhere(id, 1); }
        @Irreversible public void elsewhere(String id, int n) { EFFECTS.add(id + n); }
        @Irreversible public void indirect(String id) { step(id); }
        private void step(String id) { indirect(id, 1); }
        @Irreversible public void indirect(String id, int n) { EFFECTS.add(id + n); }
        @Irreversible public void named(String id) { otherName(id); }
        @Irreversible public void otherName(String id) { EFFECTS.add(id); }
        @Irreversible public void swapped(String a, String b) { swapped(b, a, 1); }
        @Irreversible public void swapped(String a, String b, int n) { EFFECTS.add(a + b + n); }
        @Irreversible public void threaded(String id) throws Exception {
          Thread thread = new Thread(() -> threaded(id, 1));
          thread.start();
          thread.join();
        }
        @Irreversible public void threaded(String id, int n) { EFFECTS.add(id + n); }
        @Irreversible public void again(String id) { EFFECTS.add(id); if (EFFECTS.size() < 2) again(id); }
      }
      """;
  private static final String BASE =
      """
      package acme;

      import dev.callgate.Irreversible;

      public class Base {
        @Irreversible public void drop(String id) { Store.EFFECTS.add(id); }
      }
      """;

  @ParameterizedTest
  @CsvSource({"delete, afalse", "drop, a", "purge, a1"})
  void aDeedThatIsPassedOnIsAskedForOnce(String method, String effect) throws Exception {
    Gated gated = program();
    gated.approver.approve();

    call(gated, method, "a");

    assertThat(effects(gated)).containsExactly(effect);
    assertThat(gated.approver.asked).hasSize(1);
    // The covered call is part of the approved one: one deed, one end.
    assertThat(gated.approver.reports).hasSize(1);
  }

  @Test
  void allApprovedArgumentsInOrderAmongMoreAreTheSameDeed() throws Exception {
    Gated gated = program();
    gated.approver.approve();

    Class<?> store = gated.loader.define("acme.Store");
    store
        .getMethod("send", String.class, int.class)
        .invoke(gated.loader.create("acme.Store"), "a", 5);

    assertThat(effects(gated)).containsExactly("ax5");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "twice, a1 a2",
    "changed, a!1",
    "elsewhere, a1",
    "indirect, a1",
    "named, a",
    "threaded, a1"
  })
  void anotherDeedIsAskedForAgain(String method, String effect) throws Exception {
    Gated gated = program();
    gated.approver.approve().approve();

    call(gated, method, "a");

    assertThat(effects(gated)).containsExactly(effect.split(" "));
    assertThat(gated.approver.asked).hasSize(2);
  }

  /** A thread's equals and hashCode may be the application's: the gate never calls them. */
  @Test
  void aThreadOfAHostileClassIsAThreadLikeAnyOther() throws Exception {
    Gated gated = program();
    gated.approver.approve();
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread thread =
        new Thread() {
          @Override
          public void run() {
            try {
              call(gated, "delete", "a");
            } catch (Throwable e) {
              thrown.add(e);
            }
          }

          @Override
          public boolean equals(Object other) {
            throw new IllegalStateException("called");
          }

          @Override
          public int hashCode() {
            throw new IllegalStateException("called");
          }
        };
    thread.start();
    thread.join();

    assertThat(thrown).isEmpty();
    assertThat(effects(gated)).containsExactly("afalse");
    assertThat(gated.approver.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"changed", "elsewhere", "indirect", "named"})
  void anotherDeedThatIsRejectedDoesNotHappen(String method) throws Exception {
    Gated gated = program();
    gated.approver.approve().reject("no");

    assertThatThrownBy(() -> call(gated, method, "a"))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void theSecondCallOfTheSameBodyIsAnotherDeed() throws Exception {
    Gated gated = program();
    gated.approver.approve().reject("once is enough");

    assertThatThrownBy(() -> call(gated, "twice", "a"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).containsExactly("a1");
  }

  @Test
  void argumentsInAnotherOrderAreAnotherDeed() throws Exception {
    Gated gated = program();
    gated.approver.approve().reject("no");
    Class<?> store = gated.loader.define("acme.Store");

    assertThatThrownBy(
            () ->
                store
                    .getMethod("swapped", String.class, String.class)
                    .invoke(gated.loader.create("acme.Store"), "a", "b"))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(effects(gated)).isEmpty();
  }

  @Test
  void theSameCallAfterwardsIsAnotherDeed() throws Exception {
    Gated gated = program();
    gated.approver.approve().approve();

    call(gated, "delete", "a");
    call(gated, "delete", "a");

    assertThat(gated.approver.asked).hasSize(2);
  }

  @Test
  void constructorsThatPassTheDeedOnAreAskedForOnce() throws Exception {
    Gated gated = constructors("");
    gated.approver.approve();

    create(gated, "acme.Order", 500);

    assertThat(gated.approver.asked).hasSize(1);
  }

  @Test
  void aConstructorThatThrewCoversNothingLater() throws Exception {
    Gated gated =
        Gated.sources(
            PolicyText.rules(
                """
                id: order
                match: {class: acme.Order, method: "<init>(int amount)"}
                when: {arg: amount, gt: 100}
                decide: gate
                """),
            """
            package acme;
            public class Order {
              public static int large;
              public Order(int amount) {
                if (amount == 500 && large++ == 0) throw new IllegalStateException("once");
                if (amount == 1) new Order(500);
              }
            }
            """);
    gated.approver.approve().reject("not this one");

    assertThatThrownBy(() -> create(gated, "acme.Order", 500))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> create(gated, "acme.Order", 1))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.asked).hasSize(2);
  }

  @Test
  void anObjectOfAnUnrelatedClassIsAnotherDeed() throws Exception {
    Gated gated = constructors("new Transfer(amount);");
    gated.approver.approve().reject("nobody said transfer");

    assertThatThrownBy(() -> create(gated, "acme.Payment", 500))
        .hasCauseInstanceOf(CallRefusedException.class);

    assertThat(gated.approver.asked).hasSize(2);
  }

  private static Gated constructors(String inPayment) {
    return Gated.sources(
        PolicySet.annotationOnly(),
        """
        package acme;
        import dev.callgate.Irreversible;
        public class Order {
          @Irreversible public Order(int amount) { this(amount, "EUR"); }
          @Irreversible public Order(int amount, String currency) {}
        }
        """,
        """
        package acme;
        import dev.callgate.Irreversible;
        public class Transfer {
          @Irreversible public Transfer(int amount) {}
        }
        """,
        """
        package acme;
        import dev.callgate.Irreversible;
        public class Payment {
          @Irreversible public Payment(int amount) { %s }
        }
        """
            .formatted(inPayment));
  }

  private static Gated program() {
    return Gated.sources(PolicySet.annotationOnly(), SOURCE, BASE);
  }

  private static void create(Gated gated, String type, int amount) throws Exception {
    gated.loader.define(type).getConstructor(int.class).newInstance(amount);
  }

  private static void call(Gated gated, String method, String argument) throws Exception {
    Object store = gated.loader.create("acme.Store");
    store.getClass().getMethod(method, String.class).invoke(store, argument);
  }

  @SuppressWarnings("unchecked")
  private static List<String> effects(Gated gated) throws Exception {
    return (List<String>) gated.loader.define("acme.Store").getField("EFFECTS").get(null);
  }
}
