package dev.callgate.agent.start;

import dev.callgate.agent.coverage.Coverage;
import dev.callgate.agent.coverage.CoverageReporter;
import dev.callgate.agent.fact.WatchRules;
import dev.callgate.agent.gate.Gate;
import dev.callgate.agent.gate.GateTable;
import dev.callgate.agent.gate.JvmIdentity;
import dev.callgate.agent.gate.Shortcuts;
import dev.callgate.agent.gate.Sight;
import dev.callgate.agent.link.ApproverLink;
import dev.callgate.agent.link.Endpoint;
import dev.callgate.agent.link.LinkException;
import dev.callgate.agent.link.Session;
import dev.callgate.agent.record.CallRecorder;
import dev.callgate.agent.trust.Trust;
import dev.callgate.agent.weave.CheckMaker;
import dev.callgate.agent.weave.GateTransformer;
import dev.callgate.agent.weave.JdkHooks;
import dev.callgate.agent.weave.LastLook;
import dev.callgate.agent.weave.Weaver;
import dev.callgate.config.AgentConfig;
import dev.callgate.config.ConfigException;
import dev.callgate.hole.Finding;
import dev.callgate.hole.HoleSearch;
import dev.callgate.hole.JvmStart;
import dev.callgate.match.BytecodeBridgeTargets;
import dev.callgate.match.ClassMatcher;
import dev.callgate.policy.Note;
import dev.callgate.policy.PolicyException;
import dev.callgate.policy.PolicySet;
import dev.callgate.policy.Problem;
import dev.callgate.policy.read.PolicyReader;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.SigningKey;
import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From nothing to armed. The order is the design: what can be wrong is found first, nothing is
 * woven before the bridge is armed, the self-test runs on the very objects that will serve, and
 * {@code main} does not start before what was already loaded is settled.
 */
public final class Startup {
  /** As sysexits.h has it: something was found in an unconfigured or misconfigured state. */
  public static final int NOT_CONFIGURED = 78;

  private static final long FLUSH_MILLIS = 2_000;
  private static final String BUILT_IN = PolicySet.annotationOnly().rules().get(0).source();
  private static final String EXCEPTION = "dev.callgate.CallRefusedException";

  private Startup() {}

