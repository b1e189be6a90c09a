package dev.callgate.acceptance;

/** Sources of small programs, as anybody might have them. */
final class Programs {
  /**
   * Erases the file that is its first argument; says on standard output what came of it; ends with
   * the status that is its second argument. The text holds more than ASCII.
   */
  static final String ERASER =
      """
      package deeds;

      import dev.callgate.Irreversible;
      import java.io.File;
      import java.util.Arrays;

      public class Eraser {
        public static void main(String[] arguments) {
          System.out.println("erasing – or not ✓");
          try {
            System.out.println("erased " + erase(arguments[0], new int[] {1, 2, 3}));
          } catch (SecurityException refused) {
            System.out.println("refused " + refused.getMessage());
          }
          System.exit(Integer.parseInt(arguments[1]));
        }

        @Irreversible("Erase a file")
        static int erase(String file, int[] thoroughness) {
          return new File(file).delete() ? Arrays.stream(thoroughness).sum() : 0;
        }
      }
      """;

  /** Runs {@link #ERASER} in a JVM of its own, and ends with its status. */
  static final String PARENT =
      """
      package deeds;

      import java.io.File;
      import java.util.ArrayList;
      import java.util.List;

      public class Parent {
        public static void main(String[] arguments) throws Exception {
          List<String> command = new ArrayList<>();
          command.add(new File(System.getProperty("java.home"), "bin/java").toString());
          command.add("-cp");
          command.add(System.getProperty("java.class.path"));
          command.add("deeds.Eraser");
          command.addAll(List.of(arguments));
          System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
        }
      }
      """;

  /** As {@link #ERASER} without any mark. Writes bytes that are no text, and to both streams. */
  static final String PLAIN =
      """
      package deeds;

      public class Plain {
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 256; i++) {
            System.out.write(i);
          }
          System.out.flush();
          System.err.println("to the other stream");
          System.exit(3);
        }
      }
      """;

  /**
   * Uses {@code Target} reflectively, so that this class loads whatever becomes of that one, and
   * prints what was thrown. The file that is its argument is what {@code Target.erase} erases.
   */
  static final String USER =
      """
      package deeds;

      import java.io.File;
      import java.lang.reflect.InvocationTargetException;

      public class User {
        public static void main(String[] arguments) throws Exception {
          try {
            Class.forName("deeds.Target").getMethod("erase", String.class).invoke(null, arguments[0]);
            System.out.println("erased");
          } catch (InvocationTargetException thrown) {
            System.out.println("thrown " + thrown.getCause());
          } catch (LinkageError | ReflectiveOperationException thrown) {
            System.out.println("thrown " + thrown);
          }
        }
      }
      """;

  /** A class with an ordinary, a native and an abstract method. */
  static final String TARGET =
      """
      package deeds;

      import java.io.File;

      public abstract class Target {
        public static void erase(String file) {
          new Sub().eraseNow(file);
        }

        static native void eraseNatively(String file);

        abstract void eraseNow(String file);

        static final class Sub extends Target {
          @Override
          void eraseNow(String file) {
            new File(file).delete();
          }
        }
      }
      """;

  /**
   * Erases the file that is its first argument, through a lambda; says on standard output what came
   * of it.
   */
  static final String CLERK =
      """
      package deeds;

      import dev.callgate.Irreversible;
      import java.io.File;

      public class Clerk {
        interface Tool {
          @Irreversible
          String use(String file);
        }

        public static void main(String[] arguments) {
          Tool eraser = file -> new File(file).delete() ? "erased" : "was not there";
          try {
            System.out.println(eraser.use(arguments[0]));
          } catch (SecurityException refused) {
            System.out.println("refused " + refused.getMessage());
          }
        }
      }
      """;

  private Programs() {}
}
