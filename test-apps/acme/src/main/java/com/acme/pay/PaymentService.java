package com.acme.pay;

import com.acme.Step;
import java.math.BigDecimal;

/** Transfers. */
public final class PaymentService {
  private BigDecimal paid = BigDecimal.ZERO;

  /** A small transfer, a large one, and one that is never made. */
  public static void main() {
    PaymentService service = new PaymentService();
    Step.go("small", () -> service.transfer(new BigDecimal("20.00"), "EUR", "DE89"));
    Step.go("large", () -> service.transfer(new BigDecimal("250.00"), "EUR", "DE89"));
    Step.go("million", () -> service.transfer(new BigDecimal("1000000.00"), "EUR", "DE89"));
    Step.effect(service.paid + " paid");
  }

  String transfer(BigDecimal amount, String currency, String to) {
    paid = paid.add(amount);
    return amount + " " + currency;
  }
}
