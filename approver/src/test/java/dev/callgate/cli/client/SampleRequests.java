package dev.callgate.cli.client;

import dev.callgate.approver.api.Progress;
import dev.callgate.approver.api.RequestState;
import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.Verdict;
import java.util.List;

/** Requests as an agent would send them. */
public final class SampleRequests {
  private static final Demand ANYBODY = new Demand("support/refund", List.of(), 1, false);

  private SampleRequests() {}

  /** A refund of 120.0 to C-42, held for 30 seconds. */
  public static HeldRequest refund(Verdict... allowed) {
    return refund("C-42", allowed);
  }

  /** A refund to a customer whose id may be hostile. */
  public static HeldRequest refund(String customer, Verdict... allowed) {
    return held(call(Ids.random(), customer, 30_000, List.of(allowed)));
  }

  /** A refund whose approval covers other calls. */
  public static HeldRequest covering(Covered... covers) {
    return held(
        call(
            Ids.random(),
            "C-42",
            30_000,
            List.of(Verdict.APPROVE, Verdict.REJECT),
            List.of(covers),
            ANYBODY));
  }

  private static HeldRequest held(CallRequest request) {
    return new HeldRequest(
        Json.mapper().valueToTree(request),
        request.requestId(),
        RequestState.PENDING,
        null,
        Digests.of("request"),
        request,
        0,
        30_000,
        30_000,
        null,
        List.of(new Progress("support/refund", List.of(), 1, false, List.of())),
        null,
        List.of());
  }

  /** The same as the JVM {@code jvm} signs it. */
  public static CallRequest call(
      String jvm, String customer, long expiresInMillis, List<Verdict> allowed) {
    return call(jvm, customer, expiresInMillis, allowed, List.of(), ANYBODY);
  }

  /** The same, for which {@code demands} say who decides. */
  public static CallRequest demanding(String jvm, String customer, Demand... demands) {
    return call(
        jvm,
        customer,
        60_000,
        List.of(Verdict.APPROVE, Verdict.EDIT, Verdict.RESPOND, Verdict.REJECT),
        List.of(),
        demands);
  }

  private static CallRequest call(
      String jvm,
      String customer,
      long expiresInMillis,
      List<Verdict> allowed,
      List<Covered> covers,
      Demand... demands) {
    return new CallRequest(
        CallRequest.VERSION,
        Ids.random(),
        Ids.random(),
        jvm,
        "support-assistant",
        "test",
        new GatedMethod(
            "com.acme.SupportTools",
            "refund",
            "(Ljava/lang/String;Ljava/math/BigDecimal;)Ljava/lang/String;",
            "java.lang.String"),
        List.of(
            new AppliedRule(
                "support/refund",
                "support.callgate.yaml:7",
                "high",
                null,
                "pays 120.0 out",
                List.of("arg currency: no value"))),
        Digests.of("rules"),
        List.of(
            new Argument("customerId", "java.lang.String", customer, false, false),
            new Argument("amount", "java.math.BigDecimal", "120.0", false, true)),
        Digests.of("arguments"),
        "com.acme.SupportTools",
        allowed,
        List.of(demands),
        null,
        covers,
        expiresInMillis,
        System.currentTimeMillis(),
        new CallContext(
            "host",
            ProcessHandle.current().pid(),
            "user",
            "main",
            false,
            List.of(
                "java.lang.reflect.Method.invoke(Method.java:1)",
                "com.acme.Agent.act(Agent.java:9)")));
  }
}
