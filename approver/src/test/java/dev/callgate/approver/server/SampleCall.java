package dev.callgate.approver.server;

import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallContext;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.GatedMethod;
import dev.callgate.protocol.Ids;
import dev.callgate.protocol.Repeats;
import dev.callgate.protocol.Repeats.Bound;
import dev.callgate.protocol.Repeats.GrantOffer;
import dev.callgate.protocol.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call as a program would make it, to be changed where a test needs it otherwise. */
final class SampleCall {
  String type = "com.acme.billing.PaymentService";
  String method = "refund";
  String returns = "java.lang.String";
  String risk = "high";
  @Nullable String message = "refund 120.10 EUR to customer C-42";
  List<String> undecided = List.of();
  List<Argument> arguments = new ArrayList<>();
  List<Verdict> decisions = TestJvm.ALL;
  List<Demand> demands = new ArrayList<>();
  List<Covered> covers = List.of();
  @Nullable String requester;
  String application = "billing-assistant";
  String thread = "tool-executor-3";
  Duration expires = Duration.ofMinutes(15);
  String caller = "com.acme.assistant.SupportTools.refund";
  @Nullable String likeness;
  Duration coolDown = Duration.ZERO;
  int mostUses;
  Duration longestGrant = Duration.ofMinutes(15);

  /** A refund that anybody may approve, with two arguments to edit. */
  static SampleCall refund() {
    SampleCall call = new SampleCall();
    call.argument("customerId", "java.lang.String", "\"C-42\"", false);
    call.argument("amount", "java.math.BigDecimal", "120.10", true);
    call.argument("note", "java.lang.String", "\"broken on arrival, sent back\"", true);
    return call;
  }

  /** Something that cannot be undone at all, and takes two groups. */
  static SampleCall purge() {
    SampleCall call = new SampleCall();
    call.type = "com.acme.data.CustomerStore";
    call.method = "deleteAll";
    call.returns = "int";
    call.risk = "critical";
    call.message = "delete every customer of tenant north";
    call.argument("tenant", "java.lang.String", "\"north\"", false);
    call.arguments.add(new Argument("token", "java.lang.String", "", true, false));
    call.demands.add(new Demand("shop/purge", List.of("ops"), 1, false));
    call.demands.add(new Demand("shop/purge-risk", List.of("risk"), 1, false));
    return call;
  }

  SampleCall argument(String name, String type, String display, boolean editable) {
    arguments.add(new Argument(name, type, display, false, editable));
    return this;
  }

  SampleCall with(String name, String display) {
    arguments.replaceAll(
        each ->
            each.name().equals(name)
                ? new Argument(name, each.type(), display, false, each.editable())
                : each);
    return this;
  }

  /** Submits it as {@code jvm}'s. */
  CallRequest submit(TestJvm jvm) throws Exception {
    return jvm.submit(request(jvm.id));
  }

  /** Lets whoever approves it grant up to so many later ones with the same customer. */
  SampleCall grantable(int uses) {
    mostUses = uses;
    return this;
  }

  private Repeats repeats() {
    GrantOffer offer =
        mostUses == 0
            ? null
            : new GrantOffer(
                mostUses,
                longestGrant.toMillis(),
                List.of(new Bound("customerId", arguments.get(0).display())),
                Digests.of(arguments.get(0).display()),
                caller);
    return new Repeats(likeness == null ? "" : likeness, coolDown.toMillis(), offer);
  }

  CallRequest request(String jvm) {
    String rule = "shop/" + method;
    return new CallRequest(
        CallRequest.VERSION,
        Ids.random(),
        Ids.random(),
        jvm,
        application,
        "production",
        new GatedMethod(type, method, "()V", returns),
        List.of(
            new AppliedRule(
                rule, "policy.callgate.yaml:12", risk, "irreversible", message, undecided)),
        Digests.of("rules"),
        arguments,
        Digests.of("args"),
        type,
        decisions,
        demands.isEmpty() ? List.of(new Demand(rule, List.of(), 1, false)) : demands,
        requester,
        covers,
        expires.toMillis(),
        1,
        new CallContext(
            "app-07.example",
            4711,
            "billing",
            thread,
            false,
            List.of(
                "com.acme.billing.PaymentService.refund(PaymentService.java:88)",
                "com.acme.assistant.SupportTools.refund(SupportTools.java:41)",
                "java.lang.reflect.Method.invoke(Method.java:580)",
                "dev.langchain4j.service.tool.DefaultToolExecutor.execute(DefaultToolExecutor.java:71)",
                "com.acme.assistant.Main.main(Main.java:23)")),
        repeats());
  }
}
