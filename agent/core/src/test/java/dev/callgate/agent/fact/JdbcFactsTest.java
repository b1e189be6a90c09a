package dev.callgate.agent.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.condition.Facts;
import dev.callgate.policy.condition.Unreadable;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known after a sequence of watched calls. The objects are never asked anything. */
class JdbcFactsTest {
  /** Stands for a connection or a statement; whoever asks it anything fails. */
  private static final class Silent {
    @Override
    public int hashCode() {
      throw new AssertionError("asked");
    }

    @Override
    @SuppressWarnings("EqualsHashCode")
    public boolean equals(@Nullable Object other) {
      throw new AssertionError("asked");
    }

    @Override
    public String toString() {
      throw new AssertionError("asked");
    }
  }

  private final JdbcFacts facts = new JdbcFacts();
  private final Object connection = new Silent();

  private void call(
      Object receiver, Watch watch, @Nullable Object returned, @Nullable Object... arguments) {
    facts.left(facts.entered(watch, receiver, arguments, null), returned, null);
  }

  private void failing(Object receiver, Watch watch, Object... arguments) {
    facts.left(facts.entered(watch, receiver, arguments, null), null, new SQLException());
  }

  private Object prepared(@Nullable String sql) {
    Object statement = new Silent();
    call(connection, Watch.PREPARE, statement, sql);
    return statement;
  }

  private Object plain() {
    Object statement = new Silent();
    call(connection, Watch.CREATE, statement);
    return statement;
  }

  private Object rows() {
    return facts.read(Facts.ROWS_IN_TRANSACTION, connection);
  }

  private Object text(Object statement) {
    return facts.read(Facts.PREPARED_SQL, statement);
  }

  private void begin() {
    call(connection, Watch.SET_AUTO_COMMIT, null, false);
  }

  private void unknown() {
    assertThat(rows()).isInstanceOf(Unreadable.class);
  }

