package dev.callgate.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in callgate-agent.jar, and who sees it. */
class AgentJarIT {
  private static final File FILE = new File(System.getProperty("callgate.agent.jar"));

  private JarFile jar;

  @BeforeEach
  void open() throws Exception {
    jar = new JarFile(FILE);
  }

  @AfterEach
  void close() throws Exception {
    jar.close();
  }

  @Test
  void onlyTheLauncherAndTheAnnotationsLieInTheOpen() {
    assertThat(files().filter(name -> !name.startsWith("core/")))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "dev/callgate/CallContext.class",
            "dev/callgate/CallRefusedException.class",
            "dev/callgate/Irreversible.class",
            "dev/callgate/Outcome$1.class",
            "dev/callgate/Outcome.class",
            "dev/callgate/Redacted.class",
            "dev/callgate/launch/AgentModule$OneModule.class",
            "dev/callgate/launch/AgentModule.class",
            "dev/callgate/launch/CallgateAgent.class",
            "dev/callgate/launch/JarModule$Reader.class",
            "dev/callgate/launch/JarModule.class",
            "dev/callgate/launch/LastAgent.class",
            "dev/callgate/launch/package-info.class");
  }

  @Test
  void everythingElseIsNoClassToAnybodyElse() {
    assertThat(files().filter(name -> name.startsWith("core/") && !isPack(name)))
        .isNotEmpty()
        .allMatch(name -> name.endsWith(".classdata"));
  }

  @Test
  void theBuiltInPacksAreFoundByTheIsolatedLoaderAndByNobodyElse() throws Exception {
    ClassLoader loader = AgentModule.define(jar).getClassLoader();

    List<String> all;
    try (InputStream index = loader.getResourceAsStream("META-INF/callgate/packs/index")) {
      all = new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    assertThat(all).contains("jdk-files@1");
    for (String pack : all) {
      String file = "META-INF/callgate/packs/" + pack.replace('@', '/') + "/pack.callgate.yaml";
      try (InputStream in = loader.getResourceAsStream(file)) {
        assertThat(in).as(file).isNotNull();
      }
    }
    assertThat(files().filter(AgentJarIT::isPack)).hasSize(all.size() + 1);
    assertThat(jar.getEntry("META-INF/callgate/packs/index")).isNull();
  }

  @Test
  void theCoreHoldsWhatTheAgentNeedsAndNoMore() {
    assertThat(
            files()
                .filter(name -> name.startsWith("core/") && !isPack(name))
                .map(AgentJarIT::library)
                .distinct())
        .containsExactlyInAnyOrder(
            "core/dev/callgate",
            "core/java/lang",
            "core/net/bytebuddy",
            "core/org/yaml",
            "core/tools/jackson",
            "core/com/fasterxml",
            "core/com/google");
    assertThat(files().filter(name -> name.startsWith("core/com/google/")))
        .allMatch(name -> name.startsWith("core/com/google/re2j/"));
    assertThat(files().filter(name -> name.startsWith("core/java/")))
        .containsExactlyInAnyOrder(
            "core/java/lang/CallgateBridge.classdata",
            "core/java/lang/CallgateBridge$Armed.classdata",
            "core/java/lang/CallgateBridge$Handed.classdata");
  }

  @Test
  void theManifestAllowsOnePremainAndNoAttaching() throws Exception {
    Map<String, String> entries = new TreeMap<>();
    Attributes manifest = jar.getManifest().getMainAttributes();
    manifest.forEach((key, value) -> entries.put(key.toString(), value.toString()));

    assertThat(entries)
        .containsEntry("Premain-Class", "dev.callgate.launch.CallgateAgent")
        .containsEntry("Can-Retransform-Classes", "true")
        .containsEntry("Implementation-Title", "Callgate agent")
        .containsKey("Implementation-Version")
        .containsOnlyKeys(
            "Manifest-Version",
            "Created-By",
            "Build-Jdk-Spec",
            "Premain-Class",
            // Taken up by nobody but the agent itself: the jar has no Main-Class.
            "Launcher-Agent-Class",
            "Can-Retransform-Classes",
            "Implementation-Title",
            "Implementation-Version");
  }

  @Test
  void everyClassRunsOnJava17() throws Exception {
    for (JarEntry entry : jar.stream().filter(file -> !file.isDirectory()).toList()) {
      if (entry.getName().contains(".class")) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          in.readInt();
          in.readUnsignedShort();
          assertThat(in.readUnsignedShort()).as(entry.getName()).isLessThanOrEqualTo(61);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.callgate.agent.start.Startup",
        "net.bytebuddy.ByteBuddy",
        "tools.jackson.databind.ObjectMapper",
        "org.yaml.snakeyaml.Yaml"
      })
  void theIsolatedLoaderTakesTheJarsOwnAndNotTheClassPaths(String name) throws Exception {
    ClassLoader loader = AgentModule.define(jar).getClassLoader();

    Class<?> isolated = loader.loadClass(name);

    assertThat(isolated.getClassLoader()).isSameAs(loader);
    // The same class is on the class path of this test, as an application's older one would be.
    assertThat(Class.forName(name)).isNotSameAs(isolated);
  }

  @Test
  void theIsolatedLoaderSeesNothingOfTheClassPath() {
    ClassLoader loader = AgentModule.define(jar).getClassLoader();

    for (String name :
        List.of("org.junit.jupiter.api.Test", getClass().getName(), "java.lang.CallgateBridge")) {
      assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void theIsolatedLoaderFindsNoServicesAndNoResourcesOfOthers() throws Exception {
    ClassLoader loader = AgentModule.define(jar).getClassLoader();

    assertThat(loader.getResource("META-INF/MANIFEST.MF")).isNull();
    assertThat(loader.getResources("META-INF/services/org.junit.platform.engine.TestEngine"))
        .matches(found -> !found.hasMoreElements());
    assertThat(loader.getResourceAsStream("META-INF/MANIFEST.MF")).isNull();
    try (InputStream own = loader.getResourceAsStream("dev/callgate/agent/start/Canary.class")) {
      assertThat(own).isNotNull();
    }
  }

  @Test
  void whoeverFindsAClassOfTheAgentCannotLookIntoItNorDefineOneBesideIt() throws Exception {
    ClassLoader loader = AgentModule.define(jar).getClassLoader();
    Class<?> found = loader.loadClass("dev.callgate.agent.gate.Gate");

    assertThatThrownBy(() -> MethodHandles.privateLookupIn(found, MethodHandles.lookup()))
        .isInstanceOf(IllegalAccessException.class);
    assertThat(found.getDeclaredFields()).isNotEmpty().allMatch(field -> !field.trySetAccessible());
    // The twin: this test's own module is unnamed, and open.
    assertThat(MethodHandles.privateLookupIn(getClass(), MethodHandles.lookup())).isNotNull();
  }

  @Test
  void onlyTheEntryIsExported() {
    Module agent = AgentModule.define(jar);

    assertThat(agent.getPackages().stream().filter(agent::isExported))
        .containsExactly("dev.callgate.agent.start");
    assertThat(agent.getPackages()).noneMatch(agent::isOpen);
  }

  @Test
  void theModulesJarIsHandedOutOnce() throws Exception {
    Module agent = AgentModule.define(jar);
    // The loader opens it for the first class it is asked for: before the application is there.
    agent.getClassLoader().loadClass("dev.callgate.agent.start.Startup");
    ModuleReference reference =
        agent.getLayer().configuration().findModule("dev.callgate.agent").orElseThrow().reference();

    assertThatThrownBy(reference::open).isInstanceOf(IOException.class);
  }

  private java.util.stream.Stream<String> files() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName);
  }

  private static boolean isPack(String name) {
    return name.startsWith("core/META-INF/callgate/packs/");
  }

  private static String library(String name) {
    String[] parts = name.split("/");
    return parts[0] + "/" + parts[1] + "/" + parts[2];
  }
}
