package dev.callgate.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The places are looked for in the very JDK that runs the tests. */
class JdkHooksTest {
  private static final String ARCHIVE = "java/lang/invoke/LambdaProxyClassArchive";
  private static final String INSTRUMENT = "sun/instrument/InstrumentationImpl";
  private final JdkHooks hooks = new JdkHooks(new Weaver());

  @Test
  void bothWaysInWhichAClassLoaderDefines() throws IOException {
    assertThat(count("java/lang/ClassLoader", "define")).isEqualTo(2);
  }

  @Test
  void theOnePlaceInWhichEveryLookupDefines() throws IOException {
    List<String> hooked = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      String name = "java/lang/System$" + i;
      byte[] bytes = read(name);
      byte[] woven = bytes == null ? null : hooks.hook(name, bytes);
      if (woven != null) {
        assertThat(WovenMethods.count(woven, "defineByLookup")).isEqualTo(1);
        hooked.add(name);
      }
    }
    assertThat(hooked).hasSize(1);
  }

  @Test
  void bothWaysOfAnArchive() throws IOException {
    assertThat(count(ARCHIVE, "mayComeFromArchive")).isEqualTo(1);
    assertThat(count(ARCHIVE, "mayGoToArchive")).isEqualTo(1);
  }

  @Test
  void theOneWayInWhichAnAgentStartsLater() throws IOException {
    assertThat(count(INSTRUMENT, "laterAgent")).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyWayInWhichAFileIsOpenedForWriting() throws IOException {
    assertThat(count("java/io/RandomAccessFile", "openedForWriting")).isEqualTo(1);
    assertThat(count("java/io/FileOutputStream", "openedForWriting")).isEqualTo(1);
    assertThat(count("sun/nio/fs/UnixNativeDispatcher", "openedForWriting")).isEqualTo(2);
  }

  @Test
  void aPlaceThatLostItsHooksLacksThem() throws IOException {
    byte[] bytes = required(INSTRUMENT);

    assertThat(hooks.lacks(INSTRUMENT, bytes)).isTrue();
    assertThat(hooks.lacks(INSTRUMENT, Objects.requireNonNull(hooks.hook(INSTRUMENT, bytes))))
        .isFalse();
    assertThat(hooks.lacks("java/lang/String", required("java/lang/String"))).isFalse();
  }

  @Test
  void aPlaceWithOtherMethodsIsNotHookedInPart() throws IOException {
    byte[] other = required("dev/callgate/agent/weave/JdkHooksTest");

    assertThatThrownBy(() -> hooks.hook(ARCHIVE, other)).isInstanceOf(Exception.class);
  }

  @Test
  void whatWasNotFoundIsMissing() throws IOException {
    assertThat(hooks.missing())
        .contains("java/lang/ClassLoader", "java/lang/System$", ARCHIVE, INSTRUMENT);
    count(ARCHIVE, "mayComeFromArchive");
    assertThat(hooks.missing())
        .contains("java/lang/ClassLoader", "java/lang/System$", INSTRUMENT)
        .doesNotContain(ARCHIVE);
  }

  @Test
  void everyOtherClassStaysAsItIs() throws IOException {
    assertThat(hooks.hook("java/lang/String", required("java/lang/String"))).isNull();
  }

  private int count(String name, String bridgeMethod) throws IOException {
    byte[] hooked = Objects.requireNonNull(hooks.hook(name, required(name)));
    return WovenMethods.count(hooked, bridgeMethod);
  }

  private static byte[] required(String name) throws IOException {
    return Objects.requireNonNull(read(name));
  }

  private static byte @Nullable [] read(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
