package dev.callgate.agent.gate;

import dev.callgate.match.MethodKey;
import dev.callgate.policy.BoundRule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the short way through the gates that many harmless calls pass: a check made for one gate
 * alone, which takes the method's own arguments, without boxes and without an array, and says of
 * most harmless calls that they are. Whatever it does not say that of goes the long way.
 *
 * <p>Each check is made once, on a thread of the agent, and stays: it depends on nothing but a
 * gate's rules, and a method whose rules change gets another gate. Thread-safe.
 */
public final class Shortcuts {
  /** A gate's slot is {@code [gate / CHUNK][gate % CHUNK]}, as the bridge has it. */
  private static final int CHUNK = 256;

  private static final int CHUNKS = 4096;

  /** Makes the checks. */
  public interface Maker {
    /**
     * @param isStatic whether it has no receiver, as a constructor's call has none yet
     * @param harmless to be told of each call that the check says is harmless
     * @return {@code (Object receiver, parameters)boolean}, the parameters in order and each that
     *     is no primitive an {@code Object}; null when no call could be told to be harmless so
     */
    @Nullable MethodHandle make(
        MethodKey method, boolean isStatic, List<BoundRule> rules, HarmlessCalls harmless);
  }

  private final Maker maker;
  private final MethodHandle[][] slots = new MethodHandle[CHUNKS][];
  private final LinkedBlockingQueue<Wanted> wanted = new LinkedBlockingQueue<>();

  private record Wanted(int gate, GatePoint point) {}

  public Shortcuts(Maker maker) {
    this.maker = maker;
  }

  /** What the bridge reads. Whoever has this array can open every gate: nobody else gets it. */
  public MethodHandle[][] slots() {
    return slots;
  }

  /** Asks for a gate's check; returns at once. */
  void want(int gate, GatePoint point) {
    wanted.add(new Wanted(gate, point));
  }

  /** Makes what is asked for, for ever. The agent's thread runs it. */
  public void makeAll() {
    while (true) {
      try {
        Wanted next = wanted.take();
        make(next.gate(), next.point());
      } catch (InterruptedException e) {
        // Nobody who may stop it does so this way.
        continue;
      } catch (Throwable e) {
        // Then this gate keeps the long way, which decides everything.
        continue;
      }
    }
  }

  private void make(int gate, GatePoint point) {
    if (gate < 0 || gate >= CHUNKS * CHUNK) {
      return;
    }
    MethodHandle check = maker.make(point.key(), point.isStatic(), point.rules(), point.harmless());
    if (check == null) {
      return;
    }
    MethodHandle[] chunk = slots[gate / CHUNK];
    if (chunk == null) {
      chunk = new MethodHandle[CHUNK];
      VarHandle.releaseFence();
      slots[gate / CHUNK] = chunk;
    }
    VarHandle.releaseFence();
    if (chunk[gate % CHUNK] == null) {
      chunk[gate % CHUNK] = check;
    }
  }
}
