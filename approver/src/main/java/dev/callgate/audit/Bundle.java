package dev.callgate.audit;

import dev.callgate.protocol.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of byte strings, each behind its length. Strict: there is nothing else in it. */
final class Bundle {
  private final ByteBuffer bytes;
  private final int lengthBytes;

  private Bundle(byte[] bytes, int lengthBytes) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.lengthBytes = lengthBytes;
  }

  static Bundle ofEntries(Path file) throws IOException {
    return new Bundle(Files.readAllBytes(file), Short.BYTES);
  }

  static Bundle ofObjects(Path file) throws IOException {
    return new Bundle(Files.readAllBytes(file), Integer.BYTES);
  }

  byte[] next() throws ProtocolException {
    if (bytes.remaining() < lengthBytes) {
      throw new ProtocolException("its bytes are missing");
    }
    int length = lengthBytes == Short.BYTES ? bytes.getShort() & 0xffff : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new ProtocolException("its length is beyond the file's end");
    }
    byte[] next = new byte[length];
    bytes.get(next);
    return next;
  }

  int left() {
    return bytes.remaining();
  }
}
