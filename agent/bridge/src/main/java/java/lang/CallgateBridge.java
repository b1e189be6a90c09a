package java.lang;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Stable;

/**
 * Where woven methods ask. Lives in {@code java.lang} because {@code java.*} is the one name space
 * that every class loader hands to the boot loader, however it filters, and because reflection
 * cannot open this package.
 *
 * <p>Its state is written once, by the agent, before {@code main}. There is no setter, no switch
 * and no default: a bridge that was not armed throws, and the caller's method does not run.
 */
public final class CallgateBridge {
  private static final AtomicReference<Handed> HANDED = new AtomicReference<>();

  // As java.lang.invoke.MethodHandleNatives.Constants has it.
  private static final int HIDDEN_CLASS = 2;

  private CallgateBridge() {}

  private record Handed(MethodHandle[] gate, MethodHandle[][] checks) {}

  /**
   * Final fields of a class of their own: once it is initialised, the compiler folds the handles
   * into the call.
   */
  private static final class Armed {
    static final MethodHandle ENTER;
    static final MethodHandle EXIT;
    static final MethodHandle DEFINE;
    static final MethodHandle HIDE;
    static final MethodHandle ARCHIVED;
    static final MethodHandle LATER;
    static final MethodHandle OPENED;

    // The agent alone has these arrays. An element is written once, so the compiler may fold it.
    @Stable static final MethodHandle[][] CHECKS;

    static {
      Handed all = HANDED.get();
      if (all == null) {
        throw new SecurityException(
            "callgate: a gated method was called before the gate was armed; it was not executed");
      }
      MethodHandle[] handed = all.gate();
      CHECKS = all.checks();
      ENTER = handed[0];
      EXIT = handed[1];
      DEFINE = handed[2];
      HIDE = handed[3];
      ARCHIVED = handed[4];
      LATER = handed[5];
      OPENED = handed[6];
    }
  }

  /**
   * Hands over the gate, once per JVM.
   *
   * @param enter {@code (int gate, Object receiver, Object[] arguments)Object}
   * @param exit {@code (Object ticket, Object returned, Throwable thrown)void}
   * @param define {@code (ClassLoader loader, byte[] classFile)void}
   * @param hide {@code (ClassLoader loader, byte[] classFile)byte[]}
   * @param archived {@code (Class host, Class functional)boolean}
   * @param later {@code (Object agent)void}
   * @param opened {@code (int descriptor)void}
   * @param checks as {@link #check} gives them, at {@code [gate / 256][gate % 256]}
   * @throws IllegalStateException the second time
   */
  public static void arm(
      MethodHandle enter,
      MethodHandle exit,
      MethodHandle define,
      MethodHandle hide,
      MethodHandle archived,
      MethodHandle later,
      MethodHandle opened,
      MethodHandle[][] checks) {
    MethodHandle[] gate = {enter, exit, define, hide, archived, later, opened};
    if (!HANDED.compareAndSet(null, new Handed(gate, checks))) {
      throw new IllegalStateException("callgate: the gate is armed already");
    }
  }

  /** Whether there is a {@link #check} for this gate. Once there is, there always is. */
  @ForceInline
  public static boolean hasCheck(int gate) {
    return gate >= 0
        && gate >> 8 < Armed.CHECKS.length
        && Armed.CHECKS[gate >> 8] != null
        && Armed.CHECKS[gate >> 8][gate & 255] != null;
  }

  /**
   * What a gated method asks first, if it is there: whether its call is harmless for certain. If
   * not, {@link #enter} decides. Whoever else asks learns what calling the method would show, and
   * is counted.
   *
   * @return {@code (Object receiver, parameters)boolean}, each parameter that is no primitive an
   *     {@code Object}, so that no class has to be looked up
   */
  @ForceInline
  public static MethodHandle check(int gate) {
    return Armed.CHECKS[gate >> 8][gate & 255];
  }

