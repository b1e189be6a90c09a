package dev.callgate.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Programs for tests: class files from source text, and jars of them. */
public final class Jars {
  private static final Pattern PACKAGE = Pattern.compile("package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|@?interface|enum|record)\\s+(\\w+)");

  private Jars() {}

  /** Class files by their path in a jar. */
  public static Map<String, byte[]> compile(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = new ArrayList<>();
    for (String source : sources) {
      units.add(new Source(source));
    }
    try (JavaFileManager files =
        new Memory(compiler.getStandardFileManager(null, null, null), written)) {
      List<String> options = List.of("-proc:none", "-nowarn");
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new AssertionError(messages.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    written.forEach(
        (name, bytes) -> classes.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
    return classes;
  }

  /** The same entries under a folder. */
  public static Map<String, byte[]> under(String folder, Map<String, byte[]> entries) {
    Map<String, byte[]> moved = new LinkedHashMap<>();
    entries.forEach((name, bytes) -> moved.put(folder + name, bytes));
    return moved;
  }

  /** All of them. */
  @SafeVarargs
  public static Map<String, byte[]> all(Map<String, byte[]>... parts) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (Map<String, byte[]> part : parts) {
      all.putAll(part);
    }
    return all;
  }

  /** A jar's bytes. Jars inside are stored as they are, as Spring Boot wants them. */
  public static byte[] jar(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry head = new ZipEntry(entry.getKey());
        if (entry.getKey().endsWith(".jar")) {
          CRC32 sum = new CRC32();
          sum.update(entry.getValue());
          head.setMethod(ZipEntry.STORED);
          head.setSize(entry.getValue().length);
          head.setCrc(sum.getValue());
        }
        zip.putNextEntry(head);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same in a file. */
  public static String jar(Path file, Map<String, byte[]> entries) throws IOException {
    return Files.write(file, jar(entries)).toString();
  }

  /** A manifest as an entry. */
  public static Map<String, byte[]> manifest(String... lines) {
    String text = "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    return Map.of("META-INF/MANIFEST.MF", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(
          URI.create(
              "text:///"
                  + first(PACKAGE, text).replace('.', '/')
                  + "/"
                  + first(TYPE, text)
                  + ".java"),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written;

    Memory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> written) {
      super(files);
      this.written = written;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public ByteArrayOutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