  @Test
  void theTextIsThatOfTheVeryStatement() {
    Object delete = prepared("delete from t");
    Object insert = prepared("insert into t values (?)");

    assertThat(text(delete)).isEqualTo("delete from t");
    assertThat(text(insert)).isEqualTo("insert into t values (?)");
    assertThat(text(new Silent())).isInstanceOf(Unreadable.class);
    assertThat(text(plain())).isInstanceOf(Unreadable.class);
    assertThat(text(prepared(null))).isInstanceOf(Unreadable.class);
    assertThat(text(prepared("x".repeat(JdbcStatement.LONGEST + 1))))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void whoeverClaimsAnotherTextForItIsNotBelieved() {
    Object statement = prepared("delete from t");

    call(connection, Watch.PREPARE, statement, "delete from t");
    assertThat(text(statement)).as("a cache").isEqualTo("delete from t");

    call(new Silent(), Watch.PREPARE, statement, "select 1");
    assertThat(text(statement)).isInstanceOf(Unreadable.class);
    call(connection, Watch.PREPARE, statement, "delete from t");
    assertThat(text(statement)).as("and it stays so").isInstanceOf(Unreadable.class);
  }

  @Test
  void rowsAddUpAndEndWithTheTransaction() {
    begin();
    assertThat(rows()).isEqualTo(0L);
    call(prepared("update t set a = 1"), Watch.UPDATE, 1000);
    call(plain(), Watch.UPDATE, 1L, "delete from t where id = 1");
    Object batch = prepared("insert into t values (?)");
    call(batch, Watch.BATCH, new int[] {1, 2});
    call(batch, Watch.BATCH, new long[] {1});
    assertThat(rows()).isEqualTo(1005L);

    call(connection, Watch.COMMIT, null);
    assertThat(rows()).isEqualTo(0L);
    call(prepared("update t set a = 1"), Watch.UPDATE, 7);
    call(connection, Watch.ROLLBACK, null);
    assertThat(rows()).isEqualTo(0L);
  }

  @Test
  void whatAutoCommitEndsIsNotCounted() {
    call(connection, Watch.SET_AUTO_COMMIT, null, true);
    call(prepared("delete from t"), Watch.UPDATE, 5000);
    call(prepared("call p()"), Watch.EXECUTE, false);
    assertThat(rows()).isEqualTo(0L);

    begin();
    assertThat(rows()).isEqualTo(0L);
    call(prepared("delete from t"), Watch.UPDATE, 3);
    begin();
    assertThat(rows()).as("said again").isEqualTo(3L);
    call(connection, Watch.SET_AUTO_COMMIT, null, true);
    assertThat(rows()).as("turning it on commits").isEqualTo(0L);
  }

  @Test
  void nothingIsKnownWhereNobodySaidWhetherAutoCommitIsOn() {
    unknown();
    Object statement = prepared("delete from t");
    assertThat(rows()).as("none in any case").isEqualTo(0L);
    call(statement, Watch.UPDATE, 3);
    unknown();
    begin();
    unknown();
    call(connection, Watch.COMMIT, null);
    assertThat(rows()).isEqualTo(0L);

    call(statement, Watch.UPDATE, 3);
    assertThat(rows()).isEqualTo(3L);
  }

  @Test
  void whoAsksForTheModeSaysIt() {
    prepared("select 1");
    call(connection, Watch.GET_AUTO_COMMIT, false);
    call(prepared("delete from t"), Watch.UPDATE, 3);
    assertThat(rows()).isEqualTo(3L);
  }

  @Test
  void aQueryChangesNothingAndWhatMayChangeSomethingIsUnknown() {
    begin();
    call(prepared("select * from t"), Watch.QUERY, "rows");
    call(plain(), Watch.EXECUTE, true, "select 1");
    call(plain(), Watch.EXECUTE, false, "create table t (id bigint)");
    call(prepared("select 1"), Watch.EXECUTE, true);
    failing(prepared("select 1"), Watch.QUERY);
    assertThat(rows()).isEqualTo(0L);

    call(prepared("delete from t returning id"), Watch.QUERY, "rows");
    unknown();
    call(connection, Watch.ROLLBACK, null);
    call(prepared("call cleanup()"), Watch.EXECUTE, true);
    unknown();
    call(connection, Watch.ROLLBACK, null);
    call(prepared(null), Watch.EXECUTE, true);
    unknown();
    call(connection, Watch.ROLLBACK, null);
    failing(prepared("delete from t"), Watch.UPDATE);
    unknown();
    call(connection, Watch.ROLLBACK, null);
    failing(prepared("insert into t values (?)"), Watch.BATCH);
    unknown();
    call(connection, Watch.ROLLBACK, null);
    call(prepared("insert into t values (?)"), Watch.BATCH, new int[] {1, -2});
    unknown();
    call(connection, Watch.ROLLBACK, null);
    failing(connection, Watch.COMMIT);
    assertThat(rows()).isEqualTo(0L);
    call(prepared("delete from t"), Watch.UPDATE, 1);
    failing(connection, Watch.COMMIT);
    unknown();
  }

  @Test
  void aCountThatIsAskedForLaterCounts() {
    begin();
    Object statement = prepared("update t set a = 1");
    call(statement, Watch.EXECUTE, false);
    unknown();
    call(plain(), Watch.COUNT, 500);
    unknown();
    call(statement, Watch.COUNT, 5);
    assertThat(rows()).isEqualTo(5L);
    call(statement, Watch.COUNT, 5);
    assertThat(rows()).as("once").isEqualTo(5L);

    call(statement, Watch.EXECUTE, false);
    call(prepared("select 1"), Watch.QUERY, "rows");
    call(statement, Watch.COUNT, 5);
    assertThat(rows()).as("too late").isInstanceOf(Unreadable.class);
    call(connection, Watch.COMMIT, null);

    Object two = prepared("update t set a = 1; delete from t");
    call(two, Watch.EXECUTE, false);
    call(two, Watch.COUNT, 5);
    assertThat(rows()).as("of the first of two").isInstanceOf(Unreadable.class);
  }

  @Test
  void whatOneCallDoesInsideIsCountedOnce() {
    begin();
    Object statement = plain();
    Watched outer = facts.entered(Watch.UPDATE, statement, new Object[] {"delete from t"}, null);
    call(statement, Watch.UPDATE, 4L, "delete from t", 1);
    facts.left(outer, 4, null);
    assertThat(rows()).isEqualTo(4L);
  }

  @Test
  void twoThreadsOnOneConnectionMakeItUnknown() throws Exception {
    begin();
    Object statement = plain();
    Watched outer = facts.entered(Watch.UPDATE, statement, new Object[] {"delete from t"}, null);
    Thread other = new Thread(() -> call(plain(), Watch.UPDATE, 4, "delete from u"));
    other.start();
    other.join();
    facts.left(outer, 4, null);
    unknown();
    call(connection, Watch.COMMIT, null);
    call(statement, Watch.UPDATE, 2, "delete from t");
    assertThat(rows()).isEqualTo(2L);
  }

  @Test
  void partOfATransactionIsUnknown() {
    begin();
    call(connection, Watch.ROLLBACK, null, "savepoint");
    assertThat(rows()).isEqualTo(0L);
    call(plain(), Watch.UPDATE, 4, "delete from t");
    call(connection, Watch.ROLLBACK, null, "savepoint");
    unknown();
  }

  @Test
  void rowsThatAreChangedThroughAResultAreUnknown() {
    begin();
    Object reading = new Silent();
    call(connection, Watch.CREATE, reading, 1003, 1007);
    call(reading, Watch.QUERY, "rows", "select * from t");
    assertThat(rows()).isEqualTo(0L);

    Object updating = new Silent();
    call(connection, Watch.PREPARE, updating, "select * from t", 1003, 1008);
    call(updating, Watch.QUERY, "rows");
    unknown();
  }

  @Test
  void aStatementThatNobodySawMadeMakesEveryTransactionUnknown() {
    begin();
    call(new Silent(), Watch.UPDATE, 0, "delete from t");
    assertThat(rows()).isEqualTo(0L);
    call(new Silent(), Watch.UPDATE, 9, "delete from t");
    unknown();
    call(connection, Watch.COMMIT, null);
    assertThat(rows()).isEqualTo(0L);
  }

  @Test
  void nothingIsKeptAlive() {
    List<WeakReference<Object>> statements = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      statements.add(new WeakReference<>(prepared("select " + i)));
    }
    for (int i = 0; i < 200 && statements.get(99).get() != null; i++) {
      System.gc();
    }
    assertThat(statements).allSatisfy(each -> assertThat(each.get()).isNull());
  }

  @Test
  void beyondTheBoundNothingIsKnownAndNothingIsForgotten() {
    WeakIdentity<String> few = new WeakIdentity<>(2);
    Object first = new Silent();
    Object second = new Silent();
    assertThat(few.getOrPut(first, "a")).isEqualTo("a");
    assertThat(few.getOrPut(second, "b")).isEqualTo("b");
    assertThat(few.getOrPut(new Silent(), "c")).isNull();
    assertThat(few.getOrPut(first, "d")).isEqualTo("a");
    assertThat(few.get(Objects.requireNonNull(second))).isEqualTo("b");
  }
}
