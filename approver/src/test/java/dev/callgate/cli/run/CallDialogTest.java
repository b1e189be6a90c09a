package dev.callgate.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.Review;
import dev.callgate.cli.client.SampleRequests;
import dev.callgate.cli.terminal.Style;
import dev.callgate.cli.terminal.Terminal;
import dev.callgate.protocol.Edit;
import dev.callgate.protocol.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

final class CallDialogTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final AtomicBoolean over = new AtomicBoolean();

  /** Keys that are pressed only once the question stands on the screen. */
  private final class Keys extends InputStream {
    private final ByteArrayInputStream keys;

    Keys(String typed) {
      keys = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isAsked() {
      return screen.toString(StandardCharsets.UTF_8).contains(" > ");
    }

    @Override
    public int available() {
      if (isAsked() && keys.available() == 0) {
        over.set(true);
      }
      return isAsked() ? keys.available() : 0;
    }

    @Override
    public int read() {
      return keys.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      return keys.read(bytes, from, length);
    }
  }

  private CallDialog.Answer ask(HeldRequest held, InputStream keys)
      throws IOException, InterruptedException {
    return new CallDialog(new Terminal(keys, screen), new Style(false), over::get).ask(held);
  }

  private Review decided(HeldRequest held, String typed) throws IOException, InterruptedException {
    CallDialog.Answer answer = ask(held, new Keys(typed));
    assertThat(answer).isInstanceOf(CallDialog.Answer.Decided.class);
    return ((CallDialog.Answer.Decided) answer).review();
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void approvingRepeatsTheDigestOfWhatWasShown() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.APPROVE, Verdict.REJECT);

    Review review = decided(held, "a\n");

    assertThat(review.verdict()).isEqualTo(Verdict.APPROVE);
    assertThat(review.requestDigest()).isEqualTo(held.requestDigest());
    assertThat(shown())
        .contains("SupportTools.refund", "customerId", "C-42", "120.0", "support/refund", "30s");
  }

  @Test
  void onlyWhatTheRulesAllowIsOffered() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.APPROVE, Verdict.REJECT);

    Review review = decided(held, "e\nr\nj\nnot today\n");

    assertThat(review.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(review.reason()).isEqualTo("not today");
    assertThat(shown()).doesNotContain("[e]dit", "[r]espond").contains("[a]pprove", "re[j]ect");
  }

  @Test
  void anEditAsksForEditableArgumentsOnlyAndAgainWhereTheValueCannotFit() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.EDIT, Verdict.REJECT);

    Review review = decided(held, "e\nsixty\n60.50\n");

    assertThat(review.edits())
        .containsExactly(
            new Edit("amount", DecimalNode.valueOf(new java.math.BigDecimal("60.50"))));
    assertThat(shown()).contains("expected a number", "Enter keeps 120.0");
  }

  @Test
  void anEditThatChangesNothingIsNoAnswer() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.EDIT, Verdict.REJECT);

    Review review = decided(held, "e\n\nj\n\n");

    assertThat(review.verdict()).isEqualTo(Verdict.REJECT);
    assertThat(review.reason()).isNull();
  }

  @Test
  void anAnswerInTheMethodsPlaceIsTakenAsTyped() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.RESPOND, Verdict.REJECT);

    Review review = decided(held, "r\nask again tomorrow\n");

    assertThat(review.response()).isEqualTo(StringNode.valueOf("ask again tomorrow"));
    assertThat(review.edits()).isEqualTo(List.of());
  }

  @Test
  void whatWasTypedBeforeTheQuestionIsNotItsAnswer() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.APPROVE, Verdict.REJECT);
    over.set(true);

    CallDialog.Answer answer =
        ask(held, new ByteArrayInputStream("a\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(answer).isInstanceOf(CallDialog.Answer.Stopped.class);
  }

  @Test
  void aQuestionIsTakenBackWhenTheCallHasEnded() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.APPROVE, Verdict.REJECT);

    assertThat(ask(held, new Keys("what\n"))).isInstanceOf(CallDialog.Answer.Stopped.class);
  }

  @Test
  void skippingDecidesNothing() throws Exception {
    HeldRequest held = SampleRequests.refund(Verdict.APPROVE, Verdict.REJECT);

    assertThat(ask(held, new Keys("s\n"))).isInstanceOf(CallDialog.Answer.Skipped.class);
  }

  @Test
  void argumentsCannotForgeWhatIsShown() throws Exception {
    HeldRequest held =
        SampleRequests.refund(
            "C-42\n  amount  java.math.BigDecimal  0.01\u001b[1A\u202e", Verdict.REJECT);

    decided(held, "j\n\n");

    assertThat(shown()).contains("C-42<U+000A>  amount").doesNotContain("\u001b", "\u202e");
  }
}
