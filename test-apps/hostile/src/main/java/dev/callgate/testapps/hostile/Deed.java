package dev.callgate.testapps.hostile;

import dev.callgate.Irreversible;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The deed: leaves a file behind. Needs nothing but the JDK, so that a route can define these bytes
 * a second time wherever it likes.
 */
public class Deed {
  private final String marker;

  /** For the deeds of an object. */
  public Deed(String marker) {
    this.marker = marker;
  }

  @Irreversible("Burn a record")
  public static void burn(String marker) throws IOException {
    new FileOutputStream(marker).close();
  }

  @Irreversible("Burn a record, privately")
  private static void burnSecretly(String marker) throws IOException {
    new FileOutputStream(marker).close();
  }

  @Irreversible("Burn this object's record")
  public void burn() throws IOException {
    new FileOutputStream(marker).close();
  }

  @Irreversible("Burn what is named by something that changes")
  public static void burnNamed(Object names) throws IOException {
    // What it does depends on what it was given, at the moment at which it runs.
    new FileOutputStream(String.valueOf(names instanceof Object[] array ? array[0] : names))
        .close();
  }
}
