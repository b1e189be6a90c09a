package dev.callgate.scan.read;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads every class file of a class path: jars, directories, and what their manifests name. */
public final class ClassPath {
  private final ClassSink sink;
  private final ArchiveReader archives;
  private final Set<Path> seen = new HashSet<>();

  /** Hands everything to that sink. */
  public ClassPath(ClassSink sink) {
    this.sink = sink;
    archives = new ArchiveReader(sink);
  }

  /**
   * Reads what was named.
   *
   * @param named jars, directories, or class paths with the system's separator in them
   * @throws UnreadableException when one of them is not there or is nothing to read classes from
   */
  public void read(List<String> named) throws UnreadableException {
    for (String name : named) {
      Origin.Kind kind = Origin.Kind.APPLICATION;
      for (Path part : parts(name)) {
        read(part, kind);
        // A class path begins with the application, and goes on with its libraries.
        kind = Origin.Kind.LIBRARY;
      }
    }
  }

  /** How many archives there were, those in others included. */
  public int archives() {
    return archives.count();
  }

  private static List<Path> parts(String name) throws UnreadableException {
    List<Path> parts = new ArrayList<>();
    try {
      if (Files.exists(Path.of(name))) {
        return List.of(Path.of(name));
      }
      for (String part : name.split(File.pathSeparator, -1)) {
        if (part.endsWith("*")) {
          parts.addAll(jarsIn(Path.of(part.substring(0, part.length() - 1))));
        } else if (!part.isEmpty()) {
          parts.add(Path.of(part));
        }
      }
    } catch (InvalidPathException e) {
      throw new UnreadableException("not a path: " + name);
    }
    return parts;
  }

  private static List<Path> jarsIn(Path directory) throws UnreadableException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> isArchive(file.toString())).sorted().toList();
    } catch (IOException e) {
      throw new UnreadableException("no such directory: " + directory);
    }
  }

  private void read(Path path, Origin.Kind kind) throws UnreadableException {
    if (!Files.exists(path)) {
      throw new UnreadableException("no such file or directory: " + path);
    }
    if (!seen.add(path.toAbsolutePath().normalize())) {
      return;
    }
    if (Files.isDirectory(path)) {
      readDirectory(path, kind);
      return;
    }
    Origin origin = new Origin(String.valueOf(path.getFileName()), kind);
    try {
      for (Path further : archives.read(path, origin)) {
        if (seen.add(further.toAbsolutePath().normalize())) {
          // One step only: manifests of manifests are what build tools never write.
          archives.read(further, new Origin(further.getFileName().toString(), Origin.Kind.LIBRARY));
        }
      }
    } catch (IOException e) {
      throw new UnreadableException("not a jar that can be read: " + path + ": " + reason(e));
    }
  }

  private void readDirectory(Path directory, Origin.Kind kind) throws UnreadableException {
    Origin own = new Origin(directory + "/", kind);
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new UnreadableException("not a directory that can be read: " + directory);
    }
    List<Path> jars = new ArrayList<>();
    for (Path file : files) {
      String inside = directory.relativize(file).toString().replace(File.separatorChar, '/');
      String path = ClassEntry.pathOf(inside);
      if (path != null) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] bytes = Bounds.classFile(in);
          if (bytes == null) {
            sink.note(file + ": larger than any class file can be; left out");
          } else {
            sink.take(own, path, bytes);
          }
        } catch (IOException e) {
          sink.note(file + ": " + reason(e) + "; left out");
        }
      } else if (isArchive(inside)) {
        jars.add(file);
      }
    }
    for (Path jar : jars) {
      try {
        if (seen.add(jar.toAbsolutePath().normalize())) {
          archives.read(jar, new Origin(jar.getFileName().toString(), Origin.Kind.LIBRARY));
        }
      } catch (IOException e) {
        sink.note(jar + ": not a jar that can be read: " + reason(e) + "; left out");
      }
    }
  }

  static boolean isArchive(String name) {
    return name.endsWith(".jar") || name.endsWith(".war");
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
