package dev.callgate.protocol;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A public key of ECDSA on the curve P-256 with SHA-256 (FIPS 186-5, section 6.4.2; SEC 2, section
 * 2.4.2), written {@code p256:} and the 64 bytes of x and y in base64url. Signatures are the DER
 * form that WebAuthn has (level 3, section 6.5.5). Immutable and thread-safe.
 *
 * <p>Nothing here is secret, so nothing here needs to take the same time for every input.
 */
public final class P256Key implements CredentialKey {
  static final String PREFIX = "p256:";
  private static final int BYTES = 32;
  private static final BigInteger P =
      hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  private static final BigInteger N =
      hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  private static final BigInteger B =
      hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final Point BASE =
      Point.affine(
          hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
          hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

  private final byte[] raw;
  private final Point point;

  private P256Key(byte[] raw, Point point) {
    this.raw = raw;
    this.point = point;
  }

  /**
   * Reads the written form.
   *
   * @throws ProtocolException when it is not a point of the curve
   */
  static P256Key parse(String text) throws ProtocolException {
    return of(Base64Url.decode(text.substring(PREFIX.length()), "a P-256 key"));
  }

  /**
   * The key with these coordinates, 32 bytes each.
   *
   * @throws ProtocolException when it is not a point of the curve
   */
  public static P256Key of(byte[] raw) throws ProtocolException {
    if (raw.length != 2 * BYTES) {
      throw new ProtocolException(
          "not a public key: a P-256 key has 64 bytes, this has " + raw.length);
    }
    BigInteger x = new BigInteger(1, Arrays.copyOf(raw, BYTES));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(raw, BYTES, 2 * BYTES));
    boolean inField = x.compareTo(P) < 0 && y.compareTo(P) < 0;
    BigInteger right = times(times(x, x), x).subtract(THREE.multiply(x)).add(B).mod(P);
    if (!inField || !times(y, y).equals(right)) {
      throw new ProtocolException("not a public key: no point of the curve P-256");
    }
    return new P256Key(raw.clone(), Point.affine(x, y));
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    BigInteger[] pair = pair(signature);
    if (pair == null) {
      return false;
    }
    BigInteger r = pair[0];
    BigInteger s = pair[1];
    if (r.signum() <= 0 || s.signum() <= 0 || r.compareTo(N) >= 0 || s.compareTo(N) >= 0) {
      return false;
    }
    BigInteger digest = new BigInteger(1, Crypto.sha256().digest(message));
    BigInteger inverse = s.modInverse(N);
    Point sum = sum(digest.multiply(inverse).mod(N), BASE, r.multiply(inverse).mod(N), point);
    return !sum.isNothing() && sum.affineX().mod(N).equals(r);
  }

  /** The two numbers of a DER sequence, in its one shortest form; null for anything else. */
  private static BigInteger @Nullable [] pair(byte[] der) {
    if (der.length < 8 || der.length > 72 || der[0] != 0x30 || der[1] != der.length - 2) {
      return null;
    }
    int rLength = der[3];
    int sAt = 4 + rLength;
    if (rLength < 1 || sAt + 2 > der.length || der[2] != 2 || der[sAt] != 2) {
      return null;
    }
    int sLength = der[sAt + 1];
    if (sLength < 1 || sAt + 2 + sLength != der.length) {
      return null;
    }
    byte[] r = Arrays.copyOfRange(der, 4, sAt);
    byte[] s = Arrays.copyOfRange(der, sAt + 2, der.length);
    return isShortest(r) && isShortest(s)
        ? new BigInteger[] {new BigInteger(r), new BigInteger(s)}
        : null;
  }

  private static boolean isShortest(byte[] number) {
    return number.length == 1 || number[0] != 0 || number[1] < 0;
  }

  /** One walk down both numbers' bits. */
  private static Point sum(BigInteger m, Point p, BigInteger n, Point q) {
    Point both = p.plus(q);
    Point sum = Point.NOTHING;
    for (int bit = N.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.twice();
      if (m.testBit(bit)) {
        sum = sum.plus(n.testBit(bit) ? both : p);
      } else if (n.testBit(bit)) {
        sum = sum.plus(q);
      }
    }
    return sum;
  }

  /** A point in Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 for the point at infinity. */
  private record Point(BigInteger x, BigInteger y, BigInteger z) {
    static final Point NOTHING = new Point(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

    static Point affine(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE);
    }

    boolean isNothing() {
      return z.signum() == 0;
    }

    BigInteger affineX() {
      BigInteger inverse = z.modInverse(P);
      return times(x, times(inverse, inverse));
    }

    Point twice() {
      if (isNothing() || y.signum() == 0) {
        return NOTHING;
      }
      BigInteger zz = times(z, z);
      BigInteger yy = times(y, y);
      BigInteger beta = times(x, yy);
      // a is -3 on this curve
      BigInteger alpha = times(THREE, times(x.subtract(zz), x.add(zz)));
      BigInteger newX = times(alpha, alpha).subtract(beta.shiftLeft(3)).mod(P);
      BigInteger newZ = times(y, z).shiftLeft(1).mod(P);
      BigInteger newY =
          times(alpha, beta.shiftLeft(2).subtract(newX))
              .subtract(times(yy, yy).shiftLeft(3))
              .mod(P);
      return new Point(newX, newY, newZ);
    }

    Point plus(Point other) {
      if (isNothing()) {
        return other;
      }
      if (other.isNothing()) {
        return this;
      }
      BigInteger zz = times(z, z);
      BigInteger otherZz = times(other.z, other.z);
      BigInteger u = times(x, otherZz);
      BigInteger h = times(other.x, zz).subtract(u).mod(P);
      BigInteger s = times(y, times(otherZz, other.z));
      BigInteger r = times(other.y, times(zz, z)).subtract(s).mod(P);
      if (h.signum() == 0) {
        return r.signum() == 0 ? twice() : NOTHING;
      }
      BigInteger hh = times(h, h);
      BigInteger hhh = times(hh, h);
      BigInteger v = times(u, hh);
      BigInteger newX = times(r, r).subtract(hhh).subtract(v.shiftLeft(1)).mod(P);
      BigInteger newY = times(r, v.subtract(newX)).subtract(times(s, hhh)).mod(P);
      return new Point(newX, newY, times(h, times(z, other.z)));
    }
  }

  private static BigInteger times(BigInteger a, BigInteger b) {
    return a.multiply(b).mod(P);
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  @Override
  public String id() {
    return Digests.of(raw).substring("sha256:".length(), "sha256:".length() + 16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256Key that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** The written form. */
  @Override
  public String toString() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
  }
}
