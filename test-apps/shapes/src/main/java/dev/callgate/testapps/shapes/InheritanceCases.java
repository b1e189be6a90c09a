package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;

/** The mark is in one class and the body in another. */
final class InheritanceCases {
  private InheritanceCases() {}

  static List<Case> cases() {
    Base concrete = new Concrete();
    Unrelated unrelated = new Adopted();
    return new Cases("inheritance")
        .everyPath("abstract", 2, () -> concrete.onPaper(1), Concrete.class, "onPaper", concrete, 1)
        .gated(
            "abstract/by-superclass-method",
            2,
            () -> Cases.declared(Base.class, "onPaper").invoke(concrete, 1))
        .gated("inherited-body", 3, () -> concrete.inherited(1))
        .gated("overridden", 14, () -> concrete.overridden(1))
        .gated(
            "overridden/by-superclass-method",
            14,
            () -> Cases.declared(Base.class, "overridden").invoke(concrete, 1))
        .gated("super-call", 2, 25, () -> concrete.callsSuper(1))
        // its own method carries no mark; only the super call inside reaches a marked body
        .gated("super-call-from-another-method", 5, () -> ((Concrete) concrete).entrance(1))
        .gated("covariant-return", "made 1", () -> concrete.made(1))
        .gated(
            "covariant-return/by-superclass-method",
            "made 1",
            () -> Cases.declared(Base.class, "made").invoke(concrete, 1))
        .gated("two-generations", 106, () -> new Youngest().overridden(1))
        // the body is in a class that knows nothing of the marked interface
        .gated("body-from-an-unrelated-superclass", 8, () -> ((Wanted) unrelated).wanted(1))
        .gated(
            "body-from-an-unrelated-superclass/by-interface-method",
            8,
            () -> Cases.declared(Wanted.class, "wanted").invoke(unrelated, 1))
        .gated("marked-class", 9, () -> new MarkedClass().deed(1))
        .gated("marked-class/static", 10, () -> MarkedClass.staticDeed(1))
        .gated("marked-class/private", 11, () -> new MarkedClass().privateDeed(1))
        .gated("marked-class/overridden", 12, () -> new MarkedChild().deed(1))
        .gated("marked-interface", 13, () -> new MarkedInterfaceChild().deed(1))
        .gated("marked-interface/default", 14, () -> new MarkedInterfaceChild().byDefault(1))
        .gated("marked-interface/static", 15, () -> MarkedInterface.ofStatic(1))
        .list();
  }

  abstract static class Base {
    @Irreversible
    abstract int onPaper(int x);

    @Irreversible
    int inherited(int x) {
      Effects.ran();
      return x + 2;
    }

    @Irreversible
    int overridden(int x) {
      Effects.ran();
      return x + 4;
    }

    @Irreversible
    int callsSuper(int x) {
      Effects.ran();
      return x + 4;
    }

    @Irreversible
    Object made(int x) {
      Effects.ran();
      return x;
    }
  }

  static class Concrete extends Base {
    @Override
    int onPaper(int x) {
      Effects.ran();
      return x + 1;
    }

    @Override
    int overridden(int x) {
      Effects.ran();
      return x + 13;
    }

    @Override
    int callsSuper(int x) {
      Effects.ran();
      return super.callsSuper(x) + 20;
    }

    int entrance(int x) {
      return super.overridden(x);
    }

    @Override
    String made(int x) {
      Effects.ran();
      return "made " + x;
    }
  }

  static final class Youngest extends Concrete {
    @Override
    int overridden(int x) {
      Effects.ran();
      return x + 105;
    }
  }

  interface Wanted {
    @Irreversible
    int wanted(int x);
  }

  static class Unrelated {
    public int wanted(int x) {
      Effects.ran();
      return x + 7;
    }
  }

  static final class Adopted extends Unrelated implements Wanted {}

  @Irreversible
  static class MarkedClass {
    int deed(int x) {
      Effects.ran();
      return x + 8;
    }

    static int staticDeed(int x) {
      Effects.ran();
      return x + 9;
    }

    private int privateDeed(int x) {
      Effects.ran();
      return x + 10;
    }
  }

  static final class MarkedChild extends MarkedClass {
    @Override
    int deed(int x) {
      Effects.ran();
      return x + 11;
    }
  }

  @Irreversible
  interface MarkedInterface {
    int deed(int x);

    default int byDefault(int x) {
      Effects.ran();
      return x + 13;
    }

    static int ofStatic(int x) {
      Effects.ran();
      return x + 14;
    }
  }

  static final class MarkedInterfaceChild implements MarkedInterface {
    @Override
    public int deed(int x) {
      Effects.ran();
      return x + 12;
    }
  }
}
