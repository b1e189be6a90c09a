package dev.callgate.approver.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database file that belongs to this process for as long as it is open: two approvers on one file
 * would each believe to be the only one that numbers decisions and keeps time.
 */
final class DatabaseFile implements AutoCloseable {
  // SQLite's write-ahead log needs memory shared between processes, which these do not give.
  private static final Set<String> NETWORK =
      Set.of("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "sshfs");

  private final Path path;
  private final FileChannel lock;

  private DatabaseFile(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static DatabaseFile claim(Path requested) throws IOException {
    Path path = requested.toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "the database has no folder: " + path + "; create " + folder + " first");
    }
    String kind = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
    if (NETWORK.contains(kind)) {
      throw new IOException(
          "the database would lie on a network file system ("
              + kind
              + "): "
              + path
              + "; choose a folder on a local disk");
    }
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    createPrivate(lockPath);
    FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new IOException(
            "the database is open in another approver: "
                + path
                + "; stop that one or choose another folder");
      }
      createPrivate(path);
      return new DatabaseFile(path, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by another approver in this same process.
      return null;
    }
  }

  /**
   * SQLite gives its side files the mode of the main file, so it has to be right from the start.
   */
  private static void createPrivate(Path path) throws IOException {
    boolean posix = Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
    var mode = PosixFilePermissions.fromString("rw-------");
    if (!Files.exists(path)) {
      if (posix) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(mode));
      } else {
        Files.createFile(path);
      }
    } else if (posix) {
      Files.setPosixFilePermissions(path, mode);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
