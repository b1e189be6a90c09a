package dev.callgate.testapps.hostile;

import groovy.lang.GroovyShell;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.codehaus.janino.ScriptEvaluator;
import org.codehaus.janino.SimpleCompiler;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Code that comes as text, compiled or interpreted in this JVM. */
public final class LanguageRoutes {
  private static final String DEED = Deed.class.getName();

  /** A class with a deed of its own. */
  private static final String MARKED =
      """
      public class Written {
        @dev.callgate.Irreversible
        public static void burn(String marker) throws java.io.IOException {
          new java.io.FileOutputStream(marker).close();
        }
      }
      """;

  private LanguageRoutes() {}

  static List<Route> list() {
    return new Routes("language")
        .route("compiler", LanguageRoutes::byCompiler)
        .route("jshell", LanguageRoutes::byJshell)
        .route("groovy-script", marker -> new GroovyShell().evaluate(call(marker)))
        .route(
            "groovy-class",
            marker -> {
              try (groovy.lang.GroovyClassLoader loader = new groovy.lang.GroovyClassLoader()) {
                Loaders.burn(loader.parseClass(MARKED), marker);
              }
            })
        .route(
            "groovy-meta-class",
            marker ->
                new GroovyShell()
                    .evaluate(
                        DEED
                            + ".metaClass.invokeStaticMethod("
                            + DEED
                            + ", 'burn', '"
                            + marker
                            + "')"))
        .route(
            "janino-script",
            marker -> {
              ScriptEvaluator script = new ScriptEvaluator();
              script.setThrownExceptions(new Class<?>[] {Exception.class});
              script.cook(call(marker).replace('\'', '"') + ";");
              script.evaluate();
            })
        .route(
            "janino-class",
            marker -> {
              SimpleCompiler compiler = new SimpleCompiler();
              compiler.cook(MARKED);
              Loaders.burn(compiler.getClassLoader().loadClass("Written"), marker);
            })
        .route(
            "spel", marker -> new SpelExpressionParser().parseExpression(spel(marker)).getValue())
        .route("spel-compiled", LanguageRoutes::byCompiledSpel)
        .list();
  }

  private static String call(String marker) {
    return DEED + ".burn('" + marker + "')";
  }

  private static String spel(String marker) {
    return "T(" + DEED + ").burn('" + marker + "')";
  }

  private static void byCompiler(String marker) throws Exception {
    Path directory = Files.createTempDirectory("written");
    Path source = Files.writeString(directory.resolve("Written.java"), MARKED);
    StringWriter errors = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                errors,
                null,
                null,
                List.of("-proc:none", "-d", directory.toString(), "-cp", classPath()),
                null,
                ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(source))
            .call();
    if (!compiled) {
      throw new IllegalStateException(errors.toString());
    }
    Loaders.burn(
        new Loaders.Giving(LanguageRoutes.class.getClassLoader())
            .define(Files.readAllBytes(directory.resolve("Written.class"))),
        marker);
  }

  private static String classPath() throws Exception {
    return Path.of(
            dev.callgate.Irreversible.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI())
        .toString();
  }

  private static void byJshell(String marker) {
    Deed.class.getName();
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      // The local engine's loader sees the class path of this program, its compiler does not.
      for (String snippet :
          List.of(
              "Class<?> deed = ClassLoader.getSystemClassLoader().loadClass(\"" + DEED + "\");",
              "deed.getMethod(\"burn\", String.class).invoke(null, \"" + marker + "\");")) {
        shell
            .eval(snippet)
            .forEach(
                event -> {
                  if (event.status() != Snippet.Status.VALID) {
                    throw new IllegalStateException(
                        shell.diagnostics(event.snippet()).toList().toString());
                  }
                });
      }
    }
  }

  private static void byCompiledSpel(String marker) {
    SpelExpression expression =
        (SpelExpression)
            new SpelExpressionParser(
                    new SpelParserConfiguration(
                        SpelCompilerMode.IMMEDIATE, LanguageRoutes.class.getClassLoader()))
                .parseExpression(
                    "T(" + LanguageRoutes.class.getName() + ").burn('" + marker + "')");
    // Interpreted the first time, compiled from then on.
    Deeds.refusedOrDone(() -> expression.getValue());
    Deeds.refusedOrDone(() -> expression.getValue());
    expression.getValue();
  }

  /** Public, as compiled expressions want it. */
  public static int burn(String marker) throws Exception {
    Deed.burn(marker);
    return 0;
  }
}
