package dev.callgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.client.SampleRequests;
import dev.callgate.protocol.Covered;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallCardTest {
  @Test
  void whatAnApprovalCoversStandsBelowTheArguments() {
    List<String> lines =
        new CallCard(new Style(false))
            .lines(
                SampleRequests.covering(
                    new Covered(List.of("files/delete"), 3, Covered.Demand.SHOWN, List.of("path")),
                    new Covered(List.of("jdbc/*", "db/x"), 1, Covered.Demand.SHOWN, List.of()),
                    new Covered(List.of("mail/send"), 1, Covered.Demand.SAME, List.of())));

    assertThat(lines)
        .endsWith(
            "  approving this also lets",
            "             up to 3 calls held by files/delete, whose path is among the values above",
            "             up to 1 call held by jdbc/* or db/x, whose arguments are all among the values above",
            "             up to 1 call held by mail/send, to which the arguments above are handed on, as they are by then");
  }

  @Test
  void aCallThatCoversNothingSaysNothingOfIt() {
    List<String> lines = new CallCard(new Style(false)).lines(SampleRequests.covering());

    assertThat(lines).noneMatch(line -> line.contains("also lets"));
    assertThat(lines.get(0)).contains("held call");
  }

  @Test
  void whatCouldNotBeDecidedStandsBesideItsRule() {
    List<String> lines = new CallCard(new Style(false)).lines(SampleRequests.covering());

    assertThat(lines)
        .containsSubsequence(
            "             pays 120.0 out",
            "             undecided, so it applies: arg currency: no value");
  }
}
