package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.Installation;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** {@code pack:jvm} in a live JVM: what it holds, and the ordinary things that it lets be. */
final class JvmPackTest {
  private static final String SOURCE =
      """
      package deeds;

      import java.io.File;
      import java.lang.management.ManagementFactory;
      import java.lang.reflect.Array;
      import java.lang.reflect.Field;
      import java.lang.reflect.Proxy;
      import java.net.ServerSocket;
      import java.net.Socket;
      import java.nio.file.Files;
      import java.sql.Connection;
      import java.sql.DriverManager;
      import java.util.List;
      import java.util.concurrent.CompletableFuture;
      import javax.management.ObjectName;

      public class Within {
        int own = 1;

        interface Attempt {
          Object make() throws Throwable;
        }

        public static void main(String[] arguments) throws Throwable {
          switch (arguments[0]) {
            case "ordinary" -> ordinary();
            case "sqlite" -> attempt("sqlite", () -> sqlite());
            case "own" -> attempt("own", () -> {
              System.load(arguments[1]);
              return "loaded";
            });
            case "options" -> {
              attempt("java", () -> new ProcessBuilder(
                  new File(System.getProperty("java.home"), "bin/java").toString(), "-version")
                  .start().waitFor());
              attempt("true", () -> new ProcessBuilder("/bin/true").start().waitFor());
              attempt("option", () -> ManagementFactory.getPlatformMBeanServer().invoke(
                  new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "setVMOption",
                  new Object[] {"HeapDumpPath", "x"},
                  new String[] {"java.lang.String", "java.lang.String"}));
              attempt("native agent", () -> ManagementFactory.getPlatformMBeanServer().invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"), "jvmtiAgentLoad",
                  new Object[] {new String[] {"/nowhere.so"}},
                  new String[] {"[Ljava.lang.String;"}));
            }
            case "memory" -> memory();
            case "function" -> attempt("function", () -> function());
          }
        }

        static void attempt(String name, Attempt attempt) {
          try {
            System.out.println(name + " " + attempt.make());
          } catch (Throwable thrown) {
            Throwable root = thrown;
            while (root.getCause() != null) {
              root = root.getCause();
            }
            System.out.println(name + " threw " + root.getClass().getSimpleName());
          }
        }

        static void ordinary() throws Exception {
          try (ServerSocket server = new ServerSocket(0);
              Socket socket = new Socket("127.0.0.1", server.getLocalPort())) {
            server.accept().close();
          }
          Runnable proxy = (Runnable) Proxy.newProxyInstance(
              Within.class.getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);
          proxy.run();
          Files.delete(Files.createTempFile("ordinary", ".txt"));
          CompletableFuture.runAsync(proxy).join();
          System.out.println(ManagementFactory.getRuntimeMXBean().getVmName().length() > 0);
          System.exit(0);
        }

        static Object sqlite() throws Exception {
          try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute("create table t (x)");
            return "answers";
          }
        }

        static Object unsafe() throws Exception {
          Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
          field.setAccessible(true);
          return field.get(null);
        }

        static void memory() throws Exception {
          Object unsafe = unsafe();
          Class<?> type = unsafe.getClass();
          Field jdks = java.lang.invoke.MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
          attempt("where the JDK's lies", () ->
              type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, jdks));
          Field own = Within.class.getDeclaredField("own");
          long[] offset = new long[1];
          attempt("where its own lies", () -> {
            offset[0] = (long) type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, own);
            return "known";
          });
          Within within = new Within();
          attempt("written", () ->
              type.getMethod("putInt", Object.class, long.class, int.class)
                  .invoke(unsafe, within, offset[0], 2));
          System.out.println("own " + within.own);
        }

        static Object function() throws Exception {
          Class<?> linker = Class.forName("java.lang.foreign.Linker");
          Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
          Object layouts = Array.newInstance(Class.forName("java.lang.foreign.MemoryLayout"), 0);
          Object options = Array.newInstance(Class.forName("java.lang.foreign.Linker$Option"), 0);
          Object of = descriptor.getMethod("ofVoid", layouts.getClass()).invoke(null, layouts);
          Object made = linker.getMethod("downcallHandle", descriptor, options.getClass())
              .invoke(linker.getMethod("nativeLinker").invoke(null), of, options);
          return made == null ? "nothing" : "made";
        }
      }
      """;