  /**
   * Called before the first instruction of a gated method that was not told to be harmless, with
   * its arguments in an array of their own.
   *
   * @return null to run the body unobserved; an {@code Object[1]} to return its element instead of
   *     running the body; anything else to run the body with the arguments that the array now
   *     holds, and to hand it to {@link #exit} afterwards
   * @throws Throwable when the call is refused
   */
  public static Object enter(int gate, Object receiver, Object[] arguments) throws Throwable {
    return Armed.ENTER.invokeExact(gate, receiver, arguments);
  }

  /**
   * Called when a body that ran has ended; {@code thrown} is null when it returned, and {@code
   * returned} when it returned nothing.
   */
  public static void exit(Object ticket, Object returned, Throwable thrown) throws Throwable {
    Armed.EXIT.invokeExact(ticket, returned, thrown);
  }

  /**
   * Called before a class loader defines a class from bytes in an array.
   *
   * @throws Throwable when it must not be defined
   */
  public static void define(ClassLoader loader, byte[] bytes, int offset, int length)
      throws Throwable {
    // Nonsense is left to the loader, which refuses it.
    if (bytes != null && offset >= 0 && length >= 0 && offset <= bytes.length - length) {
      Armed.DEFINE.invokeExact(loader, Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  /**
   * Called before a class loader defines a class from a buffer, whose position stays where it is.
   *
   * @throws Throwable when it must not be defined
   */
  public static void define(ClassLoader loader, ByteBuffer buffer) throws Throwable {
    if (buffer != null) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      Armed.DEFINE.invokeExact(loader, bytes);
    }
  }

  /**
   * Called before a class is defined through a {@code Lookup}: every hidden class, the JVM's own
   * lambdas among them, and those of {@code Lookup.defineClass}.
   *
   * @param bytes nobody else's: the JDK copies what an application hands over
   * @return what to define instead
   * @throws Throwable when it must not be defined
   */
  public static byte[] defineByLookup(ClassLoader loader, Class<?> host, byte[] bytes, int flags)
      throws Throwable {
    // What method handles are made of. Asking about it takes a method handle, which may have to be
    // made first. No lookup into this package leaves the JDK.
    if (loader == null && host.getPackageName().equals("java.lang.invoke")) {
      return bytes;
    }
    if ((flags & HIDDEN_CLASS) == 0) {
      Armed.DEFINE.invokeExact(loader, bytes.clone());
      return bytes;
    }
    return (byte[]) Armed.HIDE.invokeExact(loader, bytes);
  }

  /**
   * Called before a lambda's class is taken from a class-data archive, whose classes pass nobody.
   *
   * @param host the class with the lambda in it
   * @param factory whose return type is the interface
   * @return whether it may be; otherwise it is made anew
   */
  public static boolean mayComeFromArchive(Class<?> host, MethodType factory) throws Throwable {
    return (boolean) Armed.ARCHIVED.invokeExact(host, (Class<?>) factory.returnType());
  }

  /**
   * Called before a lambda's class is kept for an archive.
   *
   * @return no: it may hold gates, whose ids mean nothing to the next run
   */
  public static boolean mayGoToArchive() {
    return false;
  }

  /**
   * Called before an agent is started that was not on the command line, and by this agent's own
   * part that is started behind all others.
   *
   * @param agent the name of its class; or this agent's own {@code Instrumentation}
   * @throws Throwable when it must not start
   */
  public static void laterAgent(Object agent) throws Throwable {
    Armed.LATER.invokeExact(agent);
  }

  /**
   * Called when a file was opened for writing, before anybody can write to it.
   *
   * @throws Throwable when nobody must; it is closed then
   */
  public static void openedForWriting(FileDescriptor file) throws Throwable {
    JavaIOFileDescriptorAccess descriptors = SharedSecrets.getJavaIOFileDescriptorAccess();
    try {
      Armed.OPENED.invokeExact(descriptors.get(file));
    } catch (Throwable e) {
      descriptors.close(file);
      throw e;
    }
  }

  /** The same for a descriptor that belongs to no object yet. */
  public static void openedForWriting(int descriptor) throws Throwable {
    FileDescriptor file = new FileDescriptor();
    SharedSecrets.getJavaIOFileDescriptorAccess().set(file, descriptor);
    openedForWriting(file);
  }
}
