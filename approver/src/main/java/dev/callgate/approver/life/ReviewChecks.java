package dev.callgate.approver.life;

import dev.callgate.approver.api.ReviewBody;
import dev.callgate.approver.life.Refusal.Code;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.GrantTerms;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether a person may say this about that request. */
final class ReviewChecks {
  private static final int LONGEST_REASON = 4000;

  private ReviewChecks() {}

  static Said check(ReviewBody review, CallRequest request, long now) throws Refusal {
    Verdict verdict = SignedObjects.present(review.verdict(), "verdict");
    if (!request.decisions().contains(verdict)) {
      throw notAllowed(
          written(verdict) + " is not possible for this request",
          "possible: "
              + String.join(
                  ", ", request.decisions().stream().map(ReviewChecks::written).toList()));
    }
    List<Edit> edits = edits(verdict, review.edits(), request);
    JsonNode response = response(verdict, review.response());
    GrantTerms grant = grant(verdict, review.grant(), request, now);
    return new Said(verdict, edits, response, reason(review.reason()), grant);
  }

  private static @Nullable GrantTerms grant(
      Verdict verdict, @Nullable GrantTerms terms, CallRequest request, long now) throws Refusal {
    if (terms == null) {
      return null;
    }
    GrantOffer offer = request.repeats().grant();
    if (offer == null) {
      throw notAllowed(
          "the rules of this call let nobody grant later ones",
          "approve this one alone; a rule may say otherwise with gate.grant");
    }
    if (verdict != Verdict.APPROVE) {
      throw notAllowed(written(verdict) + " grants nothing", "leave the grant out, or approve");
    }
    if (!GrantTerms.scope(request).equals(terms.scope())) {
      throw new Refusal(
          Code.CONFLICT,
          "the grant is about other calls than this one",
          "look at the request again and repeat its grantScope");
    }
    if (terms.uses() < 1 || terms.uses() > offer.mostUses()) {
      throw notAllowed(
          "a grant for " + terms.uses() + " calls",
          "the rules let you grant 1 to " + offer.mostUses());
    }
    long left = terms.untilMillis() - now;
    if (left <= 0 || left > offer.longestMillis()) {
      throw notAllowed(
          left <= 0 ? "a grant that is over" : "a grant for " + left / 1000 + " s",
          "the rules let you grant up to " + offer.longestMillis() / 1000 + " s from now");
    }
    return terms;
  }

  private static List<Edit> edits(Verdict verdict, @Nullable List<Edit> given, CallRequest request)
      throws Refusal {
    List<Edit> edits = given == null ? List.of() : given;
    if (verdict != Verdict.EDIT) {
      if (!edits.isEmpty()) {
        throw notAllowed(
            written(verdict) + " changes no arguments", "use edit, or leave the edits out");
      }
      return edits;
    }
    if (edits.isEmpty()) {
      throw notAllowed("edit names no argument", "name at least one, or use approve");
    }
    Set<String> named = new HashSet<>();
    for (Edit edit : edits) {
      String name = SignedObjects.present(SignedObjects.present(edit, "an edit").name(), "name");
      SignedObjects.present(edit.value(), "value");
      checkEditable(name, request);
      if (!named.add(name)) {
        throw notAllowed("the argument " + name + " is changed twice", "name it once");
      }
    }
    return edits;
  }

  private static void checkEditable(String name, CallRequest request) throws Refusal {
    Optional<Argument> argument =
        request.arguments().stream().filter(each -> each.name().equals(name)).findFirst();
    if (argument.isEmpty()) {
      throw notAllowed(
          "the call has no argument " + name,
          "arguments: "
              + String.join(", ", request.arguments().stream().map(Argument::name).toList()));
    }
    if (!argument.get().editable()) {
      throw notAllowed(
          "the argument " + name + " may not be changed",
          "the rule's editable list says which may");
    }
  }

  private static @Nullable JsonNode response(Verdict verdict, @Nullable JsonNode given)
      throws Refusal {
    if (verdict != Verdict.RESPOND && given != null && !given.isNull()) {
      throw notAllowed(
          written(verdict) + " carries no response", "use respond, or leave the response null");
    }
    return given;
  }

  private static @Nullable String reason(@Nullable String given) throws Refusal {
    SignedObjects.requireText(given, "reason");
    if (given != null && given.length() > LONGEST_REASON) {
      throw notAllowed("the reason is longer than " + LONGEST_REASON + " characters", "shorten it");
    }
    return given == null || given.isBlank() ? null : given;
  }

  private static Refusal notAllowed(String message, String hint) {
    return new Refusal(Code.NOT_ALLOWED, message, hint);
  }

  static String written(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
