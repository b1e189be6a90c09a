package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One method for every modifier. */
class ModifierCases {

  static List<Case> cases() {
    Class<?> here = ModifierCases.class;
    ModifierCases self = new ModifierCases();
    IntUnaryOperator ofStatic = ModifierCases::ofStatic;
    IntUnaryOperator ofPrivate = self::ofPrivate;
    return new Cases("modifier")
        .everyPath("static", 2, () -> ofStatic(1), here, "ofStatic", null, 1)
        .gated("static/method-reference", 2, () -> ofStatic.applyAsInt(1))
        .everyPath("private-static", 3, () -> ofPrivateStatic(1), here, "ofPrivateStatic", null, 1)
        .everyPath("private", 4, () -> self.ofPrivate(1), here, "ofPrivate", self, 1)
        .gated("private/method-reference", 4, () -> ofPrivate.applyAsInt(1))
        .everyPath("package", 5, () -> self.ofPackage(1), here, "ofPackage", self, 1)
        .everyPath("protected", 6, () -> self.ofProtected(1), here, "ofProtected", self, 1)
        .everyPath("public", 7, () -> self.ofPublic(1), here, "ofPublic", self, 1)
        .everyPath("final", 8, () -> self.ofFinal(1), here, "ofFinal", self, 1)
        .everyPath("synchronized", 9, () -> self.ofMonitor(1), here, "ofMonitor", self, 1)
        .everyPath(
            "static-synchronized", 10, () -> ofStaticMonitor(1), here, "ofStaticMonitor", null, 1)
        .list();
  }

  @Irreversible
  static int ofStatic(int x) {
    Effects.ran();
    return x + 1;
  }

  @Irreversible
  private static int ofPrivateStatic(int x) {
    Effects.ran();
    return x + 2;
  }

  @Irreversible
  private int ofPrivate(int x) {
    Effects.ran();
    return x + 3;
  }

  @Irreversible
  int ofPackage(int x) {
    Effects.ran();
    return x + 4;
  }

  @Irreversible
  protected int ofProtected(int x) {
    Effects.ran();
    return x + 5;
  }

  @Irreversible
  public int ofPublic(int x) {
    Effects.ran();
    return x + 6;
  }

  @Irreversible
  final int ofFinal(int x) {
    Effects.ran();
    return x + 7;
  }

  @Irreversible
  synchronized int ofMonitor(int x) {
    Effects.ran();
    return x + 8;
  }

  @Irreversible
  static synchronized int ofStaticMonitor(int x) {
    Effects.ran();
    return x + 9;
  }
}
