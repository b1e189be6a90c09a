package dev.callgate.approver.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the routes that this approver serves about itself: {@code openapi.yaml}. */
final class OpenApiDocument {
  private static final String NAME = "/openapi.yaml";

  private OpenApiDocument() {}

  /** Reads it from the class path. */
  static Reply.Document read() {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + NAME);
      }
      return new Reply.Document("application/yaml", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
