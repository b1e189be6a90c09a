package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the machine runs out of something, calls are refused, never let through, and the program
 * lives on.
 */
final class ExhaustionTest {
  private static final int CROWD = 300;

  /**
   * Erases the files a and b when nothing is left, and c when all is well again; or many at once.
   */
  private static final String PROGRAM =
      """
      package deeds;

      import dev.callgate.Irreversible;
      import java.io.File;
      import java.io.FileInputStream;
      import java.io.IOException;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.atomic.AtomicInteger;

      public class Pressed {
        private static final AtomicInteger REFUSED = new AtomicInteger();

        public static void main(String[] arguments) throws Exception {
          switch (arguments[0]) {
            case "descriptors" -> descriptors();
            case "threads" -> threads();
            case "crowd" -> crowd(Integer.parseInt(arguments[1]));
            default -> attempt(new File("a"));
          }
          System.out.println("refused=" + REFUSED);
        }

        private static void descriptors() throws IOException {
          List<FileInputStream> open = new ArrayList<>();
          try {
            while (open.size() < 100_000) {
              open.add(new FileInputStream("/dev/null"));
            }
          } catch (IOException none) {
            System.out.println("out of descriptors");
          }
          attempt(new File("a"));
          attempt(new File("b"));
          for (FileInputStream file : open) {
            file.close();
          }
          attempt(new File("c"));
        }

        private static void threads() {
          Object forever = new Object();
          try {
            for (int i = 0; i < 10_000; i++) {
              Thread thread = new Thread(null, () -> stay(forever), "t" + i, 64L << 20);
              thread.setDaemon(true);
              thread.start();
            }
          } catch (OutOfMemoryError none) {
            System.out.println("out of threads");
          }
          attempt(new File("a"));
        }

        private static void stay(Object forever) {
          synchronized (forever) {
            try {
              forever.wait();
            } catch (InterruptedException ended) {
              return;
            }
          }
        }

        private static void crowd(int size) throws InterruptedException {
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            File file = new File("crowd/" + i);
            threads.add(new Thread(null, () -> attempt(file), "crowd-" + i, 128 << 10));
          }
          for (Thread thread : threads) {
            thread.start();
          }
          for (Thread thread : threads) {
            thread.join();
          }
        }

        private static void attempt(File file) {
          try {
            erase(file);
          } catch (SecurityException refused) {
            REFUSED.incrementAndGet();
          }
        }

        @Irreversible
        static boolean erase(File file) {
          return file.delete();
        }
      }
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath = Compiled.program(directory, "deeds.Pressed", PROGRAM);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @BeforeEach
  void makeFiles() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(temp.resolve(name), name);
    }
  }

  private record Run(int status, List<String> out, int asked, String talk) {}

  private Run run(
      Answer answer, Launch launch, AgentConfiguration configuration, String... arguments)
      throws Exception {
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            launch.gatedBy(configuration).main("deeds.Pressed", classPath, arguments)) {
      int status = program.awaitExit();
      return new Run(status, program.out().lines(), reviewer.asked(), program.toString());
    }
  }

  /** Nobody hears a decision without a descriptor, so it is not worth waiting for. */
  private static AgentConfiguration shortly() throws Exception {
    return approver.configuration("pressed").withExpires("10s");
  }

  @EveryJdk
  void withoutDescriptorsNothingRunsUnasked(Jdk jdk) throws Exception {
    Launch launch = Launch.on(jdk, temp).with(List.of("-XX:-MaxFDLimit")).limitedTo("-n 200");

    Run run = run(Answer.REJECT, launch, shortly(), "descriptors");

    assertThat(run.out()).as("%s", run).containsExactly("out of descriptors", "refused=3");
    assertThat(temp.resolve("a")).exists();
    assertThat(temp.resolve("b")).exists();
    assertThat(temp.resolve("c")).exists();
  }

  @EveryJdk
  void andWhenThereAreSomeAgainAYesIsEnough(Jdk jdk) throws Exception {
    Launch launch = Launch.on(jdk, temp).with(List.of("-XX:-MaxFDLimit")).limitedTo("-n 200");

    Run run = run(Answer.APPROVE, launch, shortly(), "descriptors");

    assertThat(run.status()).as("%s", run).isZero();
    assertThat(temp.resolve("c")).as("%s", run).doesNotExist();
    long gone =
        List.of("a", "b", "c").stream().filter(name -> !Files.exists(temp.resolve(name))).count();
    assertThat(run.asked()).as("%s", run).isGreaterThanOrEqualTo((int) gone);
  }

  /** By address space, of which each of the program's threads takes a lot. */
  @EveryJdk
  void withoutThreadsAYesIsStillNeededAndEnough(Jdk jdk) throws Exception {
    AgentConfiguration configuration = approver.configuration("pressed");
    Run rejected = run(Answer.REJECT, cramped(jdk), configuration, "threads");
    assertThat(rejected.out()).as("%s", rejected).containsExactly("out of threads", "refused=1");
    assertThat(temp.resolve("a")).exists();

    Run approved = run(Answer.APPROVE, cramped(jdk), configuration, "threads");
    assertThat(approved.out()).as("%s", approved).containsExactly("out of threads", "refused=0");
    assertThat(temp.resolve("a")).doesNotExist();
    assertThat(approved.asked()).isEqualTo(1);
  }

  private Launch cramped(Jdk jdk) {
    return Launch.on(jdk, temp)
        .with(
            List.of(
                "-Xlog:disable",
                "-Xmx64m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=32m"))
        .limitedTo("-v 3000000");
  }

  @EveryJdk
  void onAFullDiskAYesIsStillNeededAndEnough(Jdk jdk) throws Exception {
    AgentConfiguration configuration = approver.configuration("pressed");
    Run rejected =
        run(Answer.REJECT, Launch.on(jdk, temp).limitedTo("-f 0"), configuration, "once");
    assertThat(temp.resolve("a")).as("%s", rejected).exists();

    Run approved =
        run(Answer.APPROVE, Launch.on(jdk, temp).limitedTo("-f 0"), configuration, "once");
    assertThat(temp.resolve("a")).as("%s", approved).doesNotExist();
  }

  @EveryJdk
  void hundredsOfCallsAtOnceAreEachDecided(Jdk jdk) throws Exception {
    Files.createDirectories(temp.resolve("crowd"));
    for (int i = 0; i < CROWD; i++) {
      Files.writeString(temp.resolve("crowd/" + i), "x");
    }
    String size = Integer.toString(CROWD);

    Run rejected =
        run(Answer.REJECT, Launch.on(jdk, temp), approver.configuration("crowd"), "crowd", size);
    assertThat(rejected.out()).as("%s", rejected).containsExactly("refused=" + CROWD);
    assertThat(temp.resolve("crowd").toFile().list()).hasSize(CROWD);
    assertThat(rejected.asked()).isEqualTo(CROWD);

    Run approved =
        run(Answer.APPROVE, Launch.on(jdk, temp), approver.configuration("crowd"), "crowd", size);
    assertThat(approved.out()).as("%s", approved).containsExactly("refused=0");
    assertThat(temp.resolve("crowd").toFile().list()).isEmpty();
    assertThat(approved.asked()).isEqualTo(CROWD);
  }
}
