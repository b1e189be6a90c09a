package dev.callgate.protocol;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Verification of Ed25519 signatures, as RFC 8032 has it in sections 5.1.3, 5.1.4 and 5.1.7, in
 * plain arithmetic. Stateless.
 *
 * <p>Our own, because the JDK's asks the list of security providers for the SHA-512 inside, even
 * when it was itself taken from a provider object: code in the process that puts itself first in
 * that list has every signature verify. Nothing here is secret, so nothing here needs to take the
 * same time for every input.
 */
final class Ed25519 {
  private static final int BYTES = 32;
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
  // The order of the base point.
  private static final BigInteger L =
      TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger TWICE_D = D.shiftLeft(1).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  static final Point NEUTRAL =
      new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
  static final Point BASE = base();

  private Ed25519() {}

  /** A point in extended homogeneous coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
  record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
    Point plus(Point other) {
      BigInteger a = times(y.subtract(x), other.y.subtract(other.x));
      BigInteger b = times(y.add(x), other.y.add(other.x));
      BigInteger c = times(times(t, TWICE_D), other.t);
      BigInteger d = times(z, other.z).shiftLeft(1);
      return of(b.subtract(a), d.subtract(c), d.add(c), b.add(a));
    }

    Point twice() {
      BigInteger a = times(x, x);
      BigInteger b = times(y, y);
      BigInteger c = times(z, z).shiftLeft(1);
      BigInteger h = a.add(b);
      BigInteger sum = x.add(y);
      BigInteger e = h.subtract(times(sum, sum));
      BigInteger g = a.subtract(b);
      return of(e, c.add(g), g, h);
    }

    Point negative() {
      return new Point(P.subtract(x), y, z, P.subtract(t));
    }

    /**
     * Whether it is one of the eight points whose multiples are among themselves. As a key each has
     * signatures that verify for many messages or for all of them, and nobody needs a private half
     * to make them.
     */
    boolean isOfSmallOrder() {
      Point eightfold = twice().twice().twice();
      return eightfold.x.signum() == 0 && eightfold.y.equals(eightfold.z);
    }

    private static Point of(BigInteger e, BigInteger f, BigInteger g, BigInteger h) {
      return new Point(times(e, f), times(g, h), times(f, g), times(e, h));
    }

    private byte[] encoded() {
      BigInteger inverse = z.modInverse(P);
      byte[] bytes = littleEndian(times(y, inverse));
      if (times(x, inverse).testBit(0)) {
        bytes[BYTES - 1] |= (byte) 0x80;
      }
      return bytes;
    }
  }

  /**
   * The point that these 32 bytes stand for.
   *
   * @throws ProtocolException when they stand for none
   */
  static Point decode(byte[] encoded) throws ProtocolException {
    byte[] bytes = encoded.clone();
    boolean odd = bytes[BYTES - 1] < 0;
    bytes[BYTES - 1] &= 0x7f;
    BigInteger y = number(bytes);
    BigInteger square = times(y, y);
    BigInteger u = square.subtract(BigInteger.ONE).mod(P);
    BigInteger v = times(D, square).add(BigInteger.ONE).mod(P);
    BigInteger cube = times(times(v, v), v);
    BigInteger power =
        times(u, times(times(cube, cube), v))
            .modPow(P.subtract(BigInteger.valueOf(5)).shiftRight(3), P);
    BigInteger x = times(times(u, cube), power);
    BigInteger check = times(v, times(x, x));
    if (!check.equals(u)) {
      x = times(x, ROOT_OF_MINUS_ONE);
    }
    boolean onTheCurve = check.equals(u) || check.equals(u.negate().mod(P));
    if (y.compareTo(P) >= 0 || !onTheCurve || x.signum() == 0 && odd) {
      throw new ProtocolException("not a public key: these 32 bytes are no point on the curve");
    }
    if (x.testBit(0) != odd) {
      x = P.subtract(x);
    }
    return new Point(x, y, BigInteger.ONE, times(x, y));
  }

  /**
   * Whether {@code signature} is the key's on {@code message}.
   *
   * @param negative the multiples of the negative of the key's point, when somebody has made them
   */
  static boolean verifies(
      byte[] key, Point point, @Nullable Ed25519Table negative, byte[] message, byte[] signature) {
    if (signature.length != 2 * BYTES) {
      return false;
    }
    byte[] random = Arrays.copyOf(signature, BYTES);
    BigInteger s = number(Arrays.copyOfRange(signature, BYTES, 2 * BYTES));
    // Without this a second signature could be made of a genuine one.
    if (s.compareTo(L) >= 0) {
      return false;
    }
    MessageDigest digest = Crypto.sha512();
    digest.update(random);
    digest.update(key);
    digest.update(message);
    BigInteger k = number(digest.digest()).mod(L);
    Point sum =
        negative == null
            ? sum(s, BASE, k, point.negative())
            : negative.times(k, Ed25519Table.base().times(s, NEUTRAL));
    return Arrays.equals(sum.encoded(), random);
  }

  /** One walk down both numbers' bits. */
  private static Point sum(BigInteger m, Point p, BigInteger n, Point q) {
    Point both = p.plus(q);
    Point sum = NEUTRAL;
    for (int bit = L.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.twice();
      if (m.testBit(bit)) {
        sum = sum.plus(n.testBit(bit) ? both : p);
      } else if (n.testBit(bit)) {
        sum = sum.plus(q);
      }
    }
    return sum;
  }

  private static Point base() {
    byte[] encoded = new byte[BYTES];
    Arrays.fill(encoded, (byte) 0x66);
    encoded[0] = 0x58;
    try {
      return decode(encoded);
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).mod(P);
  }

  private static BigInteger number(byte[] littleEndian) {
    return new BigInteger(1, reversed(littleEndian));
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[BYTES];
    byte[] bigEndian = number.toByteArray();
    for (int i = 0; i < Math.min(BYTES, bigEndian.length); i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
