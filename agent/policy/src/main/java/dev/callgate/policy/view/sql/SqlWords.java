package dev.callgate.policy.view.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words that mean something here, found in a text without copying it. */
public final class SqlWords {
  /** What a statement can begin with, in some database. */
  private static final String VERBS =
      "select insert update delete merge replace upsert truncate drop alter create rename comment"
          + " grant revoke deny call do execute prepare deallocate copy load unload import export"
          + " vacuum analyze explain describe show use set reset declare begin start commit end"
          + " rollback abort savepoint release lock unlock fetch open close move listen notify"
          + " unlisten cluster reindex refresh reassign discard checkpoint security values table"
          + " handler flush kill optimize repair check checksum cache purge change binlog shutdown"
          + " backup restore attach detach pragma runscript script help signal resignal xa install"
          + " uninstall clone restart stop if while loop case for print raiserror throw waitfor"
          + " return dbcc bulk disable enable undrop put remove list audit noaudit flashback";

  private static final String OTHERS =
      "with exec analyse desc where and or not xor is in like between null true false unknown"
          + " escape interval exists any all some when then else as on key of to from before after"
          + " instead also recursive materialized returning order limit option offset"
          + " transaction work tran isolation read deferred immediate exclusive concurrent"
          + " deferrable atomic try catch function procedure log union only cascade restrict no"
          + " current_timestamp current_date current_time localtimestamp localtime current_user"
          + " session_user sysdate user collate distinct similar regexp rlike ilike glob match div"
          + " mod binary";

  private static final SqlWords KNOWN = new SqlWords();

  private final String[] table = new String[1024];
  private final boolean[] verbs = new boolean[1024];
  private final List<String> names = new ArrayList<>();

  private SqlWords() {
    addAll(VERBS, true);
    addAll(OTHERS, false);
  }

  private void addAll(String words, boolean verb) {
    int start = 0;
    while (start < words.length()) {
      int end = words.indexOf(' ', start);
      end = end < 0 ? words.length() : end;
      String word = words.substring(start, end);
      int slot = slot(word, 0, word.length());
      table[slot] = word;
      verbs[slot] = verb;
      if (verb) {
        names.add(word);
      }
      start = end + 1;
    }
  }

  /** Where the word is, or would be. */
  private int slot(String text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + lower(text.charAt(i));
    }
    int slot = (hash ^ hash >>> 15) & table.length - 1;
    while (table[slot] != null && !is(table[slot], text, start, end)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private static boolean is(String word, String text, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != lower(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  // of ASCII only: in a Turkish locale INSERT is a verb too
  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** The word in lower case; null when it is none of these. */
  static @Nullable String find(String text, int start, int end) {
    return KNOWN.table[KNOWN.slot(text, start, end)];
  }

  /** The verb that begins a statement, by its usual name; null when no statement begins so. */
  static @Nullable String verb(String word) {
    switch (word) {
      case "exec":
        return "execute";
      case "analyse":
        return "analyze";
      case "desc":
        return "describe";
      default:
        return KNOWN.verbs[KNOWN.slot(word, 0, word.length())] ? word : null;
    }
  }

  /** All that {@code sql.verbs} can see. */
  public static List<String> verbs() {
    return List.copyOf(KNOWN.names);
  }
}
