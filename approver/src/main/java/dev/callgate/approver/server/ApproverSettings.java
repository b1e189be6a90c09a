package dev.callgate.approver.server;

import dev.callgate.approver.notify.Notifications;
import dev.callgate.approver.store.DatabaseLocation;
import dev.callgate.protocol.SigningKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an approver needs to start.
 *
 * @param database where it keeps everything; a file's folder exists
 * @param listen address and port, port 0 for any free one
 * @param decisionKey signs decisions and receipts; kept in memory only
 * @param tls the certificate to show
 * @param credentials the tokens to accept; kept in memory only
 * @param clock decides what has expired
 * @param trust the trust bundle's file, which may be missing; null for none, ever
 * @param notifications whom to tell of what
 */
public record ApproverSettings(
    DatabaseLocation database,
    InetSocketAddress listen,
    SigningKey decisionKey,
    TlsIdentity tls,
    List<Credential> credentials,
    Clock clock,
    @Nullable Path trust,
    Notifications notifications) {

  /** Nobody is notified. */
  public ApproverSettings(
      DatabaseLocation database,
      InetSocketAddress listen,
      SigningKey decisionKey,
      TlsIdentity tls,
      List<Credential> credentials,
      Clock clock,
      @Nullable Path trust) {
    this(database, listen, decisionKey, tls, credentials, clock, trust, Notifications.NONE);
  }

  /** Without a trust bundle. */
  public ApproverSettings(
      DatabaseLocation database,
      InetSocketAddress listen,
      SigningKey decisionKey,
      TlsIdentity tls,
      List<Credential> credentials,
      Clock clock) {
    this(database, listen, decisionKey, tls, credentials, clock, null);
  }
}
