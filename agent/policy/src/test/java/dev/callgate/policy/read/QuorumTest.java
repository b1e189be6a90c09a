package dev.callgate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Gate;
import dev.callgate.policy.Policies;
import dev.callgate.policy.PolicyException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many people of which groups a rule demands. */
class QuorumTest {
  private final Path directory;

  QuorumTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aRuleSaysHowManyAndWhetherTheRequesterCounts() throws PolicyException {
    Gate gate = gate("[ops, risk]", "approvers: [ops, risk], quorum: 2");
    assertThat(gate.approvers()).containsExactly("ops", "risk");
    assertThat(gate.quorum()).isEqualTo(2);
    assertThat(gate.requesterMayApprove()).isFalse();
    assertThat(gate.people()).isEqualTo("2 different people of ops, risk, not the requester");

    Gate open = gate("[ops]", "quorum: 20, requester_may_approve: true");
    assertThat(open.quorum()).isEqualTo(20);
    assertThat(open.requesterMayApprove()).isTrue();
    assertThat(open.approvers()).isEmpty();
  }

  @Test
  void withoutAWordOnePersonDecidesWhoIsNotTheRequester() throws PolicyException {
    Gate gate = gate("[ops]", "expires: 1h");
    assertThat(gate.quorum()).isEqualTo(1);
    assertThat(gate.requesterMayApprove()).isFalse();
    assertThat(gate.people()).isEqualTo("1 person, not the requester");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ops: {members: 1}}]|approvers: [ops], quorum: 2|and ops has 1 member",
        "[{ops: {members: 2}}, {risk: {members: 1}}]|approvers: [ops, risk], quorum: 4|have 3 members",
        "[{ops: {members: 2}}]|approvers: [ops, ops], quorum: 3|have 2 members",
      })
  void moreThanTheGroupsHaveIsAnError(String groups, String gate, String words) {
    List<String> problems =
        Policies.problems(directory, policy(groups, gate)).stream().map(String::valueOf).toList();
    assertThat(problems).singleElement().asString().contains("MEAN020").contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ops: {members: 2}}]|approvers: [ops], quorum: 2",
        "[{ops: {members: 2}}, {risk: {members: 1}}]|approvers: [ops, risk], quorum: 3",
        // nothing is guessed about a group of unknown size, nor about everybody
        "[{ops: {members: 1}}, risk]|approvers: [ops, risk], quorum: 2",
        "[{ops: {members: 1}}]|quorum: 2",
      })
  void whatTheGroupsHaveOrMayHaveIsRight(String groups, String gate) {
    assertThat(Policies.problems(directory, policy(groups, gate))).isEmpty();
  }

  private Gate gate(String groups, String gate) throws PolicyException {
    return Policies.read(directory, policy(groups, gate)).rules().get(0).gate();
  }

  private static String policy(String groups, String gate) {
    return """
    callgate: 1
    name: p
    owner: o
    approvers: %s
    rules:
      - id: r
        match: {class: com.acme.T, method: m}
        decide: gate
        gate: {%s}
    """
        .formatted(groups, gate);
  }
}
