package dev.callgate.policy.condition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts that packs keep, and what each is: all that {@code fact} may name. */
public final class Facts {
  /** Names and kinds, in the order in which messages list them. */
  public static final Map<String, ValueKind> KINDS = kinds();

  /**
   * Those that only a test can have: what would keep them in a running program is not there yet.
   */
  public static final List<String> UNKEPT =
      List.of("jdbc.prepared_sql", "jdbc.rows_in_transaction");

  private Facts() {}

  private static Map<String, ValueKind> kinds() {
    Map<String, ValueKind> kinds = new LinkedHashMap<>();
    kinds.put("jdbc.prepared_sql", ValueKind.TEXT);
    kinds.put("jdbc.rows_in_transaction", ValueKind.NUMBER);
    kinds.put("tool.name", ValueKind.TEXT);
    kinds.put("tool.args", ValueKind.ANYTHING);
    return java.util.Collections.unmodifiableMap(kinds);
  }
}