  /**
   * Called by the launcher, reflectively, from {@code premain}. Returns only when the agent is
   * armed; otherwise the process ends with one line on standard error and status 78.
   *
   * @param configFile the agent's argument, or null for {@code callgate.yaml}
   * @param version this agent's version
   * @param jar the file that this agent came in, and is started from once more, behind all others
   */
  public static void start(
      @Nullable String configFile, Instrumentation instrumentation, String version, File jar) {
    // The stream as it is now: whoever replaces System.err later does not hear us.
    PrintStream err = System.err;
    try {
      arm(configFile, instrumentation, version, jar, err::println);
    } catch (StartRefusedException e) {
      refuse(err, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      refuse(err, "callgate: CG-009 not started: the agent itself failed: " + e + "; report this");
    }
  }

  private static void refuse(PrintStream err, String line) {
    err.println(line.replace('\n', ' '));
    err.flush();
    // Not exit: it would run hooks of a program that never started, and may itself be gated.
    Runtime.getRuntime().halt(NOT_CONFIGURED);
  }

  private static void arm(
      @Nullable String configFile,
      Instrumentation instrumentation,
      String version,
      File jar,
      Consumer<String> log)
      throws Exception {
    File file =
        new File(
            configFile == null || configFile.isEmpty() ? AgentConfig.DEFAULT_FILE : configFile);
    AgentConfig config = configuration(file);
    Trust trust = TrustAtStart.read(config.trust(), log);
    PolicySet policy = policy(config).assured(config.trust().usual(), config.trust().least());
    TrustAtStart.requireProvable(policy, trust);
    for (Note note : policy.notes()) {
      log.accept("callgate: " + note.toLine());
    }
    JvmIdentity jvm =
        new JvmIdentity(
            Ids.random(),
            SigningKey.generate(),
            trust,
            config.application(),
            config.environment(),
            policy.digest(),
            config.expires());

    // The handshake takes as long as everything else here; both at once.
    Endpoint endpoint = new Endpoint(config.approver(), config.tlsPin());
    FutureTask<Session> enrolment =
        new FutureTask<>(() -> Session.enrol(endpoint, config.enrolmentToken(), jvm, version));
    Thread enrolling = new Thread(null, enrolment, "callgate-enrol", 0, false);
    enrolling.setDaemon(true);
    enrolling.start();

    Bridge.define(instrumentation);
    GateEntry entry = new GateEntry(log);
    Shortcuts shortcuts = new Shortcuts(new CheckMaker());
    Bridge.arm(entry, shortcuts);
    JdkLoadedClasses loaded = new JdkLoadedClasses();
    Weaver weaver = new Weaver();
    MethodHandle exception = exception();
    SelfTest.run(entry, weaver, exception, PolicySet.annotationOnly(), loaded, log);

    JvmStart started = RunningJvm.read(jar, file, config);
    List<Finding> holes = HoleSearch.of(started, policy);
    if (config.strict()) {
      HoleReport.requireClosed(holes, started.feature());
    }

    ApproverLink link =
        new ApproverLink(jvm, session(enrolment, endpoint), entry.ownThreads(), log);
    GateTable gates = new GateTable(entry.ownThreads(), shortcuts);
    PolicySet watched = WatchRules.addedTo(policy);
    ClassMatcher matcher = new ClassMatcher(watched, new BytecodeBridgeTargets(), loaded);
    if (matcher.asksForSupertypes()) {
      loaded.readUnsettled(instrumentation);
    }
    GateTransformer transformer =
        new GateTransformer(
            Startup.class.getClassLoader(), instrumentation, matcher, weaver, gates, log);
    // Loads what the hooks need: another agent may define classes, hidden ones too, in the middle
    // of the definition of a class of ours.
    transformer.hidden(null, SelfTest.canary());
    transformer.mayComeFromArchive(Canary.class, Runnable.class);
    LastInLine last =
        new LastInLine(
            jar.getPath(),
            new LastLook(Startup.class.getClassLoader(), transformer, weaver, gates, log),
            log);
    entry.watch(last);
    Sight sight = Sight.of(new CapturedClassFiles(last.take()), PublishedContext.find());
    CallRecorder recorder =
        config.record() == null ? null : new CallRecorder(config.record(), entry.ownThreads(), log);
    entry.open(new Gate(gates, jvm, link, exception, sight, recorder, log), transformer);
    if (recorder != null) {
      recorder.start();
    }
    link.start();
    entry.ownThreads().create("callgate-shortcuts", shortcuts::makeAll).start();
    JdkHooks.load();
    // Before the transformer: until ClassLoader itself is woven nothing loads a class's supertypes
    // ahead of it, and java.sql.Statement would be refused for that.
    JdkRules.load(watched);
    instrumentation.addTransformer(transformer, /* canRetransform= */ true);
    settle(instrumentation, matcher, transformer);
    JdkRules.check(policy, gates);
    CoverageReporter coverage =
        new CoverageReporter(
            new Coverage(jvm, policy, gates),
            link,
            config.coverage().file(),
            config.coverage().every(),
            entry.ownThreads(),
            log);
    coverage.start();
    atEnd(link, coverage, recorder, log);
    log.accept(
        "callgate: armed: "
            + policy.rules().size()
            + (policy.rules().size() == 1 ? " rule, " : " rules, ")
            + gates.size()
            + " methods woven so far, approver "
            + endpoint.uri());
    // last: a start that is refused says one thing only
    log.accept(HoleReport.line(holes));
    for (Problem warning : policy.warnings()) {
      log.accept("callgate: " + warning.toLine());
    }
  }

  private static AgentConfig configuration(File file) throws StartRefusedException {
    try {
      return AgentConfig.read(file);
    } catch (ConfigException e) {
      throw new StartRefusedException("CG-002", String.valueOf(e.getMessage()), "");
    }
  }

  private static PolicySet policy(AgentConfig config) throws StartRefusedException {
    try {
      return PolicyReader.read(config.policies(), config.environment());
    } catch (PolicyException e) {
      throw new StartRefusedException("CG-003", String.valueOf(e.getMessage()), "");
    }
  }

  private static Session session(FutureTask<Session> enrolment, Endpoint endpoint)
      throws Exception {
    try {
      return enrolment.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LinkException link) {
        throw switch (link.kind()) {
          case UNREACHABLE ->
              new StartRefusedException(
                  "CG-004",
                  "the approver cannot be reached: "
                      + endpoint.uri()
                      + " ("
                      + link.getMessage()
                      + ")",
                  "start it, or correct approver.url");
          case NOT_THE_APPROVER ->
              new StartRefusedException(
                  "CG-005",
                  "this is not the pinned approver: "
                      + endpoint.uri()
                      + " ("
                      + link.getMessage()
                      + ")",
                  "compare approver.trust and approver.tls-pin with the approver's agent.yaml");
          case NOT_TRUSTED ->
              new StartRefusedException(
                  "CG-012",
                  "nothing says whose signatures count: "
                      + endpoint.uri()
                      + " ("
                      + link.getMessage()
                      + ")",
                  "give the approver a bundle that the trust-roots have signed, with --trust FILE");
          case NOT_ENROLLED ->
              new StartRefusedException(
                  "CG-006",
                  "the approver does not take this JVM in: "
                      + endpoint.uri()
                      + " ("
                      + link.getMessage()
                      + ")",
                  "ask it for a new enrolment token");
        };
      }
      throw e;
    }
  }

