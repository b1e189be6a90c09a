package dev.callgate.cli.run;

import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.client.HeldRequest;
import dev.callgate.cli.client.ReviewerClient;
import dev.callgate.cli.system.Failure;
import dev.callgate.cli.terminal.CallWords;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.Style;
import dev.callgate.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a person about one call after the other, on a thread of its own. */
final class TerminalReviewer implements HeldCalls.Reviewer {
  private final ReviewerClient client;
  private final Terminal terminal;
  private final Style style;
  private final RunVoice voice;
  private final BlockingQueue<HeldRequest> fresh = new LinkedBlockingQueue<>();
  private final Deque<HeldRequest> skipped = new ArrayDeque<>();
  private final Set<String> over = ConcurrentHashMap.newKeySet();
  private final Thread asker = new Thread(this::askAll, "callgate-ask");
  private volatile boolean closing;

  TerminalReviewer(ReviewerClient client, Terminal terminal, Style style, RunVoice voice) {
    this.client = client;
    this.terminal = terminal;
    this.style = style;
    this.voice = voice;
    asker.setDaemon(true);
  }

  void start() {
    asker.start();
  }

  @Override
  public void held(HeldRequest request) {
    fresh.add(request);
  }

  @Override
  public void agreed(HeldRequest request) {
    voice.waits(request);
  }

  @Override
  public void ended(HeldRequest request) {
    over.add(request.id());
    voice.ended(request);
  }

  @Override
  public void approverLost(Failure why) {
    closing = true;
    voice.lost(why);
  }

  private void askAll() {
    try {
      while (!closing) {
        HeldRequest next = next();
        if (next != null) {
          ask(next);
        }
      }
    } catch (InterruptedException e) {
      // The run has ended.
      return;
    } catch (IOException e) {
      voice.say("the terminal is gone; calls that are held wait until they expire");
    }
  }

  private @Nullable HeldRequest next() throws IOException, InterruptedException {
    if (skipped.isEmpty()) {
      return fresh.poll(200, TimeUnit.MILLISECONDS);
    }
    if (fresh.isEmpty()
        && terminal.readLine(() -> closing || !fresh.isEmpty() || anySkippedIsOver()) != null) {
      return skipped.poll();
    }
    skipped.removeIf(request -> over.contains(request.id()));
    return fresh.poll();
  }

  private boolean anySkippedIsOver() {
    return skipped.stream().anyMatch(request -> over.contains(request.id()));
  }

  private void ask(HeldRequest queued) throws IOException, InterruptedException {
    try {
      // As it is now: it may have waited in the queue, or been decided elsewhere.
      HeldRequest now = client.request(queued.id());
      if (!now.isPending()) {
        return;
      }
      CallDialog dialog = new CallDialog(terminal, style, () -> closing || over.contains(now.id()));
      CallDialog.Answer answer = dialog.ask(now);
      if (answer instanceof CallDialog.Answer.Decided decided) {
        voice.reviewed(client.review(now.id(), decided.review()));
      } else if (answer instanceof CallDialog.Answer.Skipped) {
        skip(now);
      } else {
        takeBack();
      }
    } catch (ApproverError e) {
      voice.say(SafeText.of(String.valueOf(e.toFailure().getMessage())));
      if (e.isDisagreement()) {
        // Shown again, with what the others agreed to.
        fresh.add(queued);
      }
    } catch (Failure e) {
      // Asked again: the decision may not have arrived. If the approver is gone, this ends with it.
      voice.say(SafeText.of(String.valueOf(e.getMessage())));
      fresh.add(queued);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private void skip(HeldRequest request) {
    skipped.add(request);
    terminal
        .out()
        .println(
            "  "
                + CallWords.shortId(request.id())
                + " goes on waiting; press Enter to see it again");
  }

  // Half an answer may stand on the line. Its end must not become the answer to the next question.
  private void takeBack() throws IOException, InterruptedException {
    if (!closing) {
      terminal.out().print("  that call has ended meanwhile; press Enter to go on > ");
      terminal.out().flush();
      terminal.readLine(() -> closing);
    }
  }

  void finish() throws InterruptedException {
    closing = true;
    asker.interrupt();
    asker.join();
  }
}
