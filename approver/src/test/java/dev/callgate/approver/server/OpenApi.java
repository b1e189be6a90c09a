package dev.callgate.approver.server;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.callgate.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document {@code openapi.yaml}, and whether an answer is what it says. Every answer that a
 * test's client reads goes through here, so that the document cannot say less or more than what the
 * approver does.
 */
final class OpenApi {
  private static final JsonNode DOCUMENT = read();
  // The same schemas where JSON Schema looks for them.
  private static final String IN_DOCUMENT = "#/components/schemas/";
  private static final String IN_SCHEMA = "#/$defs/";
  private static final JsonNode DEFINITIONS =
      Json.mapper()
          .readTree(
              DOCUMENT.get("components").get("schemas").toString().replace(IN_DOCUMENT, IN_SCHEMA));
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private OpenApi() {}

  private static JsonNode read() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("there is no openapi.yaml");
      }
      Object yaml = new Yaml().load(in);
      return Json.mapper().valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode document() {
    return DOCUMENT;
  }

  /** {@code METHOD /path} of everything in the document. */
  static TreeSet<String> routes() {
    TreeSet<String> routes = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        if (!method.equals("parameters")) {
          routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return routes;
  }

  /**
   * Looks whether this is an answer that the document has. What is no route at all, and what no
   * route has seen (HTTP that is none), has the form of an error.
   *
   * @throws AssertionError naming the place in the document
   */
  static void check(String method, String requested, int status, JsonNode body) {
    String path = requested.replaceFirst("\\?.*", "");
    String template = template(path);
    String name = method + " " + (template == null ? path : template);
    JsonNode operation =
        template == null
            ? Json.mapper().missingNode()
            : DOCUMENT.get("paths").get(template).path(method.toLowerCase(Locale.ROOT));
    JsonNode responses = operation.path("responses");
    String key = Integer.toString(status);
    if (status / 100 == 2 && !responses.has(key)) {
      throw new AssertionError("openapi.yaml has no response " + key + " for " + name);
    }
    JsonNode schema = responses.path(key).path("content").path("application/json").path("schema");
    String ref =
        schema.isMissingNode() ? "#/components/schemas/ErrorBody" : schema.get("$ref").asString();
    List<Error> errors = schema(ref).validate(body.toString(), InputFormat.JSON);
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "the answer "
              + key
              + " of "
              + name
              + " is not what openapi.yaml says at "
              + ref
              + ": "
              + errors.stream().map(Error::toString).limit(3).collect(Collectors.joining("; ")));
    }
  }

  private static @Nullable String template(String path) {
    for (String template : DOCUMENT.get("paths").propertyNames()) {
      if (path.matches(template.replace("{id}", "[0-9a-z]{26}"))) {
        return template;
      }
    }
    return null;
  }

  private static Schema schema(String ref) {
    return SCHEMAS.computeIfAbsent(
        ref,
        each -> {
          ObjectNode root = Json.mapper().createObjectNode();
          root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
          root.put("$ref", each.replace(IN_DOCUMENT, IN_SCHEMA));
          root.set("$defs", DEFINITIONS);
          return REGISTRY.getSchema(root);
        });
  }
}
