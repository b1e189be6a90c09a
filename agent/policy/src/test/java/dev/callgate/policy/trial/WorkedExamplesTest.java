package dev.callgate.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole policies with their tests, as somebody would write them. */
class WorkedExamplesTest {
  private final Path directory;

  WorkedExamplesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void toolCallsAreToldApartByTheirNameAndTheirJson() throws Exception {
    pass(
        """
        callgate: 1
        name: assistant-tools
        approvers: [assistant-oncall]
        lists:
          dangerous_tools: [delete_file, send_email, refund]
        rules:
          - id: dangerous-tool
            match: MATCH
            when: {arg: request.name(), in: $dangerous_tools}
            decide: gate
            gate: {approvers: [assistant-oncall], expires: 1h}
          - id: delete-under-secrets
            match: MATCH
            when:
              all:
                - {arg: request.name(), eq: delete_file}
                - {arg: request.arguments(), as: json, at: /path, glob: "/secrets/**"}
            decide: deny
          - id: bulk-refund
            match: MATCH
            when:
              all:
                - {arg: request.name(), eq: refund}
                - {arg: request.arguments(), as: json, at: "/items/*/amount", some: {gt: 500}}
            decide: deny
        tests:
          - {name: search is free, call: CALL, args: {"request.name()": search, "request.arguments()": '{"q":"x"}'}, expect: allow}
          - {name: delete waits, call: CALL, args: {"request.name()": delete_file, "request.arguments()": '{"path":"/tmp/a"}'}, expect: gate, rules: [dangerous-tool]}
          - {name: a secret is not deleted, call: CALL, args: {"request.name()": delete_file, "request.arguments()": '{"path":"/secrets/a"}'}, expect: deny, rules: [dangerous-tool, delete-under-secrets]}
          - {name: broken JSON is the worst case, call: CALL, args: {"request.name()": delete_file, "request.arguments()": '{"path":'}, expect: deny, rules: [dangerous-tool, delete-under-secrets]}
          - {name: one big refund among small ones, call: CALL, args: {"request.name()": refund, "request.arguments()": '{"items":[{"amount":5},{"amount":501.5}]}'}, expect: deny, rules: [dangerous-tool, bulk-refund]}
          - {name: small refunds only wait, call: CALL, args: {"request.name()": refund, "request.arguments()": '{"items":[{"amount":5}]}'}, expect: gate, rules: [dangerous-tool]}
        """
            .replace("MATCH", TOOL)
            .replace("CALL", "dev.langchain4j.service.tool.ToolExecutor.execute"));
  }

  private static final String TOOL =
      "{subtypes_of: dev.langchain4j.service.tool.ToolExecutor, method: \"execute(dev.langchain4j.agent.tool.ToolExecutionRequest request, Object memoryId)\"}";

  @Test
  void aToolIsKnownByWhatItsReceiverSays() throws Exception {
    pass(
        """
        callgate: 1
        name: remote-tools
        approvers: [assistant-oncall]
        rules:
          - id: mcp-write-tools
            match:
              class: [io.modelcontextprotocol.client.McpSyncClient, io.modelcontextprotocol.client.McpAsyncClient]
              method: callTool(io.modelcontextprotocol.spec.McpSchema$CallToolRequest request)
            when:
              not: {arg: request.name(), glob: ["get_*", "list_*", "search_*", "read_*"]}
            decide: gate
            gate: {approvers: [assistant-oncall], expires: 1h}
          - id: spring-ai-tools-audit
            match:
              subtypes_of: org.springframework.ai.tool.ToolCallback
              method: call(String input, ..)
            decide: audit
          - id: spring-ai-shell
            match:
              subtypes_of: org.springframework.ai.tool.ToolCallback
              method: call(String input, ..)
            when:
              any:
                - {self: getToolDefinition().name(), glob: ["*shell*", "*exec*", "run_*"]}
                - {arg: input, as: json, at: /command, exists: true}
            decide: deny
        tests:
          - {name: unknown verb waits, call: io.modelcontextprotocol.client.McpSyncClient.callTool, args: {"request.name()": purge_bucket}, expect: gate, rules: [mcp-write-tools]}
          - {name: reads pass, call: io.modelcontextprotocol.client.McpSyncClient.callTool, args: {"request.name()": list_buckets}, expect: allow}
          - {name: weather is only recorded, call: org.springframework.ai.tool.ToolCallback.call, self: {"getToolDefinition().name()": weather}, args: {input: '{"city":"Oslo"}'}, expect: audit, rules: [spring-ai-tools-audit]}
          - {name: a command argument is refused, call: org.springframework.ai.tool.ToolCallback.call, self: {"getToolDefinition().name()": weather}, args: {input: '{"command":"rm -rf /"}'}, expect: deny, rules: [spring-ai-tools-audit, spring-ai-shell]}
          - {name: a tool without a name is refused, call: org.springframework.ai.tool.ToolCallback.call, args: {input: '{}'}, expect: deny, rules: [spring-ai-tools-audit, spring-ai-shell]}
        """);
  }

