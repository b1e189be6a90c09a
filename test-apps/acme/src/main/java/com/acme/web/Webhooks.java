package com.acme.web;

import com.acme.Loopback;
import com.acme.Step;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads from a service, and writes to it under its address, which is not one of ours. */
public final class Webhooks {
  private Webhooks() {}

  public static void main() throws Exception {
    try (Loopback service = Loopback.answering("{}")) {
      URI ours = URI.create("http://localhost:" + service.port());
      URI theirs = URI.create("http://127.0.0.1:" + service.port());
      HttpClient client = HttpClient.newHttpClient();
      Step.go("read", () -> status(client, HttpRequest.newBuilder(theirs.resolve("/a")).GET()));
      Step.go("ours", () -> status(client, HttpRequest.newBuilder(ours.resolve("/b")).DELETE()));
      Step.go(
          "theirs",
          () ->
              status(
                  client,
                  HttpRequest.newBuilder(theirs.resolve("/c")).POST(BodyPublishers.ofString("x"))));
      Step.effect(String.join(", ", service.received()));
    }
  }

  private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
