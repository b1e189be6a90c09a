package dev.callgate.agent.weave;

/** A program with every shape of method, as source. */
final class Shapes {
  /** {@code acme.Shapes.run()} calls them all and says what came of it. */
  static final String SOURCE =
      """
      package acme;

      import dev.callgate.Irreversible;
      import java.lang.invoke.MethodHandles;
      import java.lang.invoke.MethodType;
      import java.util.*;
      import java.util.function.Function;

      @Irreversible
      public class Shapes<T extends Comparable<T>> {
        static boolean z(boolean v) { return !v; }
        static byte b(byte v) { return ++v; }
        static char c(char v) { return ++v; }
        static short s(short v) { return ++v; }
        static int i(int v) { return ++v; }
        static long j(long v) { return ++v; }
        static float f(float v) { return ++v; }
        static double d(double v) { return ++v; }
        static String text(String v) { return v + "!"; }
        static int[] ints(int... v) { v[0]++; return v; }
        static long[][] matrix(long[][] v) { return v; }
        static void nothing() { LOG.add("nothing"); }
        static String many(boolean z, byte b, char c, short s, int i, long j, float f, double d, Object o, int[] a) {
          return "" + z + b + c + s + i + j + f + d + o + a.length;
        }
        static double wide(double a, long b, double c) { return a + b + c; }
        static String reassigns(int a, long b) { a++; b++; String r = a + ":" + b; return r; }
        static int loops(int n) { int sum = 0; for (int k = 0; k < n; k++) { if (k % 2 == 0) continue; sum += k; } return sum; }
        static int catches(String v) { try { return Integer.parseInt(v); } catch (NumberFormatException e) { return -1; } finally { LOG.add("finally"); } }
        static int switches(String v) { switch (v) { case "a": return 1; case "b": return 2; default: return 3; } }
        static void throwsChecked() throws java.io.IOException { throw new java.io.IOException("checked"); }
        static int recursive(int n) { return n == 0 ? 0 : n + recursive(n - 1); }
        synchronized int locked(int v) { return v; }
        final int fin(int v) { return v; }
        private int priv(int v) { return v; }
        strictfp double strict(double v) { return v * 2; }
        T generic(T v) { return v; }
        <X extends Throwable> void sneaky(X x) throws X { throw x; }
        static String varargs(String first, Object... rest) { return first + rest.length; }

        public static final List<String> LOG = new ArrayList<>();

        interface Shape { default String def(int v) { return "def" + v; } static String stat(int v) { return "stat" + v; } private int p(int v) { return v; } default int viaPrivate(int v) { return p(v); } }
        @Irreversible interface GatedShape extends Shape { default String def(int v) { return "gated" + v; } static String stat(int v) { return "stat" + v; } private int p(int v) { return v; } default int viaPrivate(int v) { return p(v); } }
        static class Impl implements GatedShape {}
        @Irreversible record Rec(int a, String b) { Rec { if (a < 0) throw new IllegalArgumentException(); } int twice() { return a * 2; } }
        @Irreversible enum Mode { ONE { int v(int x) { return x + 1; } }, TWO { int v(int x) { return x + 2; } }; abstract int v(int x); int own(int x) { return x * 10; } }
        @Irreversible class Inner { int inner(int v) { return v + fin(1); } }
        static class Cmp implements Comparator<String> { @Irreversible public int compare(String a, String b) { return b.compareTo(a); } }
        static class Base { Object covariant() { return "base"; } }
        static class Derived extends Base { @Irreversible @Override String covariant() { return "derived"; } }
        static class Built {
          final String how; final long sum;
          @Irreversible Built(int a, long b, double c) { super(); how = "three"; sum = a + b + (long) c; }
          @Irreversible Built(int a) { this(a, a, a); LOG.add("one"); }
          @Irreversible Built(String v) { how = v == null ? "null" : v; sum = v == null ? 0 : v.length(); }
          @Irreversible Built(boolean fail) { how = ""; sum = 0; if (fail) throw new IllegalStateException("built"); }
        }
        static Function<Integer, Integer> lambda() { return x -> x + 5; }
        static Runnable anonymous() { return new Runnable() { @Irreversible public void run() { LOG.add("anonymous"); } }; }

        public static List<String> run() throws Throwable {
          List<String> out = new ArrayList<>();
          LOG.clear();
          out.add("" + z(true) + b((byte) 127) + (int) c('a') + s((short) 1) + i(1) + j(1) + f(1) + d(1) + text("t"));
          out.add(Arrays.toString(ints(1, 2)) + matrix(new long[][] {{1}})[0][0]);
          nothing();
          out.add(many(true, (byte) 1, 'x', (short) 2, 3, 4, 5, 6, "o", new int[7]));
          out.add(wide(1, 2, 3) + reassigns(1, 2) + loops(10) + catches("x") + catches("7") + switches("b") + recursive(4));
          try { throwsChecked(); } catch (java.io.IOException e) { out.add(e.getMessage()); }
          Shapes<String> it = new Shapes<>();
          out.add("" + it.locked(1) + it.fin(2) + it.priv(3) + it.strict(4) + it.generic("g") + varargs("v", 1, 2));
          try { it.<RuntimeException>sneaky(new IllegalStateException("s")); } catch (IllegalStateException e) { out.add(e.getMessage()); }
          out.add(new Impl().def(1) + GatedShape.stat(2) + new Impl().viaPrivate(3));
          out.add(new Rec(4, "r") + "" + new Rec(4, "r").twice() + new Rec(1, "q").equals(new Rec(1, "q")));
          out.add("" + Mode.ONE.v(1) + Mode.TWO.v(1) + Mode.ONE.own(1) + Mode.valueOf("TWO") + Mode.values().length);
          out.add("" + it.new Inner().inner(1));
          List<String> sorted = new ArrayList<>(List.of("a", "b")); sorted.sort(new Cmp()); out.add("" + sorted);
          Base base = new Derived(); out.add("" + base.covariant());
          out.add(new Built(1).sum + new Built(1, 2, 3).how + new Built((String) null).how + new Built("x").how + new Built(false).sum);
          try { new Built(true); } catch (IllegalStateException e) { out.add(e.getMessage()); }
          out.add("" + lambda().apply(1));
          anonymous().run();
          out.add("" + Shapes.class.getDeclaredMethod("i", int.class).invoke(null, 5));
          out.add("" + (int) MethodHandles.lookup().findStatic(Shapes.class, "i", MethodType.methodType(int.class, int.class)).invokeExact(6));
          out.addAll(LOG);
          return out;
        }
      }
      """;

  private Shapes() {}
}
