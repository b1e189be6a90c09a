package dev.callgate.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarmlessCallsTest {
  private static final int EACH = 20_000;
  private final OwnThreads own = new OwnThreads();
  private final HarmlessCalls calls = new HarmlessCalls(own);

  @Test
  void noCallIsLostHoweverManyThreadsThereAre() throws InterruptedException {
    // more than there are cells, at once and one after the other
    for (int round = 0; round < 2; round++) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int n = 0; n < EACH; n += 2) {
                    calls.countTheLongWay();
                    calls.count();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(calls.sum()).isEqualTo((round + 1) * 100L * EACH);
    }
  }

  @Test
  void shortWayAloneCountsToo() {
    assertThat(calls.count()).isTrue();
    assertThat(calls.sum()).isEqualTo(1);
  }

  @Test
  void agentsOwnThreadsPassUncounted() throws InterruptedException {
    Thread thread = own.create("own", calls::count);
    thread.start();
    thread.join();
    assertThat(calls.sum()).isZero();
  }

  @Test
  void whoComesOftenIsNoticedEvenAsManyThreads() throws InterruptedException {
    long[] most = new long[1];
    for (int i = 0; i < 64 * 3; i++) {
      Thread thread = new Thread(() -> most[0] = Math.max(most[0], calls.countTheLongWay()));
      thread.start();
      thread.join();
    }
    assertThat(most[0]).isGreaterThan(1);
    assertThat(calls.sum()).isEqualTo(64 * 3);
  }
}
