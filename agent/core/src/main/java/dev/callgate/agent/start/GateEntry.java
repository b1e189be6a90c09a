package dev.callgate.agent.start;

import dev.callgate.agent.gate.Gate;
import dev.callgate.agent.gate.OwnThreads;
import dev.callgate.agent.weave.GateTransformer;
import java.io.IOException;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the bridge calls. Negative gates are the self-test's, whose decisions are scripted; they end
 * with it.
 */
final class GateEntry {
  private final OwnThreads own = new OwnThreads();
  private final MemoryFiles memory;
  private volatile @Nullable Gate canary;
  private volatile @Nullable Gate live;
  private volatile @Nullable GateTransformer transformer;
  private volatile @Nullable LastInLine last;

  /**
   * @param log takes one line a fact, for standard error
   */
  GateEntry(Consumer<String> log) {
    memory = new MemoryFiles(log);
  }

  /** {@code (int, Object, Object[])Object}, bound to this. */
  MethodHandle enterHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(
            this,
            "enter",
            MethodType.methodType(Object.class, int.class, Object.class, Object[].class));
  }

  /** {@code (Object, Object, Throwable)void}, bound to this. */
  MethodHandle exitHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(
            this,
            "exit",
            MethodType.methodType(void.class, Object.class, Object.class, Throwable.class));
  }

  /** {@code (ClassLoader, byte[])void}, bound to this. */
  MethodHandle defineHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(this, "define", MethodType.methodType(void.class, ClassLoader.class, byte[].class));
  }

  /** {@code (ClassLoader, byte[])byte[]}, bound to this. */
  MethodHandle hideHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(this, "hide", MethodType.methodType(byte[].class, ClassLoader.class, byte[].class));
  }

  /** {@code (Class, Class)boolean}, bound to this. */
  MethodHandle archivedHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(
            this,
            "mayComeFromArchive",
            MethodType.methodType(boolean.class, Class.class, Class.class));
  }

  /** {@code (Object)void}, bound to this. */
  MethodHandle laterHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(this, "laterAgent", MethodType.methodType(void.class, Object.class));
  }

  /** {@code (int)void}, bound to this. */
  MethodHandle openedHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(this, "openedForWriting", MethodType.methodType(void.class, int.class));
  }

  void test(@Nullable Gate gate) {
    canary = gate;
  }

  /** The threads that pass every gate. */
  OwnThreads ownThreads() {
    return own;
  }

  void watch(LastInLine lastInLine) {
    last = lastInLine;
  }

  void open(Gate gate, GateTransformer definitions) {
    transformer = definitions;
    live = gate;
  }

  private @Nullable Object enter(int id, @Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    if (id < 0) {
      return require(canary).enter(~id, receiver, arguments);
    }
    if (own.isCurrent()) {
      // The agent's own input and output.
      return null;
    }
    return require(live).enter(id, receiver, arguments);
  }

  private void exit(Object ticket, @Nullable Object returned, @Nullable Throwable thrown) {
    Gate gate = live;
    if (gate == null) {
      gate = canary;
    }
    require(gate).exit(ticket, returned, thrown);
  }

  private void define(@Nullable ClassLoader loader, byte[] classFile)
      throws UnmodifiableClassException {
    GateTransformer definitions = transformer;
    if (definitions != null) {
      definitions.beforeDefinition(loader, classFile);
    }
  }

  private byte[] hide(@Nullable ClassLoader loader, byte[] classFile)
      throws UnmodifiableClassException {
    GateTransformer definitions = transformer;
    return definitions == null ? classFile : definitions.hidden(loader, classFile);
  }

  private boolean mayComeFromArchive(Class<?> host, Class<?> functional) {
    GateTransformer definitions = transformer;
    return definitions != null && definitions.mayComeFromArchive(host, functional);
  }

  private void laterAgent(Object agent) {
    LastInLine lastInLine = last;
    if (lastInLine == null) {
      throw new SecurityException("callgate: an agent starts before the gate is armed");
    }
    lastInLine.starts(agent);
  }

  private void openedForWriting(int descriptor) throws IOException {
    memory.openedForWriting(descriptor);
  }

  private static Gate require(@Nullable Gate gate) {
    if (gate == null) {
      throw new SecurityException(
          "callgate: a gated method was called before the gate was armed; it was not executed");
    }
    return gate;
  }
}
