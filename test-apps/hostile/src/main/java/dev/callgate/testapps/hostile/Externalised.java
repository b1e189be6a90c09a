package dev.callgate.testapps.hostile;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Does the deed while it is being read. Public, with a public constructor, as it must be. */
public final class Externalised implements Externalizable {
  private static final long serialVersionUID = 1;

  private String marker = "";

  /** For the one who reads it. */
  public Externalised() {}

  static void readBack(String marker) throws Exception {
    Externalised object = new Externalised();
    object.marker = marker;
    Serialised.read(object);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(marker);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    Deed.burn(in.readUTF());
  }
}
