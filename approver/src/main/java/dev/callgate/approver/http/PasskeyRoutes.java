package dev.callgate.approver.http;

import dev.callgate.approver.api.Confirmation;
import dev.callgate.approver.api.PasskeyName;
import dev.callgate.approver.api.PasskeyRegistration;
import dev.callgate.approver.api.PasskeyUse;
import dev.callgate.approver.http.Reply.Now;
import dev.callgate.approver.life.Means;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.life.Refusal;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.approver.passkey.FreshProofs;
import dev.callgate.approver.passkey.Passkeys;
import dev.callgate.approver.passkey.Site;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.util.List;
import java.util.Map;

/**
 * The routes of people's passkeys: everybody sees and changes their own.
 *
 * @param passkeys people have
 * @param proofs made with them
 * @param sessions who sits at a browser
 */
public record PasskeyRoutes(Passkeys passkeys, FreshProofs proofs, BrowserSessions sessions) {

  /** The table. */
  public List<Route> table() {
    return List.of(
        Route.console(
            "POST",
            "/v1/session/challenge",
            call -> new Now(200, passkeys.signInChallenge(site(call)))),
        Route.console("POST", "/v1/session/passkey", this::signIn),
        own("GET", "/v1/passkeys", (caller, call) -> new Now(200, passkeys.list(caller.person()))),
        own(
            "POST",
            "/v1/passkeys/options",
            (caller, call) -> new Now(200, passkeys.options(caller.person(), site(call)))),
        own("POST", "/v1/passkeys", this::register),
        own(
            "PUT",
            "/v1/passkeys/{id}",
            (caller, call) ->
                new Now(
                    200,
                    passkeys.rename(
                        caller.person(), call.id(), read(call, PasskeyName.class).name()))),
        own("DELETE", "/v1/passkeys/{id}", this::remove),
        own(
            "GET",
            "/v1/passkeys/{id}/file",
            (caller, call) -> new Now(200, passkeys.file(caller.person(), call.id()))),
        own("POST", "/v1/confirm", this::confirm));
  }

  /** For people, whatever their roles, and for nothing that works in their name. */
  private static Route own(String method, String path, Route.CallerAction<Caller.Reviewer> action) {
    return Route.person(
        method,
        path,
        (caller, call) -> {
          if (caller.means() != Means.OWN) {
            throw new Refusal(
                Code.TOKEN_TOO_WEAK,
                "passkeys are their person's own, and this is an API token",
                "use the console");
          }
          return action.run(caller, call);
        });
  }

  private Reply signIn(Call call) throws Refusal {
    Site site = site(call);
    Passkeys.Shown shown = passkeys.signIn(read(call, PasskeyUse.class), site);
    BrowserSessions.Opened opened =
        sessions.openFor(
            shown.person(),
            () -> shown.person().equals(passkeys.holder(shown.passkey())),
            call.cookie());
    return new Now(201, opened.person(), opened.cookie());
  }

  private Reply register(Caller.Reviewer caller, Call call) throws Refusal {
    Site site = site(call);
    PasskeyRegistration made = read(call, PasskeyRegistration.class);
    proofs.require(caller.person(), "passkey.add");
    return new Now(201, passkeys.register(caller.person(), made, site));
  }

  private Reply remove(Caller.Reviewer caller, Call call) throws Refusal {
    proofs.require(caller.person(), "passkey.remove:" + call.id());
    return new Now(200, passkeys.remove(caller.person(), call.id()));
  }

  private Reply confirm(Caller.Reviewer caller, Call call) throws Refusal {
    Confirmation given = read(call, Confirmation.class);
    Person person = caller.person();
    Site site = site(call);
    if (given.use() == null) {
      return new Now(200, proofs.challenge(person, given, site));
    }
    proofs.prove(person, given, given.use(), site);
    return new Now(
        200, Map.of("action", given.action(), "lastsMillis", FreshProofs.LASTS.toMillis()));
  }

  private static Site site(Call call) throws Refusal {
    call.allowOnly();
    return Site.of(call.host());
  }

  private static <T> T read(Call call, Class<T> type) throws Refusal {
    try {
      return Json.read(call.body(), type);
    } catch (ProtocolException e) {
      throw new Refusal(
          Code.MALFORMED, String.valueOf(e.getMessage()), "send what the protocol's page says");
    }
  }
}