  /** {@code (message, outcome, requestId)} to the exception, as the class that applications see. */
  private static MethodHandle exception() throws ReflectiveOperationException {
    Class<?> type = Class.forName(EXCEPTION, true, ClassLoader.getSystemClassLoader());
    return MethodHandles.publicLookup()
        .findConstructor(
            type, MethodType.methodType(void.class, String.class, String.class, String.class))
        .asType(MethodType.methodType(Throwable.class, String.class, String.class, String.class));
  }

  /**
   * Weaves what was loaded before the transformer was there: the JDK's classes, and an archive's.
   */
  private static void settle(
      Instrumentation instrumentation, ClassMatcher matcher, GateTransformer transformer)
      throws StartRefusedException, UnmodifiableClassException {
    List<Class<?>> candidates = new ArrayList<>();
    List<Class<?>> hidden = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != Startup.class.getClassLoader()) {
        if (type.isHidden()) {
          hidden.add(type);
        } else if (type != ClassLoader.class
            && instrumentation.isModifiableClass(type)
            && (JdkHooks.mayBeIn(type) || matcher.mayConcern(type))) {
          candidates.add(type);
        }
      }
    }
    // Supertypes first, in the order in which they would have loaded: what they hand down has to be
    // known.
    candidates.sort(Comparator.comparingInt(Startup::height));
    LinkageError failed = null;
    try {
      // By itself and first: verifying the others loads what their code throws and returns, and
      // those classes' supertypes have to be loaded ahead of them already.
      instrumentation.retransformClasses(ClassLoader.class);
      instrumentation.retransformClasses(candidates.toArray(new Class<?>[0]));
    } catch (LinkageError e) {
      // Bytes that refuse a loaded class make the whole batch fail; the transformer knows which,
      // and why.
      failed = e;
    }
    candidates.add(ClassLoader.class);
    for (Class<?> type : candidates) {
      String why = transformer.refusal(type);
      if (why != null) {
        throw new StartRefusedException(
            "CG-008", type.getName() + " was loaded already and cannot be woven: " + why, "");
      }
    }
    if (failed != null) {
      throw failed;
    }
    if (!transformer.missingHooks().isEmpty()) {
      throw new StartRefusedException(
          "CG-001",
          "this JDK defines classes in a way that is not known: "
              + transformer.missingHooks()
              + " differ",
          "use OpenJDK 17 or newer");
    }
    for (Class<?> type : hidden) {
      String why = matcher.heldBy(type);
      if (why != null) {
        throw new StartRefusedException(
            "CG-008",
            type.getName()
                + " is a hidden class that was loaded already and cannot be woven: "
                + why,
            "narrow the rule with class or exclude, or make the AOT cache that it comes from with"
                + " -XX:-AOTClassLinking");
      }
    }
  }

  private static int height(Class<?> type) {
    int height = type.getSuperclass() == null ? 0 : height(type.getSuperclass());
    for (Class<?> parent : type.getInterfaces()) {
      height = Math.max(height, height(parent));
    }
    return height + 1;
  }

  private static void atEnd(
      ApproverLink link,
      CoverageReporter coverage,
      @Nullable CallRecorder recorder,
      Consumer<String> log) {
    Thread hook =
        new Thread(
            null,
            () -> {
              try {
                for (String line : coverage.finish(FLUSH_MILLIS, BUILT_IN)) {
                  log.accept(line);
                }
                if (recorder != null) {
                  recorder.finish(FLUSH_MILLIS);
                }
                link.flush(FLUSH_MILLIS);
              } catch (InterruptedException e) {
                // The JVM is ending; what was not sent stays unsent.
              }
            },
            "callgate-end",
            0,
            false);
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
