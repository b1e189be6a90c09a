package dev.callgate.policy.condition;

import java.util.LinkedHashMap;
import java.util.Map;

/** The facts that packs keep, and what each is: all that {@code fact} may name. */
public final class Facts {
  /** The text that a statement was prepared from. */
  public static final String PREPARED_SQL = "jdbc.prepared_sql";

  /** How many rows were changed through a connection since its last commit or rollback. */
  public static final String ROWS_IN_TRANSACTION = "jdbc.rows_in_transaction";

  /** Names and kinds, in the order in which messages list them. */
  public static final Map<String, ValueKind> KINDS = kinds();

  private Facts() {}

  private static Map<String, ValueKind> kinds() {
    Map<String, ValueKind> kinds = new LinkedHashMap<>();
    kinds.put(PREPARED_SQL, ValueKind.TEXT);
    kinds.put(ROWS_IN_TRANSACTION, ValueKind.NUMBER);
    kinds.put("tool.name", ValueKind.TEXT);
    kinds.put("tool.args", ValueKind.ANYTHING);
    return java.util.Collections.unmodifiableMap(kinds);
  }
}
