package dev.callgate.testapps.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With no gate in the way the deeds are done: without this a refused call would prove nothing. */
final class ConversationTest {

  @Test
  void ungatedRefundChangesTheBalanceAndDeletesNobody() throws SQLException {
    assertThat(conversation(Task.REFUND))
        .contains("customers=3", "orders=6", "balance[C-42]=120.00")
        .contains("model heard: C-42 is Grace, balance 0.00")
        .contains("model heard: Refunded 120.00 to C-42.");
  }

  @Test
  void ungatedDeletionTakesTheRowsAndPaysNobody() throws SQLException {
    assertThat(conversation(Task.DELETE))
        .contains("customers=2", "orders=3", "balance[C-42]=0.00")
        .contains("model heard: Deleted 5 rows of C-17.");
  }

  @Test
  void finalAnswerQuotesWhatEveryToolSaid() throws SQLException {
    assertThat(conversation(Task.BOTH))
        .filteredOn(line -> line.startsWith("model says: "))
        .singleElement()
        .asString()
        .contains("\"C-42 is Grace, balance 0.00\"")
        .contains("\"Refunded 120.00 to C-42.\"")
        .contains("\"Deleted 5 rows of C-17.\"");
  }

  @Test
  void unknownTaskIsNamedInTheComplaint() {
    assertThatThrownBy(() -> Task.named("rob")).hasMessageContaining("rob");
  }

  private static List<String> conversation(Task task) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Main.converse(task, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
