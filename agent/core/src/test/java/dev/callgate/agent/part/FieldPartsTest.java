package dev.callgate.agent.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.condition.JdkParts;
import dev.callgate.policy.condition.Unreadable;
import dev.callgate.policy.condition.ValuePath;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldPartsTest {
  private static final ClassFiles OF_THE_CLASS_PATH =
      type -> dev.callgate.agent.fixture.ClassFiles.of(type).get(type.getName());

  private final FieldParts parts = new FieldParts(OF_THE_CLASS_PATH);

  @Test
  void whatAGetterReturnsIsReadFromItsField() {
    assertThat(parts.read(new Tool("rm", 7), "name")).isEqualTo("rm");
    assertThat(parts.read(new Tool("rm", 7), "count")).isEqualTo(7);
    assertThat(parts.read(new Tool(null, 7), "name")).isNull();
    assertThat(parts.read(new Sub(), "name")).as("inherited").isEqualTo("sub");
    assertThat(parts.read(new Sub(), "constant")).isEqualTo("fixed");
    assertThat(parts.read(new Sub(), "flag")).isEqualTo(true);
    assertThat(parts.read(new Sub(), "boxed")).isEqualTo(3);
    assertThat(parts.read(new Sub(), "toolName")).as("a chain").isEqualTo("inner");
    assertThat(parts.read(new Sub(), "alias")).as("of the same object").isEqualTo("sub");
    assertThat(parts.read(new Typed("x"), "get")).as("beside a bridge").isEqualTo("x");
    assertThat(parts.read(Level.HIGH, "name")).isEqualTo("HIGH");
    assertThat(parts.unwrapped(Objects.requireNonNull(parts.read(new Sub(), "maybe"))))
        .isEqualTo("sub");
  }

  @Test
  void whatComputesIsNeverRun() {
    Computing hostile = new Computing();
    for (String accessor :
        List.of("computes", "throwsAlways", "loops", "caught", "counts", "calls", "other")) {
      assertThat(parts.read(hostile, accessor)).as(accessor).isInstanceOf(Unreadable.class);
    }
    assertThat(hostile.ran).isZero();
  }

  @Test
  void aSubclassThatOverridesDecidesForItsOwnObjects() {
    assertThat(parts.read(new Open("x"), "name")).isEqualTo("x");
    assertThat(parts.read(new Overriding(), "name"))
        .isInstanceOfSatisfying(
            Unreadable.class, u -> assertThat(u.why()).contains("name() of", "Overriding"));
    assertThat(parts.read(new Open("x") {}, "name")).as("one that does not").isEqualTo("x");
  }

  @Test
  void whatIsNoPublicGetterIsNotRead() {
    for (String accessor :
        List.of("hidden", "none", "nothing", "ofClass", "equals", "toString", "hashCode")) {
      assertThat(parts.read(new Shut(), accessor)).as(accessor).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void classesMadeAtRunTimeAreNotRead() {
    Supplier<String> lambda = () -> "x";
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Supplier.class},
            (self, method, arguments) -> {
              throw new AssertionError("code of the application was run");
            });

    assertThat(parts.read(lambda, "get")).isInstanceOf(Unreadable.class);
    assertThat(parts.read(proxy, "get")).isInstanceOf(Unreadable.class);
  }

  @Test
  void withoutAClassFileNothingIsRead() {
    FieldParts blind = new FieldParts(ClassFiles.NONE);

    assertThat(blind.read(new Tool("rm", 7), "name")).isInstanceOf(Unreadable.class);
  }

  @Test
  void aRecordsOwnAccessorThatComputesIsNotItsField() {
    assertThat(parts.read(new Masked("secret"), "name")).isInstanceOf(Unreadable.class);
  }

  @Test
  void valuesOfTheJdkAreAskedForWhatOnlyLooks() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://a.example/x")).header("x", "1").DELETE().build();

    assertThat(parts.read(request, "method")).isEqualTo("DELETE");
    assertThat(follow(request, "uri", "getHost")).isEqualTo("a.example");
    assertThat(
            JdkParts.follow(
                request,
                new ValuePath(
                    List.of(
                        new ValuePath.Step.Accessor("headers"),
                        new ValuePath.Step.Entry("x"),
                        new ValuePath.Step.Item(0))),
                parts))
        .isEqualTo("1");
    assertThat(parts.read(request, "bodyPublisher")).isInstanceOf(Unreadable.class);
    assertThat(parts.read(Path.of("/a/b"), "toString")).isEqualTo("/a/b");
    assertThat(parts.read(new File("/a/b"), "getName")).isEqualTo("b");
    assertThat(parts.read(new File("/a/b"), "exists")).isInstanceOf(Unreadable.class);
    assertThat(parts.read(new ArrayList<>(), "iterator")).isInstanceOf(Unreadable.class);
  }

  @Test
  void wrappersOfTheJdkAreLookedThrough() {
    assertThat(parts.unwrapped(Optional.of("x"))).isEqualTo("x");
    assertThat(parts.unwrapped(Optional.empty())).isNull();
    assertThat(parts.unwrapped(Collections.unmodifiableMap(Map.of("a", "b"))))
        .isEqualTo(Map.of("a", "b"));
  }

  private @Nullable Object follow(Object value, String... accessors) {
    List<ValuePath.Step> steps = new ArrayList<>();
    for (String accessor : accessors) {
      steps.add(new ValuePath.Step.Accessor(accessor));
    }
    return JdkParts.follow(value, new ValuePath(steps), parts);
  }

  private enum Level {
    HIGH {
      @Override
      public String toString() {
        throw new AssertionError("code of the application was run");
      }
    }
  }

  record Tool(@Nullable String name, int count) {}

  record Masked(String name) {
    @Override
    public String name() {
      return name.isEmpty() ? "" : "***";
    }
  }

  static class Base {
    protected String name = "sub";

    public String name() {
      return name;
    }
  }

  static final class Sub extends Base {
    private final Tool tool = new Tool("inner", 1);
    private int number = 3;
    private boolean on = true;

    public String constant() {
      return "fixed";
    }

    public boolean flag() {
      return on;
    }

    public Integer boxed() {
      return number;
    }

    public @Nullable String toolName() {
      return tool.name();
    }

    public String alias() {
      return name();
    }

    public Optional<String> maybe() {
      return Optional.ofNullable(name);
    }
  }

  static final class Typed implements Supplier<String> {
    private final String text;

    Typed(String text) {
      this.text = text;
    }

    @Override
    public String get() {
      return text;
    }
  }

  static class Open {
    private final String name;

    Open(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }
  }

  static final class Overriding extends Open {
    private int asked;

    Overriding() {
      super("honest");
    }

    @Override
    public String name() {
      return asked++ == 0 ? "harmless" : "delete";
    }
  }

  static final class Shut {
    private static final String TEXT = "t";
    private String text = "x";

    String hidden() {
      return text;
    }

    public void nothing() {}

    public static String ofClass() {
      return TEXT;
    }
  }

  static final class Computing {
    int ran;
    private String text = "x";

    public String computes() {
      ran++;
      return text;
    }

    public String throwsAlways() {
      throw new AssertionError("code of the application was run");
    }

    public String loops() {
      while (ran >= 0) {
        ran++;
      }
      return text;
    }

    public String caught() {
      try {
        return text;
      } catch (IllegalStateException e) {
        return "";
      }
    }

    public int counts() {
      return ++ran;
    }

    public String calls() {
      return gated();
    }

    private String gated() {
      ran++;
      return text;
    }

    public String other() {
      return text + text;
    }
  }
}
