package dev.callgate.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that rules were asked about, written down so that other rules can be asked about it later.
 * One JSON object a line of a file that stays on the machine; nothing of it is signed or sent.
 *
 * @param v the version of this form, 1
 * @param atMillis when it came, epoch milliseconds
 * @param environment the configured environment, or null
 * @param ruleSetDigest which policies were in force
 * @param type the binary name of the class that has the method
 * @param method as in the class file
 * @param descriptor as in the class file
 * @param annotated binary names of annotations that rules found on it
 * @param supertypes binary names of what the class extends and implements
 * @param names what rules call the parameters, for people
 * @param args what it was called with, by index and perhaps the way to a part, as a policy's test
 *     writes it
 * @param self what it was called on, by {@code this} or the way to a part
 * @param context what the application said of itself, as far as rules asked
 * @param facts what packs keep, as far as rules asked
 * @param calledFrom classes of the application on the stack, the nearest first
 * @param moreCallers whether there were more than are written down
 * @param caller the nearest class of the application
 * @param thread the calling thread
 * @param decision {@code allow}, {@code audit}, {@code gate} or {@code deny}
 * @param rules the ids of the rules that applied
 */
public record RecordedCall(
    int v,
    long atMillis,
    @Nullable String environment,
    String ruleSetDigest,
    String type,
    String method,
    String descriptor,
    List<String> annotated,
    List<String> supertypes,
    List<String> names,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> self,
    Map<String, @Nullable Object> context,
    Map<String, @Nullable Object> facts,
    List<String> calledFrom,
    boolean moreCallers,
    Caller caller,
    CallingThread thread,
    String decision,
    List<String> rules) {

  /** The version this code writes and reads. */
  public static final int VERSION = 1;

  /** The nearest class of the application on the stack; null where there is none. */
  public record Caller(
      @Nullable String type, @Nullable String inPackage, @Nullable String module) {}

  /** The calling thread. */
  public record CallingThread(String name, boolean virtual, @Nullable String group) {}
}
