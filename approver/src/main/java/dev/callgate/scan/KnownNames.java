package dev.callgate.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of all classes that could have been meant; gathered when one is missed. */
final class KnownNames {
  private final ClassWorld world;
  private @Nullable List<String> names;

  KnownNames(ClassWorld world) {
    this.world = world;
  }

  @Nullable String nearest(String written) {
    List<String> all = names;
    if (all == null) {
      all = new ArrayList<>();
      for (ScannedClass type : world.classes()) {
        all.add(type.binaryName());
      }
      for (String name : world.jdkNames()) {
        all.add(name.replace('/', '.'));
      }
      names = all;
    }
    return NearestName.of(written, all);
  }
}
