package dev.callgate.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.protocol.RecordedCall;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording ends by itself, and never with anything but a line. */
class CallRecorderTest {
  private static final RecordedCall CALL =
      new RecordedCall(
          1,
          0,
          null,
          "sha256:0",
          "a.B",
          "m",
          "()V",
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          List.of(),
          false,
          new RecordedCall.Caller(null, null, null),
          new RecordedCall.CallingThread("main", false, "main"),
          "allow",
          List.of());

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Path directory;

  CallRecorderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private CallRecorder recorder(File file, int most, long largest) {
    CallRecorder recorder = new CallRecorder(file, most, largest, new OwnThreads(), log::add);
    recorder.start();
    return recorder;
  }

  @Test
  void soManyCallsOfARuleAndThenALine() throws Exception {
    CallRecorder recorder = recorder(directory.resolve("c").toFile(), 2, 1 << 20);

    assertThat(recorder.wants("p/r", true)).isTrue();
    assertThat(recorder.wants("p/r", true)).isTrue();
    assertThat(recorder.wants("p/r", true)).isFalse();
    assertThat(recorder.wants("p/r", true)).isFalse();
    assertThat(recorder.wants("p/r", false)).as("the spared ones count by themselves").isTrue();
    recorder.finish(10_000);

    assertThat(log).singleElement().asString().contains("CG-213 enough calls recorded: p/r, 2");
  }

  @Test
  void aFileThatIsFullEndsIt() throws Exception {
    Path file = directory.resolve("c");
    CallRecorder recorder = recorder(file.toFile(), 100, 900);
    for (int i = 0; i < 10; i++) {
      recorder.take(CALL);
    }
    recorder.finish(10_000);

    assertThat(Files.size(file)).isBetween(1L, 900L);
    assertThat(log).singleElement().asString().contains("CG-213 recording ended: " + file);
    assertThat(recorder.wants("p/r", true)).isFalse();
  }

  @Test
  void aFileThatCannotBeWrittenEndsIt() throws Exception {
    CallRecorder recorder = recorder(directory.toFile(), 100, 1 << 20);
    recorder.take(CALL);
    recorder.finish(10_000);

    assertThat(log).singleElement().asString().contains("CG-214 recording ended");
    assertThat(recorder.wants("p/r", true)).isFalse();
  }

  @Test
  void theFileIsAddedTo() throws Exception {
    Path file = directory.resolve("c");
    for (int run = 0; run < 2; run++) {
      CallRecorder recorder = recorder(file.toFile(), 100, 1 << 20);
      recorder.take(CALL);
      recorder.finish(10_000);
    }

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(log).isEmpty();
  }
}
