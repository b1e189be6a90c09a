package dev.callgate.policy;

import dev.callgate.policy.condition.ConditionCompiler;
import dev.callgate.policy.condition.ParameterReference;
import dev.callgate.policy.condition.When;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy. Immutable.
 *
 * @param id {@code POLICY/RULE}, or {@code POLICY/RULE+EXCEPTION} for what an exception makes of
 *     the rule; unique in a {@link PolicySet}
 * @param source {@code FILE:LINE}, for people
 * @param description what the rule is for; null when the author said nothing
 * @param match which methods
 * @param when which calls of them
 * @param decide what then
 * @param gate how a held call is decided; meaningful when {@code decide} is {@link Decision#GATE}
 * @param onReject what the caller gets instead
 * @param risk how bad a wrong yes would be
 * @param message what a reviewer reads first, a {@linkplain BoundRule#fill template}; null for the
 *     method's name
 * @param reason a code such as {@code MONEY_OUT} for the record; null for none
 * @param show references to the arguments to show, or parts of them; empty for all
 * @param redact references to the arguments nobody may see, or parts of them, or {@link
 *     Gate#EVERY_ARGUMENT}
 * @param tags words to find the rule by
 * @param locked whether nothing outside its file may weaken it
 * @param environments the environments it is in force in; empty for all
 * @param optional whether it is normal that no class it names is ever there: the rule is a pack's,
 *     and its library may be absent. A class that is there must still have what the rule names
 * @param written what its author wants decided; {@code decide} differs from it where the
 *     environment only records
 */
public record Rule(
    String id,
    String source,
    @Nullable String description,
    Match match,
    When when,
    Decision decide,
    Gate gate,
    Rejection onReject,
    Risk risk,
    @Nullable String message,
    @Nullable String reason,
    List<String> show,
    List<String> redact,
    Set<String> tags,
    boolean locked,
    Set<String> environments,
    boolean optional,
    Decision written) {
  public static final char RELAXED_BY = '+';

  public Rule {
    show = List.copyOf(show);
    redact = List.copyOf(redact);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    environments = Collections.unmodifiableSet(new LinkedHashSet<>(environments));
  }

  /** The same, written with another decision. */
  public Rule deciding(Decision other) {
    return with(id, when, other, gate, other);
  }

  /** The same where the environment only records. */
  public Rule recording() {
    return with(id, when, Decision.AUDIT, gate, written);
  }

  /** What exceptions leave of this rule: it decides as before, about fewer calls. */
  public Rule narrowed(When calls) {
    return with(id, calls, decide, gate, written);
  }

  /** What an exception makes of this rule for its own calls. */
  public Rule relaxed(String otherId, When calls, Decision other, Gate otherGate) {
    // Nothing is stricter than the environment lets it be.
    Decision weaker = other.compareTo(decide) > 0 ? other : decide;
    // What an exception does not speak of it does not weaken.
    Gate assured = otherGate.assurance() == null ? otherGate.assured(gate.assurance()) : otherGate;
    return with(otherId, calls, weaker, assured, other);
  }

  /** The same, where a yes has to prove that much. */
  Rule assured(Assurance assurance) {
    return with(id, when, decide, gate.assured(assurance), written);
  }

  private Rule with(
      String otherId, When calls, Decision other, Gate otherGate, Decision otherWritten) {
    return new Rule(
        otherId,
        source,
        description,
        match,
        calls,
        other,
        otherGate,
        onReject,
        risk,
        message,
        reason,
        show,
        redact,
        tags,
        locked,
        environments,
        optional,
        otherWritten);
  }

  /** Whether this is of the pack, whatever an exception made of it. */
  public boolean isOfPack() {
    return id.startsWith("pack:");
  }

  /** The id of the rule as its author wrote it, whatever an exception made of it. */
  public String origin() {
    int mark = id.indexOf(RELAXED_BY);
    return mark < 0 ? id : id.substring(0, mark);
  }

  /**
   * Binds this rule to one method of a class that satisfies the class part of {@link #match}.
   *
   * @param methodName as in the class file, {@code <init>} for a constructor
   * @param descriptor as in the class file
   * @return null when the rule is not about this method
   */
  public @Nullable BoundRule bind(String methodName, String descriptor) {
    return bind(methodName, descriptor, MethodScope.UNKNOWN);
  }

  /**
   * The same where more is known of the method, so that exceptions with a match can be about it.
   */
  public @Nullable BoundRule bind(String methodName, String descriptor, MethodScope method) {
    if (match.methods().isEmpty()) {
      return coversUnnamed(methodName) ? bound(List.of(), descriptor, method) : null;
    }
    for (MethodPattern pattern : match.methods()) {
      if (pattern.matches(methodName, descriptor)) {
        List<Parameter> named = pattern.parameters();
        return bound(named == null ? List.of() : named, descriptor, method);
      }
    }
    return null;
  }

  /** The classes and methods that exceptions of this rule narrow themselves to. */
  public List<Match> scopes() {
    List<Match> scopes = new ArrayList<>();
    when.scopes(scopes);
    return scopes;
  }

  /**
   * A rule that names no method is not about constructors, unless it goes by annotation: then the
   * annotation says.
   */
  private boolean coversUnnamed(String methodName) {
    return switch (methodName) {
      case "<clinit>" -> false;
      case "<init>" -> !match.annotations().isEmpty();
      default -> true;
    };
  }

  private @Nullable BoundRule bound(List<Parameter> named, String descriptor, MethodScope method) {
    When here = when.on(method);
    if (here instanceof When.Never) {
      return null;
    }
    List<String> names = new ArrayList<>();
    int count = Descriptors.argumentCount(descriptor);
    for (int index = 0; index < count; index++) {
      String name = index < named.size() ? named.get(index).name() : null;
      names.add(name == null ? "arg" + index : name);
    }
    return new BoundRule(
        here == when ? this : narrowed(here),
        ConditionCompiler.compile(here, names),
        names,
        ParameterReference.indexes(gate.editable(), names),
        ParameterReference.indexes(redact, names),
        ParameterReference.indexes(show, names),
        ArgumentPart.parts(redact, names),
        ArgumentPart.parts(show, names),
        ArgumentPart.parts(spoken(), names),
        granted(names));
  }

  private List<ArgumentPart> granted(List<String> names) {
    List<ArgumentPart> granted = new ArrayList<>();
    GrantLimits grant = gate.grant();
    if (grant != null) {
      for (int index : ParameterReference.indexes(grant.bind(), names)) {
        granted.add(ArgumentPart.whole(index));
      }
      granted.addAll(ArgumentPart.parts(grant.bind(), names));
    }
    return granted;
  }

  /** What the rule's texts refer to. */
  private List<String> spoken() {
    List<String> spoken = new ArrayList<>();
    String refusal =
        onReject instanceof Rejection.ReturnMessage returned
            ? returned.text()
            : onReject instanceof Rejection.ThrowType thrown ? thrown.message() : null;
    for (String template : new String[] {message, refusal}) {
      if (template != null) {
        for (MessageTemplate.Part part : MessageTemplate.parse(template).parts()) {
          if (part.isReference()) {
            spoken.add(part.text());
          }
        }
      }
    }
    return spoken;
  }
}
