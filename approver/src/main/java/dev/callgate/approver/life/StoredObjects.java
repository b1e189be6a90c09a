package dev.callgate.approver.life;

import dev.callgate.approver.store.CoverageRow;
import dev.callgate.approver.store.RequestRow;
import dev.callgate.protocol.CallDecision;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CoverageReport;
import dev.callgate.protocol.Envelope;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Reads back what was verified before it was stored. */
final class StoredObjects {
  private StoredObjects() {}

  static CallRequest request(RequestRow row) {
    return request(row.envelope());
  }

  static CallRequest request(byte[] envelope) {
    return read(envelope, CallRequest.class);
  }

  static @Nullable CallDecision decision(RequestRow row) {
    byte[] envelope = row.decisionEnvelope();
    return envelope == null ? null : read(envelope, CallDecision.class);
  }

  static CoverageReport coverage(CoverageRow row) {
    return read(row.envelope(), CoverageReport.class);
  }

  private static <T> T read(byte[] envelope, Class<T> type) {
    try {
      return Json.read(Envelope.parse(envelope).unverifiedPayload(), type);
    } catch (ProtocolException e) {
      throw new IllegalStateException("the database was changed from outside", e);
    }
  }
}
