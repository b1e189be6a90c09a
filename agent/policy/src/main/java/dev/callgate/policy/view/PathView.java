package dev.callgate.policy.view;

import dev.callgate.policy.condition.Operator;
import dev.callgate.policy.condition.Truth;
import dev.callgate.policy.condition.ValueKind;
import dev.callgate.policy.condition.View;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code as: path}: the absolute path with slashes, without {@code .} and {@code ..}. It is judged
 * twice, as written and as the file system resolves it through links, and where the two disagree
 * nothing is decided.
 *
 * <p>A link that is made between this look and the method's own is not seen; nobody outside the
 * operating system could.
 */
public record PathView() implements View {
  private static final int LONGEST = 32 * 1024;

  @Override
  public Truth test(@Nullable Object value, Operator operator, boolean live) {
    if (value == null) {
      return operator.test(null);
    }
    String text = text(value);
    if (text == null || !isPlain(text)) {
      return Truth.UNDECIDED;
    }
    // the directory it is relative to is the one the JVM was started in, whatever user.dir says now
    File file = new File(text);
    Truth written = operator.test(SlashPath.normalised(slashes(file.getAbsolutePath())));
    if (!live) {
      return written;
    }
    try {
      Truth resolved = operator.test(slashes(file.getCanonicalPath()));
      return written == resolved ? written : Truth.UNDECIDED;
    } catch (IOException | SecurityException e) {
      // what the file system will not resolve is not known
      return Truth.UNDECIDED;
    }
  }

  /** Only of classes that are known to be the JDK's; any other path may answer what it likes. */
  static @Nullable String text(Object value) {
    Class<?> type = value.getClass();
    if (type == String.class) {
      return (String) value;
    }
    if (type == File.class) {
      return ((File) value).getPath();
    }
    String name = type.getName();
    boolean ofTheJdk = type.getClassLoader() == null;
    boolean path = name.equals("sun.nio.fs.UnixPath") || name.equals("sun.nio.fs.WindowsPath");
    return ofTheJdk && path ? value.toString() : null;
  }

  /** No NUL, which ends a name for some readers, and no sign that stands for unreadable bytes. */
  private static boolean isPlain(String text) {
    return text.length() <= LONGEST && text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0;
  }

  private static String slashes(String path) {
    return path.replace(File.separatorChar, '/');
  }

  @Override
  public String words() {
    return "path";
  }

  @Override
  public ValueKind seen() {
    return ValueKind.TEXT;
  }

  @Override
  public boolean takes(ValueKind declared) {
    return declared == ValueKind.TEXT
        || declared == ValueKind.PATH
        || declared == ValueKind.ANYTHING;
  }

  @Override
  public char separator() {
    return '/';
  }

  @Override
  public @Nullable String flaw(String constant, boolean glob) {
    return SlashPath.flaw(constant, glob);
  }
}
