package com.acme;

import com.acme.assistant.Dispatching;
import com.acme.cluster.Operator;
import com.acme.coding.CodingAgent;
import com.acme.data.DatabaseAssistant;
import com.acme.mail.MailAssistant;
import com.acme.pay.PaymentService;
import com.acme.shop.Shop;
import com.acme.web.Webhooks;

/** Runs one of the programs. */
public final class Main {
  private Main() {}

  /**
   * Each does something harmless, then something that cannot be undone, and prints what came of
   * both and what is really there afterwards. Whatever a program needs (a database, a mail server,
   * a cluster) it brings along, on the loopback address; files are those of the working directory.
   *
   * @param args {@code shop}, {@code payments}, {@code dispatcher}, {@code coding-agent}, {@code
   *     database}, {@code webhooks}, {@code operator}, or {@code mail}
   */
  public static void main(String[] args) throws Exception {
    switch (args.length == 1 ? args[0] : "") {
      case "shop" -> Shop.main();
      case "payments" -> PaymentService.main();
      case "dispatcher" -> Dispatching.main();
      case "coding-agent" -> CodingAgent.main();
      case "database" -> DatabaseAssistant.main();
      case "webhooks" -> Webhooks.main();
      case "operator" -> Operator.main();
      case "mail" -> MailAssistant.main();
      default -> {
        System.err.println("which program? see Main");
        System.exit(2);
      }
    }
  }
}
