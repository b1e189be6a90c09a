package dev.callgate.policy.view.command;

import dev.callgate.policy.condition.Several;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that a command line starts: the one it names, and those that shells and wrappers
 * start for it. What such a one starts is not always in its arguments; then the list is incomplete.
 */
public final class StartedPrograms {
  private static final int DEEPEST = 8;
  private static final int MOST = 256;

  private static final List<String> SHELLS =
      List.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "rbash");

  /** Wrappers whose first argument that is no option is the command. */
  private static final List<String> WRAPPERS =
      List.of(
          "env",
          "sudo",
          "doas",
          "nohup",
          "nice",
          "ionice",
          "setsid",
          "stdbuf",
          "exec",
          "command",
          "builtin",
          "unbuffer",
          "catchsegv",
          "time",
          "timeout",
          "chroot");

  /** They run what they are told, in ways of their own. */
  private static final List<String> OPAQUE =
      List.of(
          "cmd",
          "powershell",
          "pwsh",
          "wscript",
          "cscript",
          "mshta",
          "rundll32",
          "forfiles",
          "fish",
          "csh",
          "tcsh",
          "busybox",
          "toybox",
          "xargs",
          "parallel",
          "find",
          "su",
          "runuser",
          "script",
          "watch",
          "ssh",
          "at",
          "batch",
          "crontab",
          "systemd-run",
          "start-stop-daemon",
          "docker",
          "podman",
          "kubectl",
          "nsenter",
          "unshare",
          "flock",
          "strace",
          "ltrace",
          "gdb",
          "start",
          "wsl",
          "expect",
          "screen",
          "tmux",
          "awk",
          "gawk",
          "mawk",
          "sed",
          "tar",
          "make",
          "eval",
          "source");

  /** Running a program of their own language. */
  private static final List<String> INTERPRETERS =
      List.of(
          "python",
          "perl",
          "ruby",
          "node",
          "nodejs",
          "php",
          "lua",
          "java",
          "jshell",
          "groovy",
          "osascript",
          "tclsh",
          "deno",
          "bun",
          "Rscript");

  private final List<String> started = new ArrayList<>(2);
  private boolean complete = true;

  private StartedPrograms() {}

  public static Several of(CommandLine line) {
    StartedPrograms programs = new StartedPrograms();
    programs.add(line.words(), 0);
    return new Several(programs.started, List.of(), programs.complete);
  }

  private void add(List<String> words, int depth) {
    String name = CommandLine.name(words.get(0), java.io.File.separatorChar == '\\');
    if (name == null
        || depth > DEEPEST
        || started.size() >= MOST
        || depth > 0 && isReplaced(name)) {
      complete = false;
      return;
    }
    if (!started.contains(name)) {
      started.add(name);
    }
    if (SHELLS.contains(name)) {
      shell(words, depth);
    } else if (WRAPPERS.contains(name)) {
      wrapped(name, words, depth);
    } else if (OPAQUE.contains(name) || isInterpreter(name)) {
      complete = false;
    }
  }

  /** Whether a shell may put something else in its place, perhaps several words. */
  private static boolean isReplaced(String word) {
    for (int i = 0; i < word.length(); i++) {
      if ("$*?[~".indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** With or without a version: {@code python3.12}. */
  private static boolean isInterpreter(String name) {
    int end = name.length();
    while (end > 0 && ".0123456789".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return INTERPRETERS.contains(name.substring(0, end));
  }

  /** {@code sh -c TEXT}; a shell that reads a file or its input may start anything. */
  private void shell(List<String> words, int depth) {
    boolean text = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-") && !word.startsWith("--") && onlyFlags(word)) {
        text |= word.indexOf('c') > 0;
      } else if (text && !word.startsWith("-") && !word.startsWith("+")) {
        ShellText split = ShellText.split(word);
        complete &= split.isComplete();
        for (List<String> command : split.commands()) {
          add(command, depth + 1);
        }
        return;
      } else {
        break;
      }
    }
    complete = false;
  }

  /** Letters that take no argument of their own in any of the shells. */
  private static boolean onlyFlags(String word) {
    for (int i = 1; i < word.length(); i++) {
      if ("cefluvx".indexOf(word.charAt(i)) < 0) {
        return false;
      }
    }
    return word.length() > 1;
  }

  private void wrapped(String wrapper, List<String> words, int depth) {
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String option = words.get(at++);
      if (option.equals("--")) {
        break;
      }
      int taken = argumentsOf(wrapper, option);
      if (taken < 0) {
        complete = false;
        return;
      }
      at += taken;
    }
    boolean assigns = wrapper.equals("env") || wrapper.equals("sudo");
    while (assigns && at < words.size() && words.get(at).indexOf('=') > 0) {
      at++;
    }
    // the time to wait, the new root
    at += wrapper.equals("timeout") || wrapper.equals("chroot") ? 1 : 0;
    for (int i = 1; depth > 0 && i < Math.min(at, words.size()); i++) {
      complete &= !isReplaced(words.get(i));
    }
    if (at < words.size()) {
      add(words.subList(at, words.size()), depth + 1);
    } else if (wrapper.equals("sudo") || wrapper.equals("chroot")) {
      complete = false;
    }
  }

  /** How many words an option takes; -1 for one that is not known. */
  private static int argumentsOf(String wrapper, String option) {
    String flags =
        switch (wrapper) {
          case "env" -> "-i -0 -v --ignore-environment --null";
          case "sudo" ->
              "-A -b -E -H -k -K -n -P -S -V --non-interactive --preserve-env --set-home";
          case "doas" -> "-n -s";
          case "setsid" -> "-c -f -w --ctty --fork --wait";
          case "timeout" -> "-f -v -p --foreground --preserve-status --verbose";
          case "command", "time" -> "-p";
          default -> "";
        };
    String taking =
        switch (wrapper) {
          case "env" -> "-u -C --unset --chdir";
          case "sudo" -> "-u -g -h -p -C -T -D -R -U --user --group --chdir";
          case "doas" -> "-u -C";
          case "nice" -> "-n";
          case "ionice" -> "-c -n";
          case "timeout" -> "-k -s --kill-after --signal";
          case "stdbuf" -> "-i -o -e";
          default -> "";
        };
    if (isAmong(option, flags)) {
      return 0;
    }
    if (isAmong(option, taking)) {
      return 1;
    }
    int equals = option.indexOf('=');
    if (option.startsWith("--") && equals > 0) {
      return isAmong(option.substring(0, equals), taking) ? 0 : -1;
    }
    // -oL, -n10
    boolean joined = option.length() > 2 && isAmong(option.substring(0, 2), taking);
    return joined && !option.startsWith("--") ? 0 : -1;
  }

  private static boolean isAmong(String option, String options) {
    return !option.isEmpty() && (" " + options + " ").indexOf(" " + option + " ") >= 0;
  }
}
