package dev.callgate.testapps.libraries;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Mail through Jakarta Mail: a static method, which saves the message, and then the transport. */
final class Mail {
  private Mail() {}

  static void run(int port) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.localhost", "localhost");
    Session session = Session.getInstance(properties);
    Main.go("send", () -> send(message(session, "first")));
    Main.go("sendTo", () -> sendTo(message(session, "second")));
  }

  private static String send(Message message) throws MessagingException {
    Transport.send(message);
    return "sent";
  }

  private static String sendTo(Message message) throws MessagingException {
    Transport.send(message, new Address[] {new InternetAddress("c-17@shop.example")});
    return "sent";
  }

  private static Message message(Session session, String subject) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom("support@shop.example");
    message.setRecipients(Message.RecipientType.TO, "c-17@shop.example");
    message.setSubject(subject);
    message.setText("Your account is closed.");
    return message;
  }
}
