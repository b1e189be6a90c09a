package dev.callgate.agent.gate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the woven {@link Bank} and the tests share. */
public interface Desk {
  String refund(String account, @Nullable BigDecimal amount);

  int close(int account);

  void wipe(List<String> tables);

  void export(String file) throws IOException;

  /** What bodies have really done, in order; not gated. */
  List<String> effects();
}
