package dev.callgate.scan;

import dev.callgate.scan.read.ClassSink;
import dev.callgate.scan.read.JdkClasses;
import dev.callgate.scan.read.Origin;
import dev.callgate.scan.read.UnreadableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every class of one class path, as a class loader would find them: the JDK's before all others,
 * then the first of a name.
 */
final class ClassWorld implements ClassSink {
  /** Class files are kept in memory, as a share of what there is; beyond it, the scan ends. */
  private static final long MOST = Runtime.getRuntime().maxMemory() / 2;

  private final JdkClasses jdk;
  private final Map<String, ScannedClass> classes = new LinkedHashMap<>();
  private final Map<String, ScannedClass> jdkClasses = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, List<String>> many = new LinkedHashMap<>();
  private final Runnable progress;
  private long kept;

  /**
   * @param progress told of each class
   */
  ClassWorld(JdkClasses jdk, Runnable progress) {
    this.jdk = jdk;
    this.progress = progress;
  }

  @Override
  public void take(Origin origin, String path, byte[] bytes) throws UnreadableException {
    progress.run();
    kept += bytes.length;
    if (kept > MOST) {
      throw new UnreadableException(
          "more than "
              + MOST / (1024 * 1024)
              + " MB of class files; scan its parts, or give the JVM more memory with JAVA_TOOL_OPTIONS=-Xmx8g");
    }
    String place = origin.label() + ": " + path;
    ScannedClass type;
    try {
      type = ScannedClass.checked(bytes, origin);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
      notes.add(place + " is no class file that a JVM would take; left out");
      return;
    }
    if (!path.equals(type.name() + ".class")) {
      notes.add(
          place
              + " holds a class of another name, "
              + type.binaryName()
              + ", which no loader finds there; left out");
    } else if (jdk.ownsPackageOf(type.name())) {
      leftOut(origin, "are in packages of the JDK, whose own classes come first", type);
    } else {
      ScannedClass first = classes.putIfAbsent(type.name(), type);
      if (first != null) {
        kept -= bytes.length;
        leftOut(origin, "are there already, from " + first.origin().label(), type);
      }
    }
  }

  private void leftOut(Origin origin, String why, ScannedClass type) {
    many.computeIfAbsent(origin.label() + ": classes that " + why, key -> new ArrayList<>())
        .add(type.binaryName());
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }

  /** Lines about what was left out; what happened to many classes is one line. */
  List<String> notes() {
    List<String> lines = new ArrayList<>(notes);
    many.forEach(
        (what, names) -> lines.add(what + ": " + names.size() + ", such as " + names.get(0)));
    return lines;
  }

  Collection<ScannedClass> classes() {
    return classes.values();
  }

  /** The class of the class path; null when there is none. */
  @Nullable ScannedClass find(String internalName) {
    return classes.get(internalName);
  }

  /** The JDK's class; null when there is none. */
  @Nullable ScannedClass findInJdk(String internalName) {
    ScannedClass known = jdkClasses.get(internalName);
    if (known == null) {
      byte[] bytes = jdk.find(internalName);
      if (bytes == null) {
        return null;
      }
      known = ScannedClass.of(bytes, jdk.origin(internalName));
      jdkClasses.put(internalName, known);
    }
    return known;
  }

  /** Whichever a class of the class path would get. */
  @Nullable ScannedClass resolve(String internalName) {
    return jdk.ownsPackageOf(internalName) ? findInJdk(internalName) : find(internalName);
  }

  /** Internal names of all of the JDK's. */
  List<String> jdkNames() {
    return jdk.names();
  }
}
