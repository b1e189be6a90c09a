package dev.callgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.acceptance.harness.AgentConfiguration;
import dev.callgate.acceptance.harness.ApproverProcess;
import dev.callgate.acceptance.harness.ChildProcess;
import dev.callgate.acceptance.harness.Compiled;
import dev.callgate.acceptance.harness.EveryJdk;
import dev.callgate.acceptance.harness.HeldCall;
import dev.callgate.acceptance.harness.Jdk;
import dev.callgate.acceptance.harness.Jdks;
import dev.callgate.acceptance.harness.Launch;
import dev.callgate.acceptance.harness.TirelessReviewer;
import dev.callgate.acceptance.harness.TirelessReviewer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules on the subtypes of a JDK type whose body stands in a class between: the JVM offers the
 * outer one first, and must not load the one between while it does, or nobody is offered that.
 */
final class JdkSubtypesTest {
  private static final int FOREIGN_FUNCTIONS = 22;
  private static final String PROGRAM =
      """
      package keys;

      import java.lang.reflect.Array;
      import java.security.KeyStore;
      import javax.crypto.spec.SecretKeySpec;

      public class Keys {
        public static void main(String[] arguments) throws Throwable {
          KeyStore store = KeyStore.getInstance("pkcs12");
          store.load(null, null);
          store.setEntry(
              "key",
              new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
              new KeyStore.PasswordProtection("p".toCharArray()));
          try {
            store.deleteEntry("key");
          } catch (SecurityException refused) {
            System.out.println(refused.getMessage());
          }
          System.out.println("there=" + store.containsAlias("key"));
          if (Runtime.version().feature() >= 22) {
            link();
          }
        }

        static void link() throws Exception {
          Class<?> linker = Class.forName("java.lang.foreign.Linker");
          Class<?> function = Class.forName("java.lang.foreign.FunctionDescriptor");
          Object none = Array.newInstance(Class.forName("java.lang.foreign.MemoryLayout"), 0);
          Object descriptor = function.getMethod("ofVoid", none.getClass()).invoke(null, none);
          Object options = Array.newInstance(Class.forName("java.lang.foreign.Linker$Option"), 0);
          try {
            System.out.println(
                "linked " + linker.getMethod("downcallHandle", function, options.getClass())
                    .invoke(linker.getMethod("nativeLinker").invoke(null), descriptor, options));
          } catch (java.lang.reflect.InvocationTargetException refused) {
            System.out.println(refused.getCause().getMessage());
          }
        }
      }
      """;

  private static ApproverProcess approver;
  private static List<Path> classPath = List.of();

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  private Path temp;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    approver = ApproverProcess.start(Jdks.first(), directory);
    classPath =
        Compiled.program(
            Files.createDirectories(directory.resolve("program")), "keys.Keys", PROGRAM);
  }

  @AfterAll
  static void stop() {
    approver.close();
  }

  private record Run(List<String> out, List<String> held, String talk) {}

  private Run run(Jdk jdk, Answer answer) throws Exception {
    String deleting =
        """
        callgate: 1
        name: keys
        owner: tests
        rules:
          - id: delete
            match: {subtypes_of: java.security.KeyStoreSpi, method: engineDeleteEntry(String alias)}
            decide: gate
        """;
    String linking =
        """
          - id: link
            match: {subtypes_of: java.lang.foreign.Linker, method: downcallHandle}
            decide: gate
        """;
    List<String> rules =
        jdk.feature() < FOREIGN_FUNCTIONS ? List.of(deleting) : List.of(deleting, linking);
    Path policy = Files.writeString(temp.resolve("keys.callgate.yaml"), String.join("", rules));
    AgentConfiguration configuration = approver.configuration("keys").withPolicy(policy);
    try (TirelessReviewer reviewer =
            TirelessReviewer.start(approver.reviewer(), configuration.application(), answer);
        ChildProcess program =
            Launch.on(jdk, temp).gatedBy(configuration).main("keys.Keys", classPath)) {
      assertThat(program.awaitExit()).as("%s", program).isZero();
      List<String> held = new ArrayList<>();
      for (HeldCall call : reviewer.decided()) {
        held.add(call.json().at("/request/method/type").asString());
      }
      return new Run(program.out().lines(), held, program.toString());
    }
  }

  @EveryJdk
  void theClassBetweenIsHeldToo(Jdk jdk) throws Exception {
    Run rejected = run(jdk, Answer.REJECT);
    // the outermost body, and the one that it hands on to only when that is approved
    assertThat(rejected.held).as("%s", rejected).contains("sun.security.util.KeyStoreDelegator");
    assertThat(rejected.out).contains("there=true").noneMatch(line -> line.startsWith("linked"));

    Run approved = run(jdk, Answer.APPROVE);
    assertThat(approved.held).as("%s", approved).contains("sun.security.util.KeyStoreDelegator");
    assertThat(approved.out).contains("there=false");
    if (jdk.feature() >= FOREIGN_FUNCTIONS) {
      assertThat(rejected.held).contains("jdk.internal.foreign.abi.AbstractLinker");
      assertThat(approved.out).anyMatch(line -> line.startsWith("linked MethodHandle"));
    }
  }
}
