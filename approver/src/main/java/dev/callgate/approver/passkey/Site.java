package dev.callgate.approver.passkey;

import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is, as WebAuthn has it.
 *
 * @param rpId the host's name
 * @param origin the address, with its port where that is not 443
 */
public record Site(String rpId, String origin) {

  /**
   * The site of a host that is known to be ours.
   *
   * @param host name and port as the browser wrote them; null for none
   * @throws Refusal for a bare address: browsers have no passkeys there
   */
  public static Site of(@Nullable String host) throws Refusal {
    String name = host == null ? "" : host;
    int colon = name.lastIndexOf(':');
    String rpId = colon < 0 ? name : name.substring(0, colon);
    String port = colon < 0 ? "" : name.substring(colon);
    boolean isName = rpId.chars().anyMatch(c -> c >= 'a' && c <= 'z') && !rpId.startsWith("[");
    if (!isName) {
      throw new Refusal(
          Code.NOT_ALLOWED,
          "there are no passkeys at a bare address: " + name,
          "open the console under a name that the certificate has, such as https://localhost"
              + port
              + "/ on this machine");
    }
    return new Site(rpId, "https://" + rpId + (port.equals(":443") ? "" : port));
  }
}
