package dev.callgate.match;

import dev.callgate.agent.fixture.PolicyText;
import dev.callgate.policy.PolicySet;
import org.junit.jupiter.api.Test;

/** What {@code @Irreversible} gates, with no policy at all. */
class AnnotationRulesTest {
  private static final PolicySet NO_POLICY = PolicySet.annotationOnly();

  @Test
  void theMethodItself() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        import dev.callgate.Irreversible;
        class Own {
          @Irreversible void gated() {} // GATED
          @Irreversible static void stat() {} // GATED
          @Irreversible private void priv() {} // GATED
          @Irreversible Own(int i) {} // GATED
          Own() {}
          void free() {}
          void gated(int other) {}
          @Deprecated void deprecated() {}
        }
        """);
  }

  @Test
  void everyMethodOfATypeButNoConstructorAndNoneOfObject() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        import dev.callgate.Irreversible;
        @Irreversible class Type {
          static int field = Integer.parseInt("1");
          Type() {}
          Type(int i) {}
          void one() {} // GATED
          static void stat() {} // GATED
          private void priv() {} // GATED
          public String toString() { return ""; }
          public int hashCode() { return 1; }
          public boolean equals(Object o) { return true; }
          boolean equals(Type o) { return true; } // GATED
          Runnable lambda() {
            int i = 1; // GATED
            return () ->
                one();
          }
          class Nested {
            void notIt() {}
          }
        }
        """);
  }

  @Test
  void whatOverridesOrImplementsIt() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        class Child extends Parent implements Tool {
          @Override void gated() {} // GATED
          @Override public void tool() {} // GATED
          @Override void free() {}
          void gated(String other) {}
          static void stat() {}
        }
        """,
        """
        package acme;
        import dev.callgate.Irreversible;
        class Parent {
          @Irreversible void gated() {} // GATED
          @Irreversible static void stat() {} // GATED
          void free() {}
        }
        """,
        """
        package acme;
        import dev.callgate.Irreversible;
        interface Tool {
          @Irreversible void tool();
          @Irreversible default void ready() {} // GATED
        }
        """,
        """
        package acme;
        class Grandchild extends Child {
          @Override void gated() {} // GATED
          @Override public void tool() {} // GATED
          @Override public void ready() {} // GATED
          @Override void free() {}
        }
        """);
  }

  @Test
  void whatImplementsAMethodOfAnAnnotatedType() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        import dev.callgate.Irreversible;
        @Irreversible interface Tools {
          void one();
          int two(String s);
        }
        """,
        """
        package acme;
        class Some implements Tools {
          public void one() {} // GATED
          public int two(String s) { return 1; } // GATED
          public int two(int other) { return 1; }
          void three() {}
        }
        """);
  }

  @Test
  void theExactMethodBehindAGenericOne() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        import dev.callgate.Irreversible;
        interface Sink<T> {
          @Irreversible void accept(T value);
        }
        """,
        """
        package acme;
        class Texts implements Sink<String> {
          public void accept(String value) {} // GATED
          public void accept(Integer other) {}
        }
        """,
        """
        package acme;
        class Longer extends Texts {
          @Override public void accept(String value) {} // GATED
        }
        """);
  }

  @Test
  void inEnumsRecordsAndAnonymousClasses() {
    GatedLines.check(
        NO_POLICY,
        """
        package acme;
        import dev.callgate.Irreversible;
        enum Mode {
          ONE {
            @Override void run() {} // GATED
          };
          @Irreversible abstract void run();
          static Runnable r() {
            return new Runnable() {
              @Irreversible public void run() {} // GATED
            };
          }
          record Point(int x) {
            @Irreversible void move() {} // GATED
            @Irreversible Point(int x, int y) { this(x); } // GATED
          }
        }
        """);
  }

  @Test
  void anotherAnnotationWhenARuleNamesIt() {
    GatedLines.check(
        PolicyText.rules("id: r\nmatch: {annotation: acme.Tool}\ndecide: gate"),
        """
        package acme;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME) @interface Tool { String[] tags() default {}; Class<?> type() default Object.class; int n() default 1; Retention nested() default @Retention(RetentionPolicy.CLASS); }
        """,
        """
        package acme;
        class Tools {
          @Deprecated(since = "1") @Tool(tags = {"a", "b"}, type = String.class, nested = @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.SOURCE)) void gated() {} // GATED
          @dev.callgate.Irreversible void still() {} // GATED
          void free() {}
        }
        """);
  }

  @Test
  void anAnnotationWithANameOfAnyScript() {
    GatedLines.check(
        PolicyText.rules("id: r\nmatch: {annotation: acme.Lösche漢}\ndecide: gate"),
        """
        package acme;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME) @interface Lösche漢 {}
        """,
        """
        package acme;
        class Tools {
          @Lösche漢 void gated() {} // GATED
          void free() {}
        }
        """);
  }
}
