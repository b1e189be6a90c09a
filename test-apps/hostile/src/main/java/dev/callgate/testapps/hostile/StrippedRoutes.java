package dev.callgate.testapps.hostile;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** The deed without its mark: an edited copy, or the same effect by other means. */
final class StrippedRoutes {
  private StrippedRoutes() {}

  static List<Route> list() {
    return new Routes("stripped")
        .route(
            "copy-without-the-mark",
            marker ->
                Loaders.burn(
                    new Loaders.Giving(StrippedRoutes.class.getClassLoader()).define(unmarked()),
                    marker))
        .route(
            "hidden-copy-without-the-mark",
            marker ->
                Loaders.burn(
                    MethodHandles.lookup().defineHiddenClass(unmarked(), true).lookupClass(),
                    marker))
        .route("done-again", Tripwire::trip)
        .list();
  }

  private static byte[] unmarked() throws Exception {
    return ClassBytes.replaced(
        ClassBytes.deed(), "dev/callgate/Irreversible", "dev/callgate/Reversible");
  }
}
