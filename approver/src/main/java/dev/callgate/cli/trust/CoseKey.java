package dev.callgate.cli.trust;

import dev.callgate.protocol.CredentialKey;
import dev.callgate.protocol.P256Key;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.RsaKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a COSE_Key (RFC 9052, section 7; RFC 9053, section 7; RFC 8230, section 4) of the three
 * kinds that passkeys have: one flat CBOR map of whole numbers and byte strings.
 */
final class CoseKey {
  private static final long KIND = 1;
  private static final long OCTET_PAIR = 1;
  private static final long ELLIPTIC = 2;
  private static final long RSA = 3;

  private final byte[] bytes;
  private int at;

  private CoseKey(byte[] bytes) {
    this.bytes = bytes;
  }

  static CredentialKey read(byte[] bytes) throws ProtocolException {
    Map<Long, Object> map = new CoseKey(bytes).map();
    if (is(map, KIND, OCTET_PAIR) && is(map, -1, 6)) {
      return PasskeyFile.ed25519(bytes(map, -2, 32));
    }
    if (is(map, KIND, ELLIPTIC) && is(map, -1, 1)) {
      byte[] raw = Arrays.copyOf(bytes(map, -2, 32), 64);
      System.arraycopy(bytes(map, -3, 32), 0, raw, 32, 32);
      return P256Key.of(raw);
    }
    if (is(map, KIND, RSA)) {
      return RsaKey.of(new BigInteger(1, bytes(map, -1, 0)), new BigInteger(1, bytes(map, -2, 0)));
    }
    throw new ProtocolException("its COSE key is of no known kind");
  }

  private static boolean is(Map<Long, Object> map, long label, long value) {
    return map.get(label) instanceof Long number && number == value;
  }

  private static byte[] bytes(Map<Long, Object> map, long label, int length)
      throws ProtocolException {
    if (map.get(label) instanceof byte[] found && (length == 0 || found.length == length)) {
      return found;
    }
    throw new ProtocolException("its COSE key is incomplete");
  }

  private Map<Long, Object> map() throws ProtocolException {
    int head = next();
    Map<Long, Object> map = new HashMap<>();
    if (head >> 5 != 5) {
      throw new ProtocolException("its COSE key is no map");
    }
    for (long left = length(head); left > 0; left--) {
      if (!(value() instanceof Long label) || map.put(label, value()) != null) {
        throw new ProtocolException("its COSE key has a label that is no number, or twice");
      }
    }
    if (at != bytes.length) {
      throw new ProtocolException("its COSE key has bytes behind it");
    }
    return map;
  }

  private Object value() throws ProtocolException {
    int head = next();
    long length = length(head);
    switch (head >> 5) {
      case 0:
        return length;
      case 1:
        return -1 - length;
      case 2:
        if (length > bytes.length - at) {
          break;
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
      default:
        break;
    }
    throw new ProtocolException("its COSE key has a value of another kind");
  }

  private long length(int head) throws ProtocolException {
    int small = head & 31;
    if (small < 24) {
      return small;
    }
    if (small > 26) {
      throw new ProtocolException("its COSE key has a number that is too large");
    }
    long number = 0;
    for (int i = 1 << (small - 24); i > 0; i--) {
      number = number << 8 | next();
    }
    return number;
  }

  private int next() throws ProtocolException {
    if (at == bytes.length) {
      throw new ProtocolException("its COSE key ends early");
    }
    return bytes[at++] & 0xff;
  }
}
