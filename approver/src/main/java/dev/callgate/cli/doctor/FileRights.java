package dev.callgate.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a user may do with a file, told from owners and modes, not by trying: whoever runs the
 * doctor is often somebody else than the program. Whoever owns a file may do everything, since they
 * may change its mode. Access control lists are not looked at.
 */
final class FileRights {
  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int ENTER = 1;
  private static final int STICKY = 01000;

  private final OperatingUser user;

  FileRights(OperatingUser user) {
    this.user = user;
  }

  /** Whether the user can get at the file's content. */
  boolean canRead(Path file) throws IOException {
    Path real = file.toRealPath();
    return canReach(real) && may(real, READ);
  }

  /** Whether the user can change the file, or put another in its place. */
  boolean canWrite(Path file) throws IOException {
    Path real = file.toRealPath();
    return canReach(real) && may(real, WRITE) || canReplace(real) || canReplace(file);
  }

  /** Another file of that name, or another folder of its folder's name and so on up. */
  private boolean canReplace(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return false;
    }
    Path real = folder.toRealPath();
    Modes of = Modes.of(real);
    // In a folder like /tmp everybody may write, and nobody may touch what is another's.
    boolean anybodys = (of.mode() & STICKY) == 0 || of.uid() == user.uid() || owns(file);
    return canReach(real) && may(real, WRITE | ENTER) && anybodys || canReplace(folder);
  }

  private boolean canReach(Path real) throws IOException {
    for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
      if (!may(folder, ENTER)) {
        return false;
      }
    }
    return true;
  }

  private boolean owns(Path file) throws IOException {
    return user.isRoot() || Modes.of(file).uid() == user.uid();
  }

  private boolean may(Path file, int wanted) throws IOException {
    Modes of = Modes.of(file);
    if (user.isRoot() || of.uid() == user.uid()) {
      return true;
    }
    int bits = user.groups().contains(of.gid()) ? of.mode() >> 3 : of.mode();
    return (bits & wanted) == wanted;
  }

  /** A file's owner, group and mode, as numbers. */
  private record Modes(int uid, int gid, int mode) {
    static Modes of(Path file) throws IOException {
      Map<String, Object> of = Files.readAttributes(file, "unix:uid,gid,mode");
      return new Modes(number(of, "uid"), number(of, "gid"), number(of, "mode"));
    }

    private static int number(Map<String, Object> of, String name) throws IOException {
      if (of.get(name) instanceof Integer number) {
        return number;
      }
      throw new IOException("the file system has no " + name);
    }
  }
}
