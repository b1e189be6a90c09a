package dev.callgate.approver.notify;

import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Mails of plain text, so that nothing in one is markup. */
final class MailDelivery implements Delivery {
  private static final String MILLIS = "15000";

  private final Channel.Mail mail;
  private final Session session;

  MailDelivery(Channel.Mail mail) {
    this.mail = mail;
    String protocol = mail.security() == Channel.Security.TLS ? "smtps" : "smtp";
    String prefix = "mail." + protocol + ".";
    Properties settings = new Properties();
    settings.put("mail.transport.protocol", protocol);
    settings.put(prefix + "host", mail.host());
    settings.put(prefix + "port", String.valueOf(mail.port()));
    settings.put(prefix + "connectiontimeout", MILLIS);
    settings.put(prefix + "timeout", MILLIS);
    settings.put(prefix + "writetimeout", MILLIS);
    settings.put(prefix + "ssl.checkserveridentity", "true");
    if (mail.security() == Channel.Security.STARTTLS) {
      settings.put(prefix + "starttls.enable", "true");
      // Otherwise somebody on the way could take the offer of TLS out.
      settings.put(prefix + "starttls.required", "true");
    }
    String user = mail.user();
    settings.put(prefix + "auth", String.valueOf(user != null));
    this.session = Session.getInstance(settings, user == null ? null : login(user));
  }

  private Authenticator login(String user) {
    @Nullable String password = mail.password();
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password);
      }
    };
  }

  @Override
  public void deliver(List<Message> messages) throws Undelivered {
    try {
      Transport.send(mime(messages));
    } catch (SendFailedException e) {
      throw new Undelivered("the mail server refuses it: " + line(e), /* forGood= */ false);
    } catch (MessagingException e) {
      throw new Undelivered("the mail server cannot be used: " + line(e), /* forGood= */ false);
    }
  }

  private MimeMessage mime(List<Message> messages) throws MessagingException {
    Message first = messages.get(0);
    MimeMessage mime =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            // The same for each try, so that a mailbox can tell a repeated one.
            setHeader("Message-ID", "<" + first.id() + "@callgate>");
          }
        };
    mime.setFrom(address(mail.from()));
    for (String to : mail.to()) {
      mime.addRecipient(RecipientType.TO, address(to));
    }
    mime.setSubject(
        messages.size() == 1
            ? first.title()
            : messages.size() + " calls, among them: " + first.title(),
        StandardCharsets.UTF_8.name());
    StringBuilder text = new StringBuilder();
    for (Message each : messages) {
      text.append(each.title()).append("\n\n").append(each.text()).append('\n');
    }
    mime.setText(
        text + "This mail cannot be answered, and opening the link decides nothing.\n",
        StandardCharsets.UTF_8.name());
    mime.setHeader("Auto-Submitted", "auto-generated");
    mime.setSentDate(new Date());
    return mime;
  }

  /** Strictly one address, without a name. */
  static InternetAddress address(String text) throws AddressException {
    InternetAddress address = new InternetAddress(text, /* strict= */ true);
    if (address.getPersonal() != null || address.isGroup() || text.chars().anyMatch(c -> c < ' ')) {
      throw new AddressException("not a plain address", text);
    }
    return address;
  }

  static boolean isAddress(String text) {
    try {
      address(text);
      return text.contains("@");
    } catch (AddressException e) {
      return false;
    }
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }
}