  private static ApproverProcess approver;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void startApprover(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
  }

  @AfterAll
  static void stopApprover() {
    approver.close();
  }

  @EveryJdk
  void anOrdinaryProgramIsAskedNothing(Jdk jdk) throws Exception {
    assertThat(run(jdk, Answer.REJECT, "ordinary")).containsExactly("true", "asked 0");
  }

  @EveryJdk
  void aListedLibraryLoadsAndAnUnlistedOneWaits(Jdk jdk) throws Exception {
    assertThat(run(jdk, Answer.REJECT, "sqlite")).containsExactly("sqlite answers", "asked 0");

    String library = nativeLibrary().toString();
    assertThat(run(jdk, Answer.REJECT, "own", library))
        .containsExactly("own threw CallRefusedException", "asked 1");
    assertThat(run(jdk, Answer.APPROVE, "own", library)).containsExactly("own loaded", "asked 1");
  }

  @EveryJdk
  void anotherJvmAnOptionAndANativeAgent(Jdk jdk) throws Exception {
    assertThat(run(jdk, Answer.REJECT, "options"))
        .containsExactly(
            "java threw IOException",
            "true 0",
            "option threw CallRefusedException",
            "native agent threw CallRefusedException",
            "asked 2");
    assertThat(run(jdk, Answer.APPROVE, "options"))
        .containsExactly(
            "java 0",
            "true 0",
            "option null",
            "native agent threw CallRefusedException",
            "asked 2");
  }

  @EveryJdk
  void memoryIsNotWrittenPastTheLanguage(Jdk jdk) throws Exception {
    assertThat(run(jdk, Answer.APPROVE, "memory"))
        .containsExactly(
            "where the JDK's lies threw CallRefusedException",
            "where its own lies known",
            "written threw CallRefusedException",
            "own 1",
            "asked 0");
    // The twin: the program is named among those that may.
    assertThat(
            run(jdk, Answer.APPROVE, "packs: {jvm: {lists: {memory: [\"deeds.**\"]}}}", "memory"))
        .contains("where its own lies known", "written null", "own 2", "asked 0");
  }

  @EveryJdk
  void nativeFunctionsWait(Jdk jdk) throws Exception {
    // A part of Java since 22.
    if (jdk.feature() >= 22) {
      assertThat(run(jdk, Answer.REJECT, "function"))
          .containsExactly("function threw CallRefusedException", "asked 1");
      assertThat(run(jdk, Answer.APPROVE, "function")).containsExactly("function made", "asked 1");
    }
  }

  private List<String> run(Jdk jdk, Answer answer, String... arguments) throws Exception {
    boolean more = arguments[0].startsWith("packs:");
    Path policy =
        Files.writeString(
            temp.resolve("within.callgate.yaml"),
            "callgate: 1\nname: within\ninclude: [\"pack:jvm@1\"]\n"
                + (more ? arguments[0] + "\n" : ""));
    AgentConfiguration ours = approver.configuration("within").withPolicy(policy);
    List<Path> classPath =
        Compiled.program(temp, "deeds.Within", SOURCE, Installation.applicationsOwn("sqlite.jar"));
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), ours.application(), answer);
        ChildProcess program =
            Launch.on(jdk, temp)
                .gatedBy(ours)
                .main("deeds.Within", classPath, more ? new String[] {arguments[1]} : arguments)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> lines = new ArrayList<>(program.out().lines());
      lines.add("asked " + reviewer.asked());
      return lines;
    }
  }

  /** One of SQLite's, as if the program had brought it itself. */
  private Path nativeLibrary() throws IOException {
    Path file = temp.resolve("libown.so");
    if (!Files.exists(file)) {
      try (JarFile jar = new JarFile(Installation.applicationsOwn("sqlite.jar").toFile());
          InputStream in =
              jar.getInputStream(
                  Objects.requireNonNull(
                      jar.getEntry("org/sqlite/native/Linux/x86_64/libsqlitejdbc.so")))) {
        Files.copy(in, file);
      }
    }
    return file;
  }
}
