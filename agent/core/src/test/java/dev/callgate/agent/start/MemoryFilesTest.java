package dev.callgate.agent.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is memory is told by what was opened, under whatever name. */
@EnabledOnOs(OS.LINUX)
class MemoryFilesTest {
  private final List<String> log = new ArrayList<>();
  private final MemoryFiles files = new MemoryFiles(log::add);

  @Test
  void theMemoryOfAProcessIsRefused(@TempDir Path temp) throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("notes.txt"), Path.of("/proc/self/mem"));
    for (String name : List.of("/proc/self/mem", "/proc/thread-self/mem", link.toString())) {
      try (FileInputStream open = new FileInputStream(name)) {
        int descriptor = descriptor("/mem");
        assertThatThrownBy(() -> files.openedForWriting(descriptor))
            .as(name)
            .isInstanceOf(SecurityException.class)
            .hasMessageContaining("was NOT opened for writing");
        assertThat(open.getChannel().isOpen()).isTrue();
      }
    }
    assertThat(log).first().asString().startsWith("callgate: CG-217 ");
  }

  @Test
  void anyOtherFileMayBeWritten(@TempDir Path temp) throws Exception {
    Path file = Files.createDirectories(temp.resolve("1")).resolve("mem");
    Files.writeString(file, "x");
    try (FileInputStream open = new FileInputStream(file.toFile())) {
      int descriptor = descriptor("/1/mem");
      assertThatCode(() -> files.openedForWriting(descriptor)).doesNotThrowAnyException();
      assertThat(open.read()).isEqualTo('x');
    }
    assertThat(MemoryFiles.isMemory("/mem")).isFalse();
    assertThat(MemoryFiles.isMemory("/proc/1/status")).isFalse();
    assertThat(log).isEmpty();
  }

  /** The number of the open file whose name ends so. */
  private static int descriptor(String end) throws Exception {
    for (String open : Objects.requireNonNull(new File("/proc/self/fd").list())) {
      if (new File("/proc/self/fd/" + open).getCanonicalPath().endsWith(end)) {
        return Integer.parseInt(open);
      }
    }
    throw new AssertionError("not open: " + end);
  }
}
