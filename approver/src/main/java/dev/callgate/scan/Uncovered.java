package dev.callgate.scan;

import dev.callgate.match.MatchedClass;
import dev.callgate.match.MatchedMethod;
import dev.callgate.match.MethodKey;
import dev.callgate.match.MethodOutline;
import dev.callgate.scan.read.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds public methods whose names look irreversible and which get no gate. */
final class Uncovered {
  private static final int PUBLIC = 0x0001;
  private static final int SYNTHETIC = 0x1000;

  private static final Comparator<UncoveredMethod> LIKELIEST_FIRST =
      Comparator.comparing((UncoveredMethod method) -> method.origin().kind())
          .thenComparing(method -> -method.weight())
          .thenComparing(UncoveredMethod::type)
          .thenComparing(method -> method.key().toString());

  private Uncovered() {}

  static List<UncoveredMethod> in(ClassWorld world, Survey survey) {
    List<UncoveredMethod> uncovered = new ArrayList<>();
    for (ScannedClass type : world.classes()) {
      if ((type.access() & PUBLIC) == 0
          || (type.access() & SYNTHETIC) != 0
          || type.origin().kind() == Origin.Kind.JDK
          || survey.unloadable().containsKey(type.name())) {
        continue;
      }
      Set<MethodKey> covered = covered(survey.matched().get(type.name()));
      for (MethodOutline method : type.outline().methods()) {
        int weight = IrreversibleNames.weight(method.key().name());
        if (weight > 0
            && (method.access() & PUBLIC) != 0
            && !method.isSynthetic()
            && !method.isAbstract()
            && !method.isNative()
            && !covered.contains(method.key())) {
          uncovered.add(
              new UncoveredMethod(type.binaryName(), method.key(), type.origin(), weight));
        }
      }
    }
    uncovered.sort(LIKELIEST_FIRST);
    return uncovered;
  }

  private static Set<MethodKey> covered(@Nullable MatchedClass matched) {
    Set<MethodKey> covered = new HashSet<>();
    if (matched != null) {
      for (MatchedMethod method : matched.methods()) {
        covered.add(method.outline().key());
      }
    }
    return covered;
  }
}
