package dev.callgate.agent.weave;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The places in the JDK through which classes come that no transformer is shown, or not early
 * enough, and those through which gates would go. Thread-safe.
 *
 * <ul>
 *   <li>{@code ClassLoader.defineClass}: supertypes have to be loaded a moment before.
 *   <li>{@code JavaLangAccess.defineClass}, in which every {@code Lookup} ends, and with it every
 *       hidden class and every lambda. It is implemented by an anonymous class of {@code System},
 *       whose number differs between JDKs.
 *   <li>{@code LambdaProxyClassArchive}: what class-data sharing keeps of lambdas.
 *   <li>{@code InstrumentationImpl.loadClassAndCallAgentmain}: agents that start later, and change
 *       classes after us.
 *   <li>On Linux, where Java opens files for writing: one of them is this JVM's memory.
 * </ul>
 */
public final class JdkHooks {
  private static final String LOADER = "java/lang/ClassLoader";
  private static final String ACCESS = "java/lang/System$";
  private static final String ARCHIVE = "java/lang/invoke/LambdaProxyClassArchive";

  private static final String INSTRUMENT = "sun/instrument/InstrumentationImpl";
  private static final String RANDOM = "java/io/RandomAccessFile";
  private static final String STREAM = "java/io/FileOutputStream";
  private static final String CHANNEL = "sun/nio/fs/UnixNativeDispatcher";

  private static final boolean MEMORY_IS_A_FILE = new File("/proc/self/mem").exists();

  private static final List<JdkHook> IN_LOADER =
      List.of(
          new JdkHook(
              "defineClass",
              "(Ljava/lang/String;[BIILjava/security/ProtectionDomain;)",
              DefineArrayAdvice.class,
              "define"),
          new JdkHook(
              "defineClass",
              "(Ljava/lang/String;Ljava/nio/ByteBuffer;Ljava/security/ProtectionDomain;)",
              DefineBufferAdvice.class,
              "define"));
  private static final List<JdkHook> IN_ACCESS =
      List.of(
          new JdkHook(
              "defineClass",
              "(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;[B"
                  + "Ljava/security/ProtectionDomain;ZILjava/lang/Object;)",
              DefineByLookupAdvice.class,
              "defineByLookup"));
  private static final List<JdkHook> IN_ARCHIVE =
      List.of(
          new JdkHook(
              "find",
              "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;",
              ArchiveFindAdvice.class,
              "mayComeFromArchive"),
          new JdkHook(
              "register", "(Ljava/lang/Class;", ArchiveRegisterAdvice.class, "mayGoToArchive"));

  private static final List<JdkHook> IN_INSTRUMENT =
      List.of(
          new JdkHook(
              "loadClassAndCallAgentmain",
              "(Ljava/lang/String;Ljava/lang/String;)",
              LaterAgentAdvice.class,
              "laterAgent"));

  private static final List<JdkHook> IN_RANDOM =
      List.of(
          new JdkHook("open", "(Ljava/lang/String;I)", OpenRandomAdvice.class, "openedForWriting"));
  private static final List<JdkHook> IN_STREAM =
      List.of(
          new JdkHook("open", "(Ljava/lang/String;Z)", OpenStreamAdvice.class, "openedForWriting"));
  private static final List<JdkHook> IN_CHANNEL =
      List.of(
          new JdkHook(
              "open", "(Lsun/nio/fs/UnixPath;II)", OpenPathAdvice.class, "openedForWriting"),
          new JdkHook("openat", "(I[BII)", OpenInFolderAdvice.class, "openedForWriting"));

  private static final Map<String, List<JdkHook>> PLACES = places();

  private final Weaver weaver;
  private final Set<String> missing = new TreeSet<>(PLACES.keySet());

  public JdkHooks(Weaver weaver) {
    this.weaver = weaver;
  }

  /** Whether a loaded class of the boot loader may be one of these places. */
  public static boolean mayBeIn(Class<?> type) {
    return type.getClassLoader() == null && place(type.getName().replace('.', '/')) != null;
  }

  /** Loads the places that the JDK may not have needed yet, so that they can be woven. */
  public static void load() throws ClassNotFoundException {
    Class.forName(ARCHIVE.replace('/', '.'), false, null);
    if (MEMORY_IS_A_FILE) {
      Class.forName(CHANNEL.replace('/', '.'), false, null);
    }
  }

  /**
   * The boot loader's class with its hooks; null when it is none of these places.
   *
   * @throws IllegalStateException when this JDK's class has not exactly these methods
   */
  byte @Nullable [] hook(String internalName, byte[] classFile) {
    String place = place(internalName);
    if (place == null) {
      return null;
    }
    List<JdkHook> hooks = Objects.requireNonNull(PLACES.get(place));
    if (place.equals(ACCESS) && !holds(classFile, hooks.get(0))) {
      return null;
    }
    byte[] hooked = weaver.hook(internalName, classFile, hooks);
    synchronized (missing) {
      missing.remove(place);
    }
    return hooked;
  }

  /** Whether the boot loader's class has to carry hooks, and does not. */
  boolean lacks(String internalName, byte[] classFile) {
    String place = place(internalName);
    if (place == null) {
      return false;
    }
    List<JdkHook> hooks = Objects.requireNonNull(PLACES.get(place));
    if (place.equals(ACCESS) && !holds(classFile, hooks.get(0))) {
      return false;
    }
    return Weaver.hooks(classFile, hooks) != hooks.size();
  }

  private static Map<String, List<JdkHook>> places() {
    Map<String, List<JdkHook>> places = new HashMap<>();
    places.put(LOADER, IN_LOADER);
    places.put(ACCESS, IN_ACCESS);
    places.put(ARCHIVE, IN_ARCHIVE);
    places.put(INSTRUMENT, IN_INSTRUMENT);
    if (MEMORY_IS_A_FILE) {
      places.put(RANDOM, IN_RANDOM);
      places.put(STREAM, IN_STREAM);
      places.put(CHANNEL, IN_CHANNEL);
    }
    return places;
  }

  /** The places that this JDK turned out not to have, which leaves classes that nobody sees. */
  public List<String> missing() {
    synchronized (missing) {
      return new ArrayList<>(missing);
    }
  }

  private static @Nullable String place(String internalName) {
    if (internalName.startsWith(ACCESS)) {
      return ACCESS;
    }
    return PLACES.containsKey(internalName) ? internalName : null;
  }

  private static boolean holds(byte[] classFile, JdkHook hook) {
    boolean[] found = new boolean[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                found[0] |= hook.isIn(name, descriptor);
                return null;
              }
            },
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return found[0];
  }
}
