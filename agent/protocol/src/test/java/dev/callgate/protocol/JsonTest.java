package dev.callgate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callgate.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.IntNode;

class JsonTest {
  private static final String REPORT =
      "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}";

  @Test
  void readsWhatItWrote() throws Exception {
    CallDecision decision =
        new CallDecision(
            1,
            "id",
            "rd",
            "n",
            "j",
            "m",
            "s",
            "a",
            Verdict.EDIT,
            List.of(new Edit("amount", IntNode.valueOf(5))),
            null,
            "why",
            List.of(new CountedReview("alice", List.of("ops"), Verdict.EDIT, 1)),
            1,
            2);

    assertThat(Json.read(Json.write(decision), CallDecision.class)).isEqualTo(decision);
  }

  @Test
  void readsTheExactForm() throws Exception {
    assertThat(Json.read(bytes(REPORT), OutcomeReport.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5,\"more\":1}",
        "{\"v\":1,\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}",
        "{\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}",
        "{\"v\":\"1\",\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}",
        "{\"v\":1.5,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}",
        "{\"v\":1,\"requestId\":5,\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}",
        "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"perhaps\",\"detail\":null,\"atMillis\":5}",
        "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":10,\"detail\":null,\"atMillis\":5}",
        "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5} x",
        "{\"v\":1,\"requestId\":\"r\",\"requestDigest\":\"d\",\"outcome\":\"succeeded\",\"detail\":null,\"atMillis\":5}{}",
        "null",
        "",
        "[]"
      })
  void refusesEverythingElse(String json) {
    assertThatThrownBy(() -> Json.read(bytes(json), OutcomeReport.class))
        .isInstanceOf(ProtocolException.class);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
