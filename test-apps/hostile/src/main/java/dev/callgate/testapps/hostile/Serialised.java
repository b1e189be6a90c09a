package dev.callgate.testapps.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Does the deed when it is read back. */
final class Serialised implements Serializable {
  private static final long serialVersionUID = 1;

  private final String marker;

  private Serialised(String marker) {
    this.marker = marker;
  }

  private Object readResolve() throws IOException {
    Deed.burn(marker);
    return this;
  }

  static void readBack(String marker) throws Exception {
    read(new Serialised(marker));
  }

  static Object read(Serializable object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
