package dev.callgate.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.agent.fixture.ClassFiles;
import dev.callgate.policy.PolicySet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code class C extends B implements S}: S gates a method whose body is B's. */
class ProvidersTest {
  private static final Map<String, byte[]> CLASSES =
      ClassFiles.compile(
          "package acme; public interface Sink { @dev.callgate.Irreversible void put(String s); }",
          "package acme; public class Base { public void put(String s) {} public void other() {} }",
          "package acme; public class Both extends Base implements Sink {}",
          "package acme; public class Again extends Base implements Sink {}",
          "package acme; public class Alone extends Base {}",
          "package acme; public interface Resetting { @dev.callgate.Irreversible void reset(); }",
          "package acme; public class Own extends java.io.ByteArrayOutputStream implements Resetting {}",
          """
          package acme;
          public class Overriding extends java.io.ByteArrayOutputStream implements Resetting {
            @Override public void reset() {}
          }
          """);

  private final Loader loader = new Loader();
  private final ClassMatcher matcher =
      new ClassMatcher(
          PolicySet.annotationOnly(),
          new BytecodeBridgeTargets(),
          (asking, name) -> {
            if (asking == loader) {
              return loader.loaded(name);
            }
            try {
              return Class.forName(name, false, asking);
            } catch (ClassNotFoundException e) {
              return null;
            }
          });

  @Test
  void theSuperclassIsWovenAgainBeforeTheClassIsDefined() throws Exception {
    define("acme.Sink");
    Class<?> base = define("acme.Base");
    assertThat(gated("acme.Base")).isEmpty();

    assertThat(matcher.prepare(loader, file("acme.Both"))).containsExactly(base);
    assertThat(gated("acme.Base")).containsExactly("put(Ljava/lang/String;)V");
    assertThat(gated("acme.Both")).isEmpty();
  }

  @Test
  void aSecondClassOfThatKindNeedsNothingMore() throws Exception {
    define("acme.Sink");
    define("acme.Base");
    matcher.prepare(loader, file("acme.Both"));

    assertThat(matcher.prepare(loader, file("acme.Again"))).isEmpty();
  }

  @Test
  void aClassWithoutTheInterfaceNeedsNothing() throws Exception {
    define("acme.Base");

    assertThat(matcher.prepare(loader, file("acme.Alone"))).isEmpty();
    assertThat(gated("acme.Base")).isEmpty();
  }

  @Test
  void aClassThatCameAnotherWayIsRefused() throws Exception {
    define("acme.Sink");
    define("acme.Base");

    assertThatThrownBy(() -> matcher.match(loader, file("acme.Both")))
        .isInstanceOf(UnweavableException.class)
        .hasMessageContaining("was not woven before it");
  }

  @Test
  void aClassWhoseSupertypesNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> matcher.match(loader, file("acme.Both")))
        .isInstanceOf(UnweavableException.class)
        .hasMessageContaining("its supertypes are not loaded");
  }

  @Test
  void aBodyOfTheJdkIsRefusedUnlessTheClassOverridesIt() throws Exception {
    define("acme.Resetting");

    assertThatThrownBy(() -> matcher.prepare(loader, file("acme.Own")))
        .isInstanceOf(UnweavableException.class)
        .hasMessageContaining(
            "inherits the body of the gated method reset()V from the JDK's java.io.ByteArrayOutputStream");

    matcher.prepare(loader, file("acme.Overriding"));
    assertThat(gated("acme.Overriding")).containsExactly("reset()V");
  }

  private Class<?> define(String name) throws Exception {
    matcher.prepare(loader, file(name));
    matcher.match(loader, file(name));
    return loader.loadClass(name);
  }

  private List<String> gated(String name) throws Exception {
    MatchedClass matched = matcher.match(loader, file(name));
    return matched == null
        ? List.of()
        : matched.methods().stream().map(method -> method.outline().key().toString()).toList();
  }

  private static byte[] file(String name) {
    return Objects.requireNonNull(CLASSES.get(name), name);
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> files = new HashMap<>(CLASSES);

    Loader() {
      super(ProvidersTest.class.getClassLoader());
    }

    @Nullable Class<?> loaded(String name) {
      return findLoadedClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = files.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
