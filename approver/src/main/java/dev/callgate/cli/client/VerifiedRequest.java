package dev.callgate.cli.client;

import dev.callgate.approver.api.SignedRequest;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.PayloadType;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.VerificationKey;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A request as its program signed it, verified on this machine. An approver can make up a program
 * and its key; what it cannot do is have a review of one call count for another, because a review
 * names the digest that is made here.
 *
 * @param json the request's own words
 * @param request the same, read strictly
 * @param digest of the exact bytes that were signed
 */
public record VerifiedRequest(JsonNode json, CallRequest request, String digest) {

  /**
   * Asks for one and verifies it.
   *
   * @throws ProtocolException when what comes is not signed, or is another request
   */
  public static VerifiedRequest fetch(ReviewerClient client, String id)
      throws ProtocolException, ApproverError, Failure, InterruptedException {
    SignedRequest signed = client.signedRequest(id);
    Envelope envelope = Envelope.parse(Json.write(signed.envelope()));
    byte[] payload = envelope.verify(PayloadType.REQUEST, VerificationKey.parse(signed.jvmKey()));
    CallRequest request = Json.read(payload, CallRequest.class);
    if (!request.requestId().equals(id)) {
      throw new ProtocolException("it is another request");
    }
    JsonNode json = Json.readTree(new String(payload, StandardCharsets.UTF_8));
    return new VerifiedRequest(json, request, envelope.payloadDigest());
  }
}
