package dev.callgate.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.scan.read.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which programs come, and those in which trouble comes. */
class ProgramsTest {
  private static final String RULES =
      "  - id: run\n    match: {subtypes_of: com.lib.Tool, method: run}\n    decide: gate\n";

  private static final Map<String, byte[]> BOTH =
      Jars.compile(
          "package com.lib; public interface Tool { void run(); }",
          "package com.acme; public class Shop implements com.lib.Tool { public void run() {} }");
  private static final Map<String, byte[]> TOOL = only("com/lib/Tool.class");
  private static final Map<String, byte[]> SHOP = only("com/acme/Shop.class");

  private final Path directory;

  ProgramsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static Map<String, byte[]> only(String path) {
    return Map.of(path, Objects.requireNonNull(BOTH.get(path)));
  }

  private Scanned scan(String... program) throws Exception {
    return Scanned.of(directory, RULES, program);
  }

  private String jar(String name, Map<String, byte[]> entries) throws Exception {
    return Jars.jar(directory.resolve(name), entries);
  }

  private void holdsTheShop(Scanned scanned, String from) {
    assertThat(scanned.held("run")).containsExactly("com.acme.Shop.run()");
    assertThat(scanned.rule("run").methods().get(0).origin().label()).isEqualTo(from);
    assertThat(scanned.report().hasErrors()).isFalse();
  }

  @Test
  void springBootsJarWithItsLibraries() throws Exception {
    String boot =
        jar(
            "boot.jar",
            Jars.all(
                Jars.under("BOOT-INF/classes/", TOOL),
                Map.of("BOOT-INF/lib/shop.jar", Jars.jar(SHOP))));

    holdsTheShop(scan(boot), "boot.jar!shop.jar");
  }

  @Test
  void aWar() throws Exception {
    String war =
        jar(
            "shop.war",
            Jars.all(
                Jars.under("WEB-INF/classes/", SHOP),
                Map.of("WEB-INF/lib/tool.jar", Jars.jar(TOOL))));

    holdsTheShop(scan(war), "shop.war");
  }

  @Test
  void aJarWhoseManifestNamesItsLibraries() throws Exception {
    jar("tool.jar", TOOL);
    holdsTheShop(
        scan(jar("shop.jar", Jars.all(SHOP, Jars.manifest("Class-Path: tool.jar")))), "shop.jar");
  }

  @Test
  void aJarWhoseManifestNamesWhatIsNotHere() throws Exception {
    Scanned scanned =
        scan(
            jar(
                "shop.jar",
                Jars.all(
                    BOTH, Jars.manifest("Class-Path: no.jar https://host.invalid/x.jar a%zz"))));

    holdsTheShop(scanned, "shop.jar");
    assertThat(scanned.report().notes())
        .containsExactly(
            "shop.jar: jars that its manifest names and that are not here: 3, such as no.jar");
  }

  @Test
  void aDirectoryOfClassesAndOneOfJars() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes/com/acme"));
    Files.write(
        classes.resolve("Shop.class"), Objects.requireNonNull(SHOP.get("com/acme/Shop.class")));
    Path lib = Files.createDirectories(directory.resolve("lib"));
    Jars.jar(lib.resolve("tool.jar"), TOOL);
    String root = directory.resolve("classes").toString();

