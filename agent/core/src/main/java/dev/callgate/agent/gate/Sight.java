package dev.callgate.agent.gate;

import dev.callgate.agent.fact.JdbcFacts;
import dev.callgate.agent.part.ClassFiles;
import dev.callgate.agent.part.FieldParts;
import dev.callgate.policy.condition.PartReader;
import dev.callgate.policy.condition.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * How conditions look beyond the arguments of a call. Immutable.
 *
 * @param parts reads parts of values
 * @param surroundings of whichever thread asks
 * @param facts kept by watching
 */
public record Sight(PartReader parts, Surroundings surroundings, JdbcFacts facts) {
  /**
   * @param classFiles where accessors' byte code comes from
   * @param published where the application says what it is doing, an exact {@link ThreadLocal};
   *     null for nowhere
   */
  public static Sight of(ClassFiles classFiles, @Nullable ThreadLocal<?> published) {
    return new Sight(new FieldParts(classFiles), new LiveSurroundings(published), new JdbcFacts());
  }
}
