package dev.callgate.approver.notify;

import dev.callgate.approver.store.NotificationRow;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import java.net.URI;

/** Makes messages of what was verified before it was stored. */
final class Messages {
  private Messages() {}

  static Message of(NotificationRow row, RequestRow request, Channel channel, URI console) {
    byte[] decision = request.decisionEnvelope();
    return Message.of(
        row.id(),
        row.event(),
        read(request.envelope(), CallRequest.class),
        decision == null ? null : read(decision, CallDecision.class),
        request.expiresAt(),
        channel.withArguments(),
        console);
  }

  private static <T> T read(byte[] envelope, Class<T> type) {
    try {
      return Json.read(Envelope.parse(envelope).unverifiedPayload(), type);
    } catch (ProtocolException e) {
      throw new IllegalStateException("the database was changed from outside", e);
    }
  }
}