    holdsTheShop(scan(root, lib.toString()), root + "/");
    holdsTheShop(scan(root + File.pathSeparator + lib + "/*"), root + "/");
  }

  @Test
  void ofAMultiReleaseJarTheVersionForThisJdk() throws Exception {
    Map<String, byte[]> other =
        Jars.compile("package com.acme; public class Shop { public void other() {} }");
    Map<String, byte[]> entries =
        Jars.all(
            TOOL,
            other,
            Jars.under("META-INF/versions/11/", SHOP),
            Jars.under("META-INF/versions/99/", other));

    holdsTheShop(
        scan(jar("mr.jar", Jars.all(entries, Jars.manifest("Multi-Release: true")))), "mr.jar");
    assertThat(scan(jar("not-mr.jar", entries)).held("run")).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidInOneLine() {
    assertThatThrownBy(() -> scan(directory.resolve("none.jar").toString()))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("no such file or directory");
  }

  @Test
  void whatIsNoJarIsSaidInOneLine() throws Exception {
    String text = Files.writeString(directory.resolve("text.jar"), "not a zip").toString();

    assertThatThrownBy(() -> scan(text))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("not a jar that can be read");
  }

  @Test
  void brokenClassFilesAreLeftOutAndTheOthersScanned() throws Exception {
    byte[] whole = Objects.requireNonNull(SHOP.get("com/acme/Shop.class"));
    for (int length = 0; length < whole.length; length += 7) {
      Map<String, byte[]> entries = new LinkedHashMap<>(BOTH);
      entries.put("com/acme/Cut.class", Arrays.copyOf(whole, length));
      Scanned scanned = scan(jar("cut.jar", entries));

      assertThat(scanned.held("run")).containsExactly("com.acme.Shop.run()");
      assertThat(scanned.report().notes()).hasSize(1);
    }
  }

  @Test
  void everyChangedByteIsSurvived() throws Exception {
    byte[] whole = Objects.requireNonNull(SHOP.get("com/acme/Shop.class"));
    List<String> held = new ArrayList<>();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0xff;
      held.addAll(
          scan(jar("changed.jar", Jars.all(TOOL, Map.of("com/acme/Shop.class", changed))))
              .held("run"));
    }
    // Most of a class file is its pool, and what is broken there is mostly not this method's name.
    assertThat(held).contains("com.acme.Shop.run()");
  }

  @Test
  void aClassOfAnotherNameThanItsPathIsLeftOut() throws Exception {
    byte[] shop = Objects.requireNonNull(SHOP.get("com/acme/Shop.class"));
    Scanned scanned = scan(jar("named.jar", Jars.all(TOOL, Map.of("com/acme/Other.class", shop))));

    assertThat(scanned.held("run")).isEmpty();
    assertThat(scanned.report().notes())
        .containsExactly(
            "named.jar: com/acme/Other.class holds a class of another name, com.acme.Shop, which no loader finds there; left out");
  }

  @Test
  void aNameThatLeadsOutOfTheJarIsLeftOut() throws Exception {
    byte[] shop = Objects.requireNonNull(SHOP.get("com/acme/Shop.class"));
    Scanned scanned =
        scan(jar("slip.jar", Jars.all(TOOL, Map.of("../../com/acme/Shop.class", shop))));

    assertThat(scanned.held("run")).isEmpty();
    assertThat(scanned.report().notes().get(0)).contains("leads out of the jar");
  }

  @Test
  void aPackageOfTheJdkIsTheJdks() throws Exception {
    Map<String, byte[]> fake = new LinkedHashMap<>(BOTH);
    byte[] bytes = fake.get("com/acme/Shop.class");
    byte[] renamed =
        new String(Objects.requireNonNull(bytes), StandardCharsets.ISO_8859_1)
            .replace("com/acme/Shop", "java/sql/Shop")
            .getBytes(StandardCharsets.ISO_8859_1);
    Scanned scanned = scan(jar("jdk.jar", Jars.all(BOTH, Map.of("java/sql/Shop.class", renamed))));

    assertThat(scanned.held("run")).containsExactly("com.acme.Shop.run()");
    assertThat(scanned.report().notes().get(0)).contains("in packages of the JDK");
  }

  @Test
  void theFirstOfTwoClassesOfANameCounts() throws Exception {
    Map<String, byte[]> other =
        Jars.compile("package com.acme; public class Shop { public void other() {} }");

    Scanned scanned = scan(jar("a.jar", BOTH), jar("b.jar", other));
    assertThat(scanned.report().notes())
        .containsExactly(
            "b.jar: classes that are there already, from a.jar: 1, such as com.acme.Shop");
    holdsTheShop(scanned, "a.jar");

    assertThat(scan(jar("b.jar", other), jar("a.jar", BOTH)).held("run")).isEmpty();
  }

  @Test
  void aBombIsNotUnpacked() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("com/acme/Bomb.class"));
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 40; i++) {
        zip.write(zeros);
      }
      for (Map.Entry<String, byte[]> entry : BOTH.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    String bomb = Files.write(directory.resolve("bomb.jar"), bytes.toByteArray()).toString();

    Scanned scanned = scan(bomb);
    assertThat(scanned.held("run")).containsExactly("com.acme.Shop.run()");
    assertThat(scanned.report().notes())
        .containsExactly(
            "bomb.jar: com/acme/Bomb.class is larger than any class file can be; left out");
  }

  @Test
  void aClassThatDerivesFromItselfIsLeftOut() throws Exception {
    Map<String, byte[]> classes =
        Jars.compile(
            "package com.acme; public class A extends B {}",
            "package com.acme; public class B {}",
            "package com.acme; public class Z extends A {}");
    byte[] circular =
        new String(
                Objects.requireNonNull(classes.get("com/acme/B.class")),
                StandardCharsets.ISO_8859_1)
            .replace("\u0010java/lang/Object", "\ncom/acme/A")
            .getBytes(StandardCharsets.ISO_8859_1);
    Scanned scanned =
        scan(jar("circle.jar", Jars.all(BOTH, classes, Map.of("com/acme/B.class", circular))));

    holdsTheShop(scanned, "circle.jar");
    assertThat(scanned.report().notes()).anyMatch(note -> note.contains("cannot be loaded"));
  }
}
