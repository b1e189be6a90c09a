package dev.callgate.approver.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.CapturedRun;
import dev.callgate.cli.client.Connection;
import dev.callgate.protocol.CallRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about grants, as a person types them. */
class GrantCommandsTest {
  private TestApprover approver;
  private TestJvm jvm;
  private Path connection;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    approver = new TestApprover(folder);
    jvm = approver.jvm();
    connection = folder.resolve("connection.yaml");
    new Connection(approver.approver().uri(), approver.approver().tlsPin(), approver.aliceToken)
        .write(connection);
  }

  @AfterEach
  void stop() {
    approver.close();
  }

  private CapturedRun callgate(String... arguments) {
    return CapturedRun.of(Map.of("CALLGATE_CONNECTION", connection.toString()), arguments);
  }

  @Test
  void aGrantIsGivenInWordsListedShownAndTakenBack() throws Exception {
    CallRequest request = SampleCall.refund().grantable(5).submit(jvm);
    String id = request.requestId();
    assertThat(callgate("show", id).out())
        .contains("grant      approve --grant lets up to 5 later calls through within 15");

    CapturedRun given = callgate("approve", id, "--grant", "--uses", "2", "--for", "5m", "--yes");

    assertThat(given.status()).as("%s", given).isZero();
    assertThat(given.err())
        .contains("this call, and 2 later calls within 5m 0s")
        .contains("of         billing-assistant in production, under the same policies")
        .contains("from       com.acme.assistant.SupportTools.refund")
        .contains("for        nobody in particular")
        .contains("with       customerId = \"C-42\"")
        .contains("callgate: approved: ");
    CallRequest use = SampleCall.refund().grantable(5).submit(jvm);
    assertThat(callgate("show", use.requestId()).out())
        .contains("granted    in advance: use 1 of 2 of the grant " + id.substring(0, 8));
    assertThat(callgate("grants", "list").out()).contains(id.substring(0, 8), "1 of 2", "alice");
    assertThat(callgate("grants", "show", id.substring(0, 8)).out())
        .contains("standing", "customerId", "given by   alice");
    assertThat(callgate("grants", "list", "-o", "json").out()).contains("\"used\":1");

    CapturedRun revoked = callgate("grants", "revoke", id.substring(0, 8), "--reason", "enough");

    assertThat(revoked.err()).contains("revoked: grant ", "after 1 of 2 uses");
    assertThat(callgate("grants", "list").err()).contains("no grant stands");
    assertThat(callgate("grants", "list", "--all").out()).contains("revoked");
    assertThat(callgate("stats").out()).contains("alice", "shop/refund", "1 (50%)");
  }

  @Test
  void nothingIsSentWithoutAgreeingOrBeyondTheRule() throws Exception {
    CallRequest request = SampleCall.refund().grantable(5).submit(jvm);
    String id = request.requestId();

    assertThat(callgate("approve", id, "--uses", "2").status()).isEqualTo(2);
    assertThat(callgate("approve", id, "--grant", "--uses", "6", "--yes").err())
        .contains("more than its rules let anybody grant: 6 later calls");
    assertThat(callgate("approve", id, "--grant", "--for", "16m", "--yes").status()).isEqualTo(1);
    assertThat(callgate("approve", id, "--grant", "--for", "soon", "--yes").status()).isEqualTo(2);
    CallRequest without = SampleCall.refund().submit(jvm);
    assertThat(callgate("approve", without.requestId(), "--grant", "--yes").err())
        .contains("its rules let nobody grant later calls");
    assertThat(callgate("grants", "show", "nosuch").err()).contains("no such grant: nosuch");
    assertThat(callgate("stats", "--days", "0").status()).isEqualTo(2);
    assertThat(approver.alice().show(request).body().get("state").asString()).isEqualTo("pending");

    assertThat(callgate("approve", id, "--grant", "--yes").status()).isZero();
  }
}
