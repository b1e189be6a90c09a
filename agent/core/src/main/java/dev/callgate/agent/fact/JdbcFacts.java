package dev.callgate.agent.fact;

import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Unreadable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbc.prepared_sql} and {@code jdbc.rows_in_transaction}, kept by watching what connections
 * and statements are given and return. None of them is ever called. Every layer of wrappers is
 * watched by itself, and knows what went through it. Thread-safe.
 */
public final class JdbcFacts {
  private static final int MOST = 100_000;
  // ResultSet.CONCUR_READ_ONLY, of a module that a JVM need not have
  private static final int READ_ONLY = 1007;
  private static final Unreadable NO_RECEIVER = new Unreadable("the method has no receiver");
  private static final Unreadable NOT_SEEN = new Unreadable("nobody saw what it was prepared from");
  private static final Unreadable NO_CONNECTION =
      new Unreadable("nobody has seen its connection do anything");

  private final WeakIdentity<JdbcConnection> connections = new WeakIdentity<>(MOST);
  private final WeakIdentity<JdbcStatement> statements = new WeakIdentity<>(MOST);
  private final AtomicLong strays = new AtomicLong();

  /** Whether this is a fact that is kept here. */
  public static boolean keeps(String fact) {
    return fact.equals(Facts.PREPARED_SQL) || fact.equals(Facts.ROWS_IN_TRANSACTION);
  }

  /**
   * A fact about what a method is called on.
   *
   * @return never null; {@link Unreadable} when nobody can say
   */
  public Object read(String fact, @Nullable Object receiver) {
    if (receiver == null) {
      return NO_RECEIVER;
    }
    JdbcStatement statement = statements.get(receiver);
    if (fact.equals(Facts.PREPARED_SQL)) {
      String text = statement == null ? null : statement.text();
      return text == null ? NOT_SEEN : text;
    }
    JdbcConnection connection =
        statement == null ? connections.get(receiver) : statement.connection();
    return connection == null ? NO_CONNECTION : connection.rows();
  }

  /** A watched method is about to run. */
  public Watched entered(
      Watch watch, Object receiver, @Nullable Object[] arguments, @Nullable Object ticket) {
    JdbcStatement statement = watch.runs() ? statements.get(receiver) : null;
    boolean outermost = statement != null && statement.connection().enter();
    return new Watched(watch, receiver, arguments, ticket, statement, outermost);
  }

  /** It has run. */
  public void left(Watched call, @Nullable Object returned, @Nullable Throwable thrown) {
    if (!call.watch().runs()) {
      ofConnection(call, returned, thrown);
      return;
    }
    JdbcStatement statement = call.statement();
    if (statement == null) {
      if (!(returned instanceof Number number) || number.longValue() != 0) {
        strays.incrementAndGet();
      }
      return;
    }
    JdbcConnection connection = statement.connection();
    try {
      if (call.isOutermost()) {
        executed(call, statement, returned, thrown);
      }
    } finally {
      connection.leave();
    }
  }

  private static void executed(
      Watched call,
      JdbcStatement statement,
      @Nullable Object returned,
      @Nullable Throwable thrown) {
    JdbcConnection connection = statement.connection();
    if (statement.isUpdatable()) {
      connection.uncounted();
    } else if (thrown == null && call.watch() == Watch.UPDATE) {
      connection.changed(returned instanceof Number number ? number.longValue() : -1);
    } else if (thrown == null && call.watch() == Watch.BATCH) {
      batch(connection, returned);
    } else {
      boolean textGiven = call.arguments().length > 0;
      String sql =
          !textGiven ? statement.text() : call.arguments()[0] instanceof String text ? text : null;
      if (call.watch() != Watch.BATCH && JdbcStatement.changesNothing(sql)) {
        return;
      }
      if (thrown == null
          && call.watch() == Watch.EXECUTE
          && Boolean.FALSE.equals(returned)
          && JdbcStatement.isOne(sql)) {
        connection.awaits(call.receiver());
      } else {
        connection.uncounted();
      }
    }
  }

  private static void batch(JdbcConnection connection, @Nullable Object returned) {
    if (returned instanceof int[] counts) {
      for (int count : counts) {
        connection.changed(count);
      }
    } else if (returned instanceof long[] counts) {
      for (long count : counts) {
        connection.changed(count);
      }
    } else {
      connection.uncounted();
    }
  }

  private void ofConnection(Watched call, @Nullable Object returned, @Nullable Throwable thrown) {
    if (call.watch() == Watch.COUNT) {
      JdbcStatement statement = statements.get(call.receiver());
      if (statement != null) {
        long count = returned instanceof Number number ? number.longValue() : -1;
        statement.connection().counted(call.receiver(), count);
      }
      return;
    }
    JdbcConnection connection = connections.getOrPut(call.receiver(), new JdbcConnection(strays));
    if (connection == null) {
      // Its statements will be nobody's.
      return;
    }
    Object first = call.arguments().length == 0 ? null : call.arguments()[0];
    switch (call.watch()) {
      case CREATE, PREPARE -> {
        if (returned != null) {
          made(connection, returned, call);
        }
      }
      case COMMIT, ROLLBACK -> {
        if (thrown == null && call.arguments().length == 0) {
          connection.settled();
        } else {
          connection.partlySettled();
        }
      }
      case SET_AUTO_COMMIT -> {
        if (thrown == null && first instanceof Boolean on) {
          connection.autoCommit(on);
        } else {
          connection.partlySettled();
        }
      }
      case GET_AUTO_COMMIT -> {
        if (thrown == null && returned instanceof Boolean on) {
          connection.autoCommit(on);
        }
      }
      case CLOSE -> connection.partlySettled();
      default -> {}
    }
  }

  private void made(JdbcConnection connection, Object statement, Watched call) {
    @Nullable Object[] arguments = call.arguments();
    boolean prepared = call.watch() == Watch.PREPARE;
    String text = prepared && arguments[0] instanceof String sql ? sql : null;
    int concurrency = prepared ? 2 : 1;
    boolean updatable =
        arguments.length > concurrency
            && arguments[concurrency] instanceof Integer kind
            && kind != READ_ONLY;
    JdbcStatement mine = new JdbcStatement(connection, text, updatable);
    JdbcStatement known = statements.getOrPut(statement, mine);
    if (known != null && known != mine) {
      known.preparedAgain(text);
    }
  }
}