  @Test
  void anAgentDeletesInsideTheChangeWindowOnly() throws Exception {
    pass(
        """
        callgate: 1
        name: cluster
        approvers: [sre-oncall]
        environments: {production: {}, staging: {}}
        conditions:
          change_window: {time: {days: [tue, wed, thu], from: "09:00", to: "16:00", zone: Europe/Berlin}}
          driven_by_agent:
            any:
              - {called_from: "com.acme.assistant.**"}
              - {thread: name, glob: "agent-*"}
              - {context: actor.kind, eq: agent}
        rules:
          - id: delete-namespace
            match:
              class: io.kubernetes.client.openapi.apis.CoreV1Api
              method: deleteNamespace(String name, ..)
            environments: [production]
            decide: gate
            gate: {approvers: [sre-oncall], expires: 24h}
            message: "Delete namespace {name}"
          - id: no-agent-deletes-outside-window
            match:
              class: io.kubernetes.client.openapi.apis.*Api
              method: "delete*"
            environments: [production]
            when:
              all:
                - {use: driven_by_agent}
                - not: {use: change_window}
            decide: deny
        tests:
          - {name: a person on Wednesday morning, call: io.kubernetes.client.openapi.apis.CoreV1Api.deleteNamespace, args: {name: shop}, environment: production, at: "2026-05-06T10:00:00+02:00", context: {actor.kind: person}, expect: gate, rules: [delete-namespace]}
          - {name: an agent on Sunday, call: io.kubernetes.client.openapi.apis.CoreV1Api.deleteNamespace, args: {name: shop}, called_from: com.acme.assistant.Planner, environment: production, at: "2026-05-03T10:00:00+02:00", expect: deny, rules: [delete-namespace, no-agent-deletes-outside-window]}
          - {name: an agent's thread on Sunday, call: io.kubernetes.client.openapi.apis.CoreV1Api.deleteNamespace, args: {name: shop}, thread: {name: agent-4}, environment: production, at: "2026-05-03T10:00:00+02:00", expect: deny, rules: [delete-namespace, no-agent-deletes-outside-window]}
          - {name: an agent inside the window still waits for people, call: io.kubernetes.client.openapi.apis.CoreV1Api.deleteNamespace, args: {name: shop}, called_from: com.acme.assistant.Planner, environment: production, at: "2026-05-06T15:59:00+02:00", expect: gate, rules: [delete-namespace]}
          - {name: staging is free, call: io.kubernetes.client.openapi.apis.CoreV1Api.deleteNamespace, args: {name: shop}, environment: staging, expect: allow}
        """);
  }

  @Test
  void anExceptionForANightlyJobNeedsBothSigns() throws Exception {
    pass(
        """
        callgate: 1
        name: baseline
        approvers: [security-oncall]
        rules:
          - id: refund
            match:
              class: com.stripe.service.RefundService
              method: "create*"
            decide: gate
            gate: {approvers: [security-oncall]}
        exceptions:
          - id: nightly-refund-job
            of: [refund]
            when:
              all:
                - {called_from: "com.acme.jobs.NightlyRefunds"}
                - {context: job.id, eq: nightly-refunds}
            decide: audit
            until: "2037-03-31"
            reason: Batch is reviewed daily by finance; ticket FIN-1182.
        tests:
          - {name: nightly job is recorded only, call: com.stripe.service.RefundService.create, called_from: com.acme.jobs.NightlyRefunds, context: {job.id: nightly-refunds}, expect: audit, rules: [refund]}
          - {name: anyone else waits, call: com.stripe.service.RefundService.create, called_from: com.acme.web.Checkout, context: {job.id: none}, expect: gate, rules: [refund]}
          - {name: a missing context does not open the door, call: com.stripe.service.RefundService.create, called_from: com.acme.jobs.NightlyRefunds, expect: gate, rules: [refund]}
        """);
  }

  @Test
  void factsAreStubbedByTheirName() throws Exception {
    pass(
        """
        callgate: 1
        name: database
        rules:
          - id: big-commit
            match:
              subtypes_of: java.sql.Connection
              method: commit()
            when: {fact: jdbc.rows_in_transaction, gt: 1000}
            decide: gate
        tests:
          - {name: 1001 rows wait at commit, call: java.sql.Connection.commit, facts: {jdbc.rows_in_transaction: 1001}, expect: gate, rules: [big-commit]}
          - {name: 1000 rows do not, call: java.sql.Connection.commit, facts: {jdbc.rows_in_transaction: 1000}, expect: allow}
          - {name: an unknown number does, call: java.sql.Connection.commit, expect: gate, rules: [big-commit]}
        """);
  }

  private void pass(String policy) throws Exception {
    File file = directory.resolve("example.callgate.yaml").toFile();
    Files.writeString(file.toPath(), policy);
    TestRun run = TestRun.of(file);
    List<String> failed =
        run.results().stream().filter(r -> !r.passed()).map(TestResult::toLine).toList();

    assertThat(run.results()).isNotEmpty();
    assertThat(failed).isEmpty();
  }
}
