package dev.callgate.protocol.log;

/**
 * How c2sp.org/tlog-tiles cuts a tree: 256 hashes beside each other are a tile; a tile's own root
 * is one hash of a tile one level up, eight levels of the tree above.
 */
public final class Tiles {
  /** Hashes in a full tile, and entries in a full bundle. */
  public static final int WIDTH = 256;

  /** Levels of the tree in a tile. */
  public static final int HEIGHT = 8;

  private Tiles() {}

  /** How many hashes the tree of {@code size} entries has at a tile level. */
  public static long hashes(int level, long size) {
    return level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT);
  }

  /** How wide the tile with this number is, of a level with so many hashes. */
  public static int width(long number, long hashes) {
    return (int) Math.min(WIDTH, hashes - number * WIDTH);
  }

  /** The end of a tile's path: {@code x001/x234/067}, and {@code .p/5} when it is not full. */
  public static String path(long number, int width) {
    StringBuilder path = new StringBuilder(threeDigits(number % 1000));
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x" + threeDigits(rest % 1000) + "/");
    }
    return width == WIDTH ? path.toString() : path.append(".p/").append(width).toString();
  }

  private static String threeDigits(long number) {
    String digits = Long.toString(number);
    return "000".substring(digits.length()) + digits;
  }
}
