package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.approver.api.Role;
import dev.callgate.approver.http.Access;
import dev.callgate.approver.http.Route;
import dev.callgate.protocol.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code openapi.yaml} and the table of routes say the same. */
class OpenApiTest {
  @Test
  void theDocumentHasEveryRouteAndNoOther(@TempDir Path folder) throws Exception {
    try (TestApprover approver = new TestApprover(folder)) {
      TreeSet<String> served = new TreeSet<>();
      for (Route route : approver.approver().routes()) {
        served.add(route.method() + " " + route.path());
      }
      TreeSet<String> missing = new TreeSet<>(served);
      missing.removeAll(OpenApi.routes());
      TreeSet<String> invented = new TreeSet<>(OpenApi.routes());
      invented.removeAll(served);

      assertThat(missing).as("routes that openapi.yaml lacks under paths:").isEmpty();
      assertThat(invented).as("routes of openapi.yaml that no table has").isEmpty();
    }
  }

  @Test
  void theDocumentSaysWhatEachRouteTakes(@TempDir Path folder) throws Exception {
    try (TestApprover approver = new TestApprover(folder)) {
      for (Route route : approver.approver().routes()) {
        JsonNode operation =
            OpenApi.document()
                .get("paths")
                .get(route.path())
                .get(route.method().toLowerCase(Locale.ROOT));
        String name = route.method() + " " + route.path();
        assertThat(operation.get("security").toString())
            .as("security of " + name)
            .isEqualTo(security(route.access()));
        assertThat(operation.path("x-roles").toString())
            .as("x-roles of " + name)
            .isEqualTo(roles(route));
      }
    }
  }

  @Test
  void theApproverServesTheDocumentItIsTestedWith(@TempDir Path folder) throws Exception {
    try (TestApprover approver = new TestApprover(folder)) {
      RawHttp.Answer answer = new RawHttp(approver).send("GET", "/openapi.yaml", null);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
      assertThat(answer.body()).startsWith("openapi: 3.1.0\n").contains("/v1/requests/{id}/review");
    }
  }

  @Test
  void anAnswerThatTheDocumentDoesNotHaveIsFound() throws Exception {
    JsonNode good = Json.readTree("{\"status\":\"ok\",\"nowMillis\":1}");
    OpenApi.check("GET", "/healthz", 200, good);
    for (String bad :
        List.of(
            "{\"status\":\"ok\"}",
            "{\"status\":\"ok\",\"nowMillis\":\"1\"}",
            "{\"status\":\"ok\",\"nowMillis\":1,\"more\":1}")) {
      JsonNode json = Json.readTree(bad);
      assertThatThrownBy(() -> OpenApi.check("GET", "/healthz", 200, json))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("GET /healthz is not what openapi.yaml says");
    }
    assertThatThrownBy(() -> OpenApi.check("GET", "/healthz", 201, good))
        .hasMessageContaining("openapi.yaml has no response 201 for GET /healthz");
  }

  private static String security(Access access) {
    return switch (access) {
      case OPEN -> "[]";
      case CONSOLE -> "[{\"browser\":[]}]";
      case ENROLMENT -> "[{\"enrolment\":[]}]";
      case SESSION -> "[{\"agentSession\":[]}]";
      case REVIEWER -> "[{\"person\":[]},{\"browser\":[]}]";
    };
  }

  private static String roles(Route route) {
    if (route.access() != Access.REVIEWER) {
      return "";
    }
    if (route.roles().isEmpty()) {
      return "[\"none\"]";
    }
    if (route.roles().equals(Set.of(Role.values()))) {
      return "[\"any\"]";
    }
    List<String> names = new ArrayList<>();
    route.roles().stream().sorted().forEach(r -> names.add(r.name().toLowerCase(Locale.ROOT)));
    return "[\"" + String.join("\",\"", names) + "\"]";
  }
}
