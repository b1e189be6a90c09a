package dev.callgate.agent.gate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program with deeds that cannot be undone. Tests call its woven copy through {@link Desk}. */
public final class Bank implements Desk {
  static final String RULE =
      """
      id: refund
      match: {class: dev.callgate.agent.gate.Bank, method: "refund(String account, java.math.BigDecimal amount)"}
      decide: gate
      gate: {decisions: [approve, edit, respond, reject], editable: [amount], expires: 10m}
      """;

  private final List<String> effects = new ArrayList<>();

  @Override
  public String refund(String account, @Nullable BigDecimal amount) {
    effects.add("refund " + account + " " + amount);
    if (Objects.requireNonNull(amount).signum() == 0) {
      throw new IllegalStateException("nothing to refund");
    }
    return "paid " + amount;
  }

  @Override
  public int close(int account) {
    effects.add("close " + account);
    return account;
  }

  @Override
  public void wipe(List<String> tables) {
    effects.add("wipe " + tables);
  }

  @Override
  public void export(String file) throws IOException {
    effects.add("export " + file);
  }

  @Override
  public List<String> effects() {
    return effects;
  }
}
