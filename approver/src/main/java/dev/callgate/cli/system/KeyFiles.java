package dev.callgate.cli.system;

import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Private keys of people: files with mode 0600 that no approver and no program is told of. */
public final class KeyFiles {
  private KeyFiles() {}

  /** A new key in a new file. An existing file is never replaced: its key may be in use. */
  public static SigningKey create(Path file) throws Failure {
    if (Files.exists(file)) {
      throw Failure.usage(
          "there is a file already: " + file + "; choose another name, it may be a key in use");
    }
    SigningKey key = SigningKey.generate();
    try {
      PrivateFiles.write(file, key.toPem());
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.REFUSED, "cannot write the key: " + file + "; " + e.getMessage());
    }
    return key;
  }

  /** The key in a file that nobody else may read. */
  public static SigningKey read(Path file) throws Failure {
    if (!Files.isRegularFile(file)) {
      throw Failure.usage("no key file: " + file + "; make one with `callgate trust key FILE`");
    }
    try {
      return SigningKey.fromPem(PrivateFiles.read(file));
    } catch (ProtocolException e) {
      throw Failure.usage("the key cannot be used: " + file + " is " + e.getMessage());
    } catch (IOException e) {
      throw Failure.usage("cannot read the key: " + file + "; " + e.getMessage());
    }
  }
}
