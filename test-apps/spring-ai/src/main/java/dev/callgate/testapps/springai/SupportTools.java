package dev.callgate.testapps.springai;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the model may ask for. Spring AI calls the methods by reflection. */
@Component
public class SupportTools {
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  SupportTools(JdbcClient database, TransactionTemplate transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** Deletes a customer's rows, in all tables or in none. */
  @Tool(description = "Deletes a customer and everything held on them")
  public String deleteCustomer(String customerId) {
    int rows =
        transaction.execute(
            status ->
                delete("delete from orders where customer_id = ?", customerId)
                    + delete("delete from account where customer_id = ?", customerId)
                    + delete("delete from customer where id = ?", customerId));
    return "Deleted " + rows + " rows of " + customerId + ".";
  }

  private int delete(String sql, String customerId) {
    return database.sql(sql).param(customerId).update();
  }

  /** Pays money out: irreversible once the customer has it. */
  @Tool(description = "Refunds an amount to a customer")
  public String refund(String customerId, BigDecimal amount) {
    // Spring AI reads every JSON number as a double: 120.00 arrives here as 120.0.
    BigDecimal money = amount.setScale(2, RoundingMode.HALF_UP);
    int accounts =
        database
            .sql("update account set balance = balance + ? where customer_id = ?")
            .param(money)
            .param(customerId)
            .update();
    return accounts == 0
        ? "There is no customer " + customerId + "; nothing was refunded."
        : "Refunded " + money + " to " + customerId + ".";
  }
}
