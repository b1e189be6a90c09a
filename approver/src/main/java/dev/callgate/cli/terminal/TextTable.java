package dev.callgate.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, each as wide as its widest cell. Cells have to be safe text already. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts with the head of the table. */
  public TextTable(String... head) {
    row(head);
  }

  /** Adds a row with as many cells as the head. */
  public void row(String... cells) {
    rows.add(List.copyOf(Arrays.asList(cells)));
  }

  /** The table's lines without spaces at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - length(row.get(c)) + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
