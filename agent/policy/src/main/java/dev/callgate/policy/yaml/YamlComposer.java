package dev.callgate.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Builds nodes from SnakeYAML's events, refusing what the strict subset does not have. */
final class YamlComposer {
  private static final int DEEPEST = 40;

  private final String file;
  private final ProblemSink problems;
  private final ParserImpl events;
  private int depth;

  YamlComposer(String file, String text, ProblemSink problems) {
    this.file = file;
    this.problems = problems;
    this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /**
   * The top level; null when it is no mapping or the text is not YAML at all, which was then
   * reported.
   */
  @Nullable YamlMapping compose() {
    try {
      events.getEvent();
      Event first = events.getEvent();
      if (first instanceof DocumentStartEvent document) {
        refuseDirectives(document);
        YamlNode root = node(events.getEvent());
        events.getEvent();
        refuseSecondDocument(events.getEvent());
        if (root instanceof YamlMapping mapping) {
          return mapping;
        }
        if (!(root instanceof YamlBroken)) {
          problems.report(
              root.at(), "SCH002", "the file does not begin with keys", "begin with 'callgate: 1'");
        }
        return null;
      }
      problems.report(
          new Place(file, 1, 1), "SCH001", "the file is empty", "begin with 'callgate: 1'");
      return null;
    } catch (MarkedYAMLException e) {
      reportSyntax(e);
      return null;
    } catch (TooDeep reported) {
      return null;
    }
  }

  /** Stops reading at once: SnakeYAML's time grows with the square of the depth. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super("nested too deep", null, false, false);
    }
  }

  private YamlNode node(Event event) {
    Place at = place(event.getStartMark());
    if (event instanceof AliasEvent alias) {
      report(
          at,
          "YAML001",
          "alias *" + alias.getAnchor(),
          "write the text out, or use lists and conditions");
      return new YamlBroken(at);
    }
    refuseAnchor((NodeEvent) event, at);
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), at);
      boolean oneLine = scalar.getStartMark().getLine() == scalar.getEndMark().getLine();
      return new YamlScalar(at, scalar.getValue(), scalar.isPlain(), oneLine);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    refuseTag(start.getTag(), at);
    if (depth == DEEPEST) {
      report(at, "YAML005", "nested deeper than " + DEEPEST + " levels", "flatten it");
      throw new TooDeep();
    }
    depth++;
    boolean flow = start.getFlowStyle() == FlowStyle.FLOW;
    YamlNode node = event instanceof MappingStartEvent ? mapping(at, flow) : sequence(at, flow);
    depth--;
    return node;
  }

  private YamlSequence sequence(Place at, boolean flow) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.getEvent(); isNode(event); event = events.getEvent()) {
      items.add(node(event));
    }
    return new YamlSequence(at, flow ? TornText.inSequence(items, problems) : items);
  }

  private YamlMapping mapping(Place at, boolean flow) {
    List<YamlEntry> entries = new ArrayList<>();
    for (Event event = events.getEvent(); isNode(event); event = events.getEvent()) {
      YamlNode key = node(event);
      YamlNode value = node(events.getEvent());
      if (key instanceof YamlScalar name) {
        add(new YamlEntry(name, value), entries);
      } else if (!(key instanceof YamlBroken)) {
        report(key.at(), "YAML008", "a key must be plain text", "");
      }
    }
    return new YamlMapping(at, flow ? TornText.inMapping(entries, problems) : entries);
  }

  private void add(YamlEntry entry, List<YamlEntry> entries) {
    YamlScalar key = entry.key();
    if (key.plain() && key.text().equals("<<")) {
      report(key.at(), "YAML001", "merge key <<", "write the keys out");
      return;
    }
    for (YamlEntry other : entries) {
      if (other.key().text().equals(key.text())) {
        String first = "first on line " + other.key().at().line();
        report(
            key.at(),
            "YAML003",
            "duplicate key " + Quoted.of(key.text()) + ", " + first,
            "keep one of them");
        return;
      }
    }
    entries.add(entry);
  }

  private static boolean isNode(Event event) {
    return event instanceof NodeEvent;
  }

  private void refuseDirectives(DocumentStartEvent document) {
    boolean tags = document.getTags() != null && !document.getTags().isEmpty();
    if (document.getVersion() != null || tags) {
      report(
          place(document.getStartMark()),
          "YAML002",
          "directive before the document",
          "remove the line with %");
    }
  }

  private void refuseSecondDocument(Event event) {
    if (!(event instanceof StreamEndEvent)) {
      report(
          place(event.getStartMark()),
          "YAML004",
          "a second document begins here",
          "use one file for each");
    }
  }

  private void refuseAnchor(NodeEvent event, Place at) {
    if (event.getAnchor() != null) {
      report(
          at,
          "YAML001",
          "anchor &" + event.getAnchor(),
          "write the text out, or use lists and conditions");
    }
  }

  private void refuseTag(@Nullable String tag, Place at) {
    if (tag != null) {
      report(
          at,
          "YAML002",
          "tag " + Quoted.of(tag),
          "remove it; the language knows what each key takes");
    }
  }

  private void reportSyntax(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    Place at = mark == null ? new Place(file, 1, 1) : place(mark);
    String problem = e.getProblem() == null ? "this is not YAML" : e.getProblem();
    boolean tab = problem.contains("TAB");
    String hint =
        tab ? "indent with spaces" : "texts with : # [ ] { } , & * ! | > ' \" % @ ` need quotes";
    report(at, tab ? "YAML007" : "YAML000", tab ? "a tab cannot indent" : oneLine(problem), hint);
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  private void report(Place at, String code, String message, String hint) {
    problems.report(at, code, message, hint);
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
