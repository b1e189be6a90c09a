package dev.callgate.testapps.shapes;

import dev.callgate.Irreversible;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every kind of value as parameter and as return, alone: boxing and slots must be right. */
final class KindCases {
  private KindCases() {}

  static List<Case> cases() {
    Class<?> here = KindCases.class;
    int[] ints = {1, 2};
    byte[] bytes = {1, 2};
    char[] chars = {'a'};
    boolean[] booleans = {true};
    short[] shorts = {3};
    float[] floats = {1.5f};
    double[] doubles = {Double.NaN};
    long[] longs = {Long.MAX_VALUE};
    String[] strings = {"a", "b"};
    int[][] grid = {{1}, {2, 3}};
    return new Cases("kind")
        .everyPath("boolean", true, () -> aBoolean(true), here, "aBoolean", null, true)
        .everyPath("byte", (byte) -7, () -> aByte((byte) -7), here, "aByte", null, (byte) -7)
        .everyPath(
            "short", (short) -300, () -> aShort((short) -300), here, "aShort", null, (short) -300)
        .everyPath("char", '\u20ac', () -> aChar('\u20ac'), here, "aChar", null, '\u20ac')
        .everyPath(
            "int",
            Integer.MIN_VALUE,
            () -> aInt(Integer.MIN_VALUE),
            here,
            "aInt",
            null,
            Integer.MIN_VALUE)
        .everyPath(
            "long",
            Long.MIN_VALUE,
            () -> aLong(Long.MIN_VALUE),
            here,
            "aLong",
            null,
            Long.MIN_VALUE)
        .everyPath("float", -0.0f, () -> aFloat(-0.0f), here, "aFloat", null, -0.0f)
        .everyPath(
            "double",
            Double.MIN_VALUE,
            () -> aDouble(Double.MIN_VALUE),
            here,
            "aDouble",
            null,
            Double.MIN_VALUE)
        .everyPath(
            "boolean-array",
            booleans,
            () -> booleans(booleans),
            here,
            "booleans",
            null,
            (Object) booleans)
        .everyPath("byte-array", bytes, () -> bytes(bytes), here, "bytes", null, (Object) bytes)
        .everyPath(
            "short-array", shorts, () -> shorts(shorts), here, "shorts", null, (Object) shorts)
        .everyPath("char-array", chars, () -> chars(chars), here, "chars", null, (Object) chars)
        .everyPath("int-array", ints, () -> ints(ints), here, "ints", null, (Object) ints)
        .everyPath("long-array", longs, () -> longs(longs), here, "longs", null, (Object) longs)
        .everyPath(
            "float-array", floats, () -> floats(floats), here, "floats", null, (Object) floats)
        .everyPath(
            "double-array",
            doubles,
            () -> doubles(doubles),
            here,
            "doubles",
            null,
            (Object) doubles)
        .everyPath(
            "object-array",
            strings,
            () -> strings(strings),
            here,
            "strings",
            null,
            (Object) strings)
        .everyPath("nested-array", grid, () -> grid(grid), here, "grid", null, (Object) grid)
        .everyPath("string", "x", () -> aString("x"), here, "aString", null, "x")
        .everyPath("null", null, () -> aString(null), here, "aString", null, (Object) null)
        .everyPath(
            "enum",
            Thread.State.NEW,
            () -> anEnum(Thread.State.NEW),
            here,
            "anEnum",
            null,
            Thread.State.NEW)
        .everyPath("class", int.class, () -> aClass(int.class), here, "aClass", null, int.class)
        .gated(
            "void/direct",
            null,
            () -> {
              aVoid();
              return null;
            })
        .gated("void/reflection", null, () -> Cases.declared(here, "aVoid").invoke(null))
        .list();
  }

  @Irreversible
  static boolean aBoolean(boolean x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static byte aByte(byte x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static short aShort(short x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static char aChar(char x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static int aInt(int x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static long aLong(long x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static float aFloat(float x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static double aDouble(double x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static boolean[] booleans(boolean[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static byte[] bytes(byte[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static short[] shorts(short[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static char[] chars(char[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static int[] ints(int[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static long[] longs(long[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static float[] floats(float[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static double[] doubles(double[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static String[] strings(String[] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static int[][] grid(int[][] x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static @Nullable String aString(@Nullable String x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static Thread.State anEnum(Thread.State x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static Class<?> aClass(Class<?> x) {
    Effects.ran();
    return x;
  }

  @Irreversible
  static void aVoid() {
    Effects.ran();
  }
}
