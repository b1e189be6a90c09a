package dev.callgate.approver.server;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** An authenticator in a browser's page, which has a finger on it whenever it is asked. */
final class VirtualAuthenticator {
  private final CDPSession session;
  private final String id;

  private VirtualAuthenticator(CDPSession session, String id) {
    this.session = session;
    this.id = id;
  }

  /** One that recognises its user, and keeps passkeys. */
  static VirtualAuthenticator in(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    return new VirtualAuthenticator(
        session,
        session
            .send("WebAuthn.addVirtualAuthenticator", arguments)
            .get("authenticatorId")
            .getAsString());
  }

  /** Whether it recognises whoever is there. */
  void recognises(boolean user) {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("authenticatorId", id);
    arguments.addProperty("isUserVerified", user);
    session.send("WebAuthn.setUserVerified", arguments);
  }

  /** Has pages ask for keys of this COSE algorithm only. */
  static void only(Page page, long algorithm) {
    page.evaluate(
        """
        wanted => {
          const create = navigator.credentials.create.bind(navigator.credentials);
          navigator.credentials.create = options => {
            options.publicKey.pubKeyCredParams =
                options.publicKey.pubKeyCredParams.filter(each => each.alg === wanted);
            return create(options);
          };
        }
        """,
        (int) algorithm);
  }
}
