package dev.callgate.testapps.libraries;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Requests through the JDK's client: a facade, the client, and its own overloads. */
final class Http {
  private Http() {}

  static void run(URI server) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest sent = HttpRequest.newBuilder(server.resolve("/sent")).DELETE().build();
    HttpRequest later = HttpRequest.newBuilder(server.resolve("/later")).DELETE().build();
    Main.go("send", () -> "" + client.send(sent, BodyHandlers.discarding()).statusCode());
    Main.go(
        "sendAsync",
        () -> "" + client.sendAsync(later, BodyHandlers.discarding()).get().statusCode());
  }
}
