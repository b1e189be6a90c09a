package dev.callgate.testapps.assistant;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;

/** What the model may ask for. Public, as LangChain4j calls the methods by reflection. */
public final class SupportTools {
  private final SupportDatabase database;

  SupportTools(SupportDatabase database) {
    this.database = database;
  }

  /** Reads, and harms nobody. */
  @Tool("Looks a customer up")
  public String findCustomer(@P("the customer's number") String customerId) throws SQLException {
    return customerId
        + " is "
        + database.name(customerId)
        + ", balance "
        + database.balance(customerId);
  }

  /** Pays money out: irreversible once the customer has it. */
  @Tool("Refunds an amount to a customer")
  public String refund(
      @P("the customer's number") String customerId, @P("how much to pay") BigDecimal amount)
      throws SQLException {
    // LangChain4j reads every JSON number as a double: 120.00 arrives here as 120.0.
    BigDecimal money = amount.setScale(2, RoundingMode.HALF_UP);
    if (database.credit(customerId, money) == 0) {
      return "There is no customer " + customerId + "; nothing was refunded.";
    }
    return "Refunded " + money + " to " + customerId + ".";
  }

  /** Deletes a customer's rows for good. */
  @Tool("Deletes a customer and everything held on them")
  public String deleteCustomer(@P("the customer's number") String customerId) throws SQLException {
    return "Deleted " + database.delete(customerId) + " rows of " + customerId + ".";
  }
}
