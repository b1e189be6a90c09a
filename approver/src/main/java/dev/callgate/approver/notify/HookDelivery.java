package dev.callgate.approver.notify;

import dev.callgate.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Posts to web hooks. Follows no redirect, and reads nothing of what comes back. */
final class HookDelivery implements Delivery {
  // What will not change by itself; the others may be a server that is busy or being repaired.
  private static final Set<Integer> FOR_GOOD = Set.of(400, 401, 403, 404, 405, 410, 413, 415, 422);

  private final Channel.Hook hook;
  private final WebhookKey key;
  private final Clock clock;
  private final HttpClient http;

  /** {@code key} signs for receivers that verify it. */
  HookDelivery(Channel.Hook hook, WebhookKey key, Clock clock) {
    this.hook = hook;
    this.key = key;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  @Override
  public void deliver(List<Message> messages) throws Undelivered, InterruptedException {
    check();
    byte[] body =
        Json.write(
            switch (hook.dialect()) {
              case SLACK -> HookBodies.slack(messages);
              case TEAMS -> HookBodies.teams(messages);
              case WEBHOOK -> HookBodies.webhook(messages.get(0), clock.instant());
            });
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook.url())
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    if (hook.dialect() == Channel.Dialect.WEBHOOK) {
      sign(request, messages.get(0).id(), body);
    }
    HttpResponse<Void> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      // Without the exception's words: they may repeat the URL, which is a chat's secret.
      throw new Undelivered(
          hook + " cannot be reached: " + e.getClass().getSimpleName(), /* forGood= */ false);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new Undelivered(
          hook + " answered " + answer.statusCode(), FOR_GOOD.contains(answer.statusCode()));
    }
  }

  /** Standard Webhooks 1.0, asymmetric. */
  private void sign(HttpRequest.Builder request, String id, byte[] body) {
    String webhook = "msg_" + id;
    String at = String.valueOf(clock.instant().getEpochSecond());
    byte[] head = (webhook + "." + at + ".").getBytes(StandardCharsets.UTF_8);
    byte[] signed = new byte[head.length + body.length];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    request.header("webhook-id", webhook);
    request.header("webhook-timestamp", at);
    request.header(
        "webhook-signature", "v1a," + Base64.getEncoder().encodeToString(key.sign(signed)));
  }

  /**
   * Keeps a URL from leading to what only this machine or its network can reach. The name is looked
   * up once more to connect; where it leads elsewhere by then, TLS asks for its certificate.
   */
  private void check() throws Undelivered {
    URI url = hook.url();
    try {
      for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
        boolean own = address.isLoopbackAddress();
        if (url.getScheme().equals("http") && !own) {
          throw new Undelivered(hook + " leads to another machine without TLS", true);
        }
        boolean isPrivate =
            address.isSiteLocalAddress()
                || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC);
        if (address.isAnyLocalAddress()
            || address.isMulticastAddress()
            || address.isLinkLocalAddress()
            || (isPrivate && !hook.privateNetwork())
            || (own && !isLiteralLoopback(url.getHost()))) {
          throw new Undelivered(hook + " leads into this network, which is not allowed", true);
        }
      }
    } catch (UnknownHostException e) {
      throw new Undelivered(hook + " has an unknown name", /* forGood= */ false);
    }
  }

  /** Whether whoever wrote the URL saw that it is this machine. */
  static boolean isLiteralLoopback(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }
}
