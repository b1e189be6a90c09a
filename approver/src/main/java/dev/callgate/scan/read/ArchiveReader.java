package dev.callgate.scan.read;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads jars by their central directory, as class loaders do. What stands in a jar that is not in
 * that directory is nobody's class.
 */
final class ArchiveReader {
  private static final String VERSIONS = "META-INF/versions/";

  private final ClassSink sink;
  private int count;

  ArchiveReader(ClassSink sink) {
    this.sink = sink;
  }

  int count() {
    return count;
  }

  /**
   * Reads one archive and the libraries inside it.
   *
   * @return files that its manifest puts on the class path
   * @throws IOException when it is no archive
   */
  List<Path> read(Path file, Origin origin) throws IOException, UnreadableException {
    Attributes manifest = read(file.toFile(), origin, 1);
    return named(manifest, file, origin);
  }

  private Attributes read(File file, Origin origin, int depth)
      throws IOException, UnreadableException {
    try (ZipFile zip = new ZipFile(file)) {
      count++;
      Attributes manifest = manifest(zip, origin);
      if (zip.size() > Bounds.ENTRIES) {
        throw new UnreadableException(
            origin.label() + " has " + zip.size() + " entries, more than " + Bounds.ENTRIES);
      }
      boolean versioned = "true".equalsIgnoreCase(manifest.getValue(Attributes.Name.MULTI_RELEASE));
      for (Map.Entry<String, ZipEntry> type : classes(zip, origin, versioned).entrySet()) {
        readClass(zip, type.getKey(), type.getValue(), origin);
      }
      for (ZipEntry library : libraries(zip)) {
        readLibrary(zip, library, origin, depth);
      }
      return manifest;
    }
  }

  private Map<String, ZipEntry> classes(ZipFile zip, Origin origin, boolean versioned) {
    Map<String, ZipEntry> classes = new LinkedHashMap<>();
    Map<String, Integer> versions = new LinkedHashMap<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      int version = 0;
      if (versioned && name.startsWith(VERSIONS)) {
        version = version(name);
        name = name.substring(name.indexOf('/', VERSIONS.length()) + 1);
      }
      String path = ClassEntry.pathOf(name);
      if (path == null || version > Runtime.version().feature() || version < 0) {
        continue;
      }
      if (ClassEntry.isTrick(entry.getName())) {
        sink.note(
            origin.label()
                + ": the name of the entry leads out of the jar: "
                + entry.getName()
                + "; left out");
      } else if (version >= versions.getOrDefault(path, 0)) {
        versions.put(path, version);
        classes.put(path, entry);
      }
    }
    return classes;
  }

  /** Of {@code META-INF/versions/11/…}: 11; -1 when there is no number. */
  private static int version(String name) {
    int end = name.indexOf('/', VERSIONS.length());
    try {
      return end < 0 ? -1 : Integer.parseInt(name.substring(VERSIONS.length(), end));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void readClass(ZipFile zip, String path, ZipEntry entry, Origin origin)
      throws UnreadableException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in == null ? null : Bounds.classFile(in);
      if (bytes == null) {
        sink.note(origin.label() + ": " + path + " is larger than any class file can be; left out");
      } else {
        sink.take(origin, path, bytes);
      }
    } catch (IOException | IllegalArgumentException e) {
      sink.note(origin.label() + ": " + path + " cannot be read: " + e.getMessage() + "; left out");
    }
  }

  private List<ZipEntry> libraries(ZipFile zip) {
    List<ZipEntry> libraries = new ArrayList<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (ClassEntry.isLibrary(entry.getName())) {
        libraries.add(entry);
      }
    }
    return libraries;
  }

  // Unpacked to a file, because only a file has a central directory to go by.
  private void readLibrary(ZipFile zip, ZipEntry library, Origin outer, int depth)
      throws UnreadableException {
    String name = library.getName().substring(library.getName().lastIndexOf('/') + 1);
    Origin origin = outer.library(name);
    if (depth >= Bounds.DEPTH) {
      sink.note(origin.label() + ": a jar inside of " + depth + " others; left out");
      return;
    }
    try {
      Path copy = Files.createTempFile("callgate-scan", ".jar");
      try {
        boolean whole;
        try (InputStream in = zip.getInputStream(library);
            OutputStream out = Files.newOutputStream(copy)) {
          whole = in != null && Bounds.copyArchive(in, out);
        }
        if (whole) {
          read(copy.toFile(), origin, depth + 1);
        } else {
          sink.note(origin.label() + ": too large; left out");
        }
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      sink.note(
          origin.label() + ": not a jar that can be read: " + ClassPath.reason(e) + "; left out");
    }
  }

  private Attributes manifest(ZipFile zip, Origin origin) {
    ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
    if (entry == null) {
      return new Attributes();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = Bounds.classFile(in);
      return bytes == null
          ? new Attributes()
          : new Manifest(new java.io.ByteArrayInputStream(bytes)).getMainAttributes();
    } catch (IOException | IllegalArgumentException e) {
      sink.note(origin.label() + ": its manifest cannot be read: " + e.getMessage());
      return new Attributes();
    }
  }

  private List<Path> named(Attributes manifest, Path jar, Origin origin) {
    String classPath = manifest.getValue(Attributes.Name.CLASS_PATH);
    List<Path> files = new ArrayList<>();
    if (classPath == null) {
      return files;
    }
    URI base = jar.toAbsolutePath().toUri();
    List<String> absent = new ArrayList<>();
    for (String reference : classPath.trim().split(" +")) {
      Path file = file(base, reference);
      if (file == null) {
        absent.add(reference);
      } else {
        files.add(file);
      }
    }
    // A library's manifest speaks of where its authors built it.
    if (!absent.isEmpty() && origin.kind() == Origin.Kind.APPLICATION) {
      sink.note(
          origin.label()
              + ": jars that its manifest names and that are not here: "
              + absent.size()
              + ", such as "
              + absent.get(0));
    }
    return files;
  }

  private static @Nullable Path file(URI base, String reference) {
    try {
      URI uri = base.resolve(reference);
      boolean local = "file".equals(uri.getScheme()) && ClassPath.isArchive(uri.getPath());
      Path file = local ? Path.of(uri) : null;
      return file != null && Files.isRegularFile(file) ? file : null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }
}
