package com.acme.mail;

import com.acme.Step;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Answers a customer. */
public final class MailAssistant {
  private MailAssistant() {}

  public static void main() throws Exception {
    try (MailServer server = MailServer.open()) {
      Properties properties = new Properties();
      properties.setProperty("mail.smtp.host", "127.0.0.1");
      properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
      properties.setProperty("mail.smtp.localhost", "localhost");
      Session session = Session.getInstance(properties);
      Step.go("write", () -> message(session).getSubject());
      Step.go("send", () -> send(message(session)));
      Step.effect(
          server.recipients().isEmpty() ? "nothing sent" : "sent to " + server.recipients());
    }
  }

  private static String send(Message message) throws Exception {
    Transport.send(message);
    return message.getSubject();
  }

  private static Message message(Session session) throws Exception {
    MimeMessage message = new MimeMessage(session);
    message.setFrom("support@acme.example");
    message.setRecipients(Message.RecipientType.TO, "c-17@shop.example");
    message.setSubject("Your order");
    message.setText("It is on its way.");
    return message;
  }
}
