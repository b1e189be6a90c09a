package dev.callgate.agent.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading a value runs no code of the application, whatever the value is. */
class HostileValuesTest {
  private static final byte[] SALT = new byte[16];

  @BeforeEach
  void count() {
    Hostile.calls = 0;
  }

  @AfterEach
  void nothingRan() {
    assertThat(Hostile.calls).isZero();
  }

  static List<Object> hostile() {
    Hostile.Bean bean = new Hostile.Bean("b");
    Map<Object, Object> byIdentity = new IdentityHashMap<>();
    byIdentity.put(bean, bean);
    return List.of(
        bean,
        new Hostile.Heir("h"),
        new Hostile.Lying("a", 1),
        Hostile.Mode.DANGEROUS,
        new Hostile.OwnList<>(),
        new Hostile.OwnMap<>(),
        new Hostile.OwnDecimal("1.5"),
        new Hostile.OwnNumber(150),
        new Hostile.OwnText("text"),
        new Hostile.OwnDate(),
        new Hostile.OwnCollection(),
        new Object[] {bean},
        new ArrayList<>(List.of(bean)),
        Arrays.asList(bean, null),
        List.of(bean),
        Collections.singletonList(bean),
        Collections.unmodifiableList(new Hostile.OwnList<>()),
        Collections.unmodifiableMap(new Hostile.OwnMap<>()),
        Collections.synchronizedList(new Hostile.OwnList<>()),
        new HashMap<>(Map.of("k", bean)),
        new TreeMap<>(Map.of("k", bean)),
        byIdentity,
        Optional.of(bean),
        proxy(),
        (Supplier<Object>)
            () -> {
              Hostile.calls++;
              return "";
            });
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isShownAndDigestedWithoutACall(Object value) throws Exception {
    Snapshot snapshot = Snapshot.of(new Object[] {value});

    assertThat(snapshot.display(0)).isNotEmpty();
    assertThat(snapshot.digest(SALT)).isEqualTo(Snapshot.of(new Object[] {value}).digest(SALT));
  }

  @Test
  void anObjectIsItsFieldsThoseItInheritsIncluded() throws Exception {
    assertThat(display(new Hostile.Bean("b"))).isEqualTo("Hostile$Bean{name=\"b\", count=3}");
    assertThat(display(new Hostile.Heir("h")))
        .isEqualTo("Hostile$Heir{name=\"mine\", name=\"h\", count=3}");
  }

  @Test
  void aRecordIsItsFieldsAndNotWhatItsAccessorsSay() throws Exception {
    assertThat(display(new Hostile.Lying("a-1", 5)))
        .isEqualTo("Hostile$Lying{account=\"a-1\", amount=5}");
  }

  @Test
  void anEnumIsItsName() throws Exception {
    assertThat(display(Hostile.Mode.DANGEROUS)).isEqualTo("DANGEROUS");
  }

  @Test
  void aNumberOrTextOfTheApplicationIsItsFields() throws Exception {
    assertThat(display(new Hostile.OwnNumber(150))).isEqualTo("Hostile$OwnNumber{cents=150}");
    assertThat(display(new Hostile.OwnText("t"))).isEqualTo("Hostile$OwnText{text=\"t\"}");
  }

  /** An empty pair of braces would say that there is nothing more to see. */
  @Test
  void whatLiesInAJdkSuperclassIsSaidToBeUnreadable() throws Exception {
    assertThat(display(new Hostile.OwnList<>()))
        .contains("label=\"own\"", "java.util.ArrayList (contents cannot be shown)");
    assertThat(display(new Hostile.OwnMap<>())).contains("(contents cannot be shown)");
    assertThat(display(new Hostile.OwnDecimal("1.5"))).contains("(contents cannot be shown)");
    assertThat(display(new Hostile.OwnDate())).contains("(contents cannot be shown)");
  }

  @Test
  void aLambdaAndAProxyAreOpaque() throws Exception {
    Supplier<Object> lambda = () -> "";

    assertThat(display(lambda)).endsWith("(contents cannot be shown)");
    assertThat(display(proxy())).endsWith("(contents cannot be shown)");
  }

  @Test
  void twoOpaqueObjectsDiffer() throws Exception {
    assertThat(Snapshot.of(new Object[] {proxy()}).digest(SALT))
        .isNotEqualTo(Snapshot.of(new Object[] {proxy()}).digest(SALT));
  }

  @Test
  void aWrapperOfTheJdkIsOpenedToSeeWhatItWraps() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("k", 1);

    assertThat(display(Collections.unmodifiableList(new ArrayList<>(List.of(1, 2)))))
        .isEqualTo("[[1, 2]]");
    assertThat(display(Collections.unmodifiableMap(map))).isEqualTo("[{\"k\": 1}]");
    assertThat(display(Optional.of("x"))).isEqualTo("[\"x\"]");
  }

  private static String display(Object value) throws TooLargeException {
    return Snapshot.of(new Object[] {value}).display(0);
  }

  private static Object proxy() {
    return Proxy.newProxyInstance(
        HostileValuesTest.class.getClassLoader(),
        new Class<?>[] {Runnable.class},
        (self, method, arguments) -> {
          Hostile.calls++;
          throw new IllegalStateException();
        });
  }
}
