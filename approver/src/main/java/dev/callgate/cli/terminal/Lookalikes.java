package dev.callgate.cli.terminal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that a reader may take for others: letters of two alphabets in one word, a word of another
 * alphabet all of whose letters look like Latin ones, letters that are shapes of other letters. A
 * remark is no proof: people write such words honestly too (Unicode TR 39 has the whole story).
 */
final class Lookalikes {
  private static final int MOST_REMARKS = 3;
  private static final int LONGEST_WORD = 40;
  private static final int LOOKED_AT = 100_000;

  // Letters of Cyrillic, Greek and Armenian that are drawn like Latin ones.
  private static final String LIKE_LATIN =
      "асеорхуіјѕһԁԛԝӏьАВСЕНІЈКМОРЅТХУԚԜӀοναριυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոհ";

  // Writing systems that mix alphabets as a matter of course.
  private static final Set<UnicodeScript> EAST_ASIAN =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  private Lookalikes() {}

  /** What a reader has to be told about this text, safe to print; mostly nothing. */
  static List<String> in(String text) {
    List<String> remarks = new ArrayList<>();
    int end = Math.min(text.length(), LOOKED_AT);
    int start = -1;
    for (int i = 0; i <= end && remarks.size() < MOST_REMARKS; ) {
      int point = i < end ? text.codePointAt(i) : ' ';
      boolean inWord = Character.isLetterOrDigit(point);
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        String remark = remark(text.substring(start, i));
        if (remark != null && !remarks.contains(remark)) {
          remarks.add(remark);
        }
        start = -1;
      }
      i += Character.charCount(point);
    }
    return remarks;
  }

  private static @Nullable String remark(String word) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    boolean allLikeLatin = true;
    boolean ascii = true;
    for (int i = 0; i < word.length(); ) {
      int point = word.codePointAt(i);
      i += Character.charCount(point);
      ascii &= point < 0x80;
      UnicodeScript script = UnicodeScript.of(point);
      if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        scripts.add(script);
      }
      allLikeLatin &= !Character.isLetter(point) || LIKE_LATIN.indexOf(point) >= 0;
    }
    if (ascii) {
      return null;
    }
    String shown = SafeText.of(word, LONGEST_WORD);
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKC);
    if (!plain.equals(Normalizer.normalize(word, Normalizer.Form.NFC)) && isAscii(plain)) {
      return shown + " is made of letters that stand for " + SafeText.of(plain, LONGEST_WORD);
    }
    boolean eastAsian = scripts.stream().anyMatch(EAST_ASIAN::contains);
    if (scripts.size() > 1 && !eastAsian) {
      return shown + " mixes letters of " + String.join(" and ", names(scripts));
    }
    return allLikeLatin && scripts.size() == 1 && word.codePointCount(0, word.length()) > 1
        ? shown + " is written in " + names(scripts).get(0) + " letters that look like Latin ones"
        : null;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static List<String> names(Set<UnicodeScript> scripts) {
    return scripts.stream()
        .map(
            script -> script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT))
        .toList();
  }
}
