package dev.callgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners and modes of real files, whoever runs the test, root included. */
final class FileRightsTest {
  @TempDir Path folder = Path.of("");

  private final FileRights stranger =
      new FileRights(new OperatingUser("stranger", 54_321, Set.of(54_321)));

  private FileRights owner = stranger;
  private FileRights ofTheGroup = stranger;
  private Path file = Path.of("");

  @BeforeEach
  void file() throws Exception {
    file = Files.writeString(folder.resolve("file"), "content");
    mode(folder, "rwxr-xr-x");
    int uid = (int) Files.getAttribute(file, "unix:uid");
    int gid = (int) Files.getAttribute(file, "unix:gid");
    owner = new FileRights(new OperatingUser("owner", uid, Set.of(gid)));
    ofTheGroup = new FileRights(new OperatingUser("group", 54_322, Set.of(gid)));
  }

  @Test
  void ownerMayDoEverythingWhateverTheMode() throws Exception {
    mode(file, "---------");

    assertThat(owner.canRead(file)).isTrue();
    assertThat(owner.canWrite(file)).isTrue();
  }

  @Test
  void othersMayWhatTheModeSays() throws Exception {
    mode(file, "rw-r-----");
    assertThat(stranger.canRead(file)).isFalse();
    assertThat(ofTheGroup.canRead(file)).isTrue();
    assertThat(ofTheGroup.canWrite(file)).isFalse();

    mode(file, "rw----rw-");
    assertThat(stranger.canRead(file)).isTrue();
    assertThat(stranger.canWrite(file)).isTrue();
    // The group's bits count for the group, although others may more.
    assertThat(ofTheGroup.canRead(file)).isFalse();
  }

  @Test
  void folderThatCannotBeEnteredKeepsWhatIsInIt() throws Exception {
    mode(file, "rw-rw-rw-");
    assertThat(stranger.canRead(file)).isTrue();

    mode(folder, "rwxr--r--");
    assertThat(stranger.canRead(file)).isFalse();
    assertThat(stranger.canWrite(file)).isFalse();
  }

  @Test
  void folderThatCanBeWrittenLetsAnotherFileBePutThere() throws Exception {
    mode(file, "rw-r--r--");
    assertThat(stranger.canWrite(file)).isFalse();

    mode(folder, "rwxr-xrwx");
    assertThat(stranger.canWrite(file)).isTrue();
  }

  @Test
  void inAFolderLikeTmpOnlyOwnFilesCanBeReplaced() throws Exception {
    mode(file, "rw-r--r--");
    Process sticky = new ProcessBuilder("chmod", "1777", folder.toString()).start();
    assertThat(sticky.waitFor()).isZero();

    assertThat(stranger.canWrite(file)).isFalse();
    assertThat(owner.canWrite(file)).isTrue();
  }

  @Test
  void linkIsWhatItPointsAtAndCanBeReplacedWhereItLies() throws Exception {
    mode(file, "rw-r--r--");
    Path links = Files.createDirectory(folder.resolve("links"));
    mode(links, "rwxr-xr-x");
    Path link = Files.createSymbolicLink(links.resolve("link"), file);
    assertThat(stranger.canRead(link)).isTrue();
    assertThat(stranger.canWrite(link)).isFalse();

    mode(links, "rwxrwxrwx");
    assertThat(stranger.canWrite(link)).isTrue();
  }

  private static void mode(Path of, String mode) throws Exception {
    Files.setPosixFilePermissions(of, PosixFilePermissions.fromString(mode));
  }
}
