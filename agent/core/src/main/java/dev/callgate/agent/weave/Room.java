package dev.callgate.agent.weave;

/**
 * Whether a thread has enough stack left to have a class woven. The JVM calls the transformer from
 * native code, and when that call itself finds no room, the JVM goes on without it and defines the
 * class as it is. So the hook in front of the definition goes further down than the JVM will, and a
 * stack overflow there means that nothing is defined.
 */
final class Room {
  // Each frame holds its arguments, whoever compiled it: 200 bytes and more. The native frames in
  // between take ten thousand or so.
  private static final int FRAMES = 200;

  private Room() {}

  /**
   * Returns when there is room.
   *
   * @throws StackOverflowError when there is none
   */
  static void require() {
    descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
  }

  // The arguments change places, so that no compiler can leave them out; and what comes after the
  // call keeps it from becoming a loop.
  private static long descend(
      int frames,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l,
      long m,
      long n,
      long o,
      long p,
      long q,
      long r,
      long s,
      long t) {
    return frames == 0
        ? a + t
        : descend(frames - 1, t, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s) ^ frames;
  }
}
