package dev.callgate.cli.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and directories that only their owner may open. Needs a file system with POSIX modes. */
public final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> FILE_0600 = mode("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_0700 = mode("rwx------");

  private PrivateFiles() {}

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /** Creates {@code directory} with mode 0700; its parent has to exist. */
  public static void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, DIRECTORY_0700);
  }

  /** A new directory with mode 0700 among the system's temporary files. */
  public static Path createTemporaryDirectory(String prefix) throws IOException {
    return Files.createTempDirectory(prefix, DIRECTORY_0700);
  }

  /**
   * Writes {@code text} with mode 0600, replacing a file of that name. The new file appears whole,
   * and never with another mode for a moment.
   */
  public static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new NoSuchFileException(file.toString());
    }
    Path fresh = Files.createTempFile(directory, ".callgate", ".new", FILE_0600);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The text of a file that nobody else may read: a secret that others can read is none. */
  public static String read(Path file) throws IOException, Failure {
    requirePrivate(file, "600");
    return Files.readString(file);
  }

  /** Refuses {@code path} when its group or others may do anything with it. */
  public static void requirePrivate(Path path, String mode) throws IOException, Failure {
    for (PosixFilePermission permission : Files.getPosixFilePermissions(path)) {
      switch (permission) {
        case OWNER_READ, OWNER_WRITE, OWNER_EXECUTE -> {}
        default ->
            throw Failure.usage(
                "open to other users: " + path + "; run `chmod " + mode + " " + path + "`");
      }
    }
  }

  /** Removes a directory with everything in it; one that is gone already is fine. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          // Whoever else tidies the same directory may have been here a moment earlier.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
