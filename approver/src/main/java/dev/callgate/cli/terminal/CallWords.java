package dev.callgate.cli.terminal;

import dev.callgate.protocol.AppliedRule;
import dev.callgate.protocol.Argument;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.Covered;
import dev.callgate.protocol.GatedMethod;
import java.util.List;
import java.util.stream.Collectors;

/** A call in words of one line, for lists and for talk. Everything returned is safe to print. */
public final class CallWords {
  private static final int SHORT_VALUE = 60;
  private static final int LONGEST_COVERED = 4000;

  private CallWords() {}

  /** {@code SupportTools.refund(customerId=C-42, amount=120.0)}. */
  public static String call(CallRequest request) {
    String arguments =
        request.arguments().stream()
            .map(a -> SafeText.of(a.name(), SHORT_VALUE) + "=" + value(a, SHORT_VALUE))
            .collect(Collectors.joining(", "));
    GatedMethod method = request.method();
    String type = method.type().substring(method.type().lastIndexOf('.') + 1);
    return SafeText.of(invoked(type, method.name())) + "(" + arguments + ")";
  }

  /** The method with its whole type and what it returns. */
  public static String method(GatedMethod method) {
    String invoked = invoked(method.type(), method.name());
    return SafeText.of(
        method.name().equals("<init>")
            ? invoked
            : invoked + ", which returns " + method.returnType());
  }

  private static String invoked(String type, String name) {
    return name.equals("<init>") ? "new " + type : type + "." + name;
  }

  /** The argument's value, or that it is hidden. */
  public static String value(Argument argument, int limit) {
    if (argument.redacted()) {
      return "(redacted)";
    }
    List<String> remarks = Lookalikes.in(argument.display());
    return SafeText.of(argument.display(), limit)
        + (remarks.isEmpty() ? "" : " (look closely: " + String.join("; ", remarks) + ")");
  }

  /** The names of the rules that hold it. */
  public static String rules(List<AppliedRule> rules) {
    return rules.isEmpty()
        ? "no named rule"
        : rules.stream().map(r -> SafeText.of(r.id())).collect(Collectors.joining(", "));
  }

  /** What an approval covers besides, to stand below the arguments. */
  public static String covered(Covered covered) {
    int most = covered.atMost();
    String names = String.join(" and ", covered.parameters());
    String arguments =
        switch (covered.demand()) {
          case SAME -> "to which the arguments above are handed on, as they are by then";
          case SHOWN ->
              "whose "
                  + (covered.parameters().isEmpty() ? "arguments are all" : names)
                  + (covered.parameters().isEmpty()
                      ? ""
                      : covered.parameters().size() == 1 ? " is" : " are")
                  + " among the values above";
        };
    return SafeText.of(
        "up to "
            + most
            + (most == 1 ? " call" : " calls")
            + " held by "
            + String.join(" or ", covered.rules())
            + ", "
            + arguments,
        LONGEST_COVERED);
  }

  /** The first characters of an id, enough to type. */
  public static String shortId(String id) {
    return SafeText.of(id.length() <= 8 ? id : id.substring(0, 8));
  }
}
