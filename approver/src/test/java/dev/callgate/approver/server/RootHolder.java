package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Whoever holds the root key: makes the trust bundle offline, with the commands. */
final class RootHolder {
  private final TestApprover approver;
  private final Path folder;

  RootHolder(TestApprover approver) {
    this.approver = approver;
    this.folder = approver.folder();
  }

  /** The first version, with nobody in it. */
  void init() throws Exception {
    ran("trust", "init", work(), "--new-root", root());
    publish();
  }

  /** A person in group ops with this passkey, as the console saved it. */
  void addPasskey(String name, Path passkey) throws Exception {
    add(name, "--passkey", passkey.toString());
  }

  /** A person in group ops with a new key file. */
  void addKeyFile(String name, Path file) throws Exception {
    add(name, "--key", ran("trust", "key", file.toString()).out().strip());
  }

  private void add(String name, String kind, String key) throws Exception {
    ran("trust", "add-reviewer", work(), name, "--group", "ops", kind, key, "--sign-with", root());
    publish();
  }

  void remove(String name) throws Exception {
    ran("trust", "remove-reviewer", work(), name, "--sign-with", root());
    publish();
  }

  private static CapturedRun ran(String... command) {
    CapturedRun run = CapturedRun.of(command);
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private String work() {
    return folder.resolve("work.json").toString();
  }

  private String root() {
    return folder.resolve("root.key").toString();
  }

  private void publish() throws Exception {
    Path fresh = Files.copy(Path.of(work()), folder.resolve("fresh.json"));
    Files.move(fresh, approver.trust(), StandardCopyOption.REPLACE_EXISTING);
  }
}
