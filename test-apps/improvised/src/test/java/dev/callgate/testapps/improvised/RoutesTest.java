package dev.callgate.testapps.improvised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With no gate in the way every route does its deed: without this a refusal would prove nothing.
 */
final class RoutesTest {

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EDIT_TYPE", "MUTATE"})
  void ungatedRouteDeletesTheAccount(Route route) throws SQLException {
    assertThat(output(route))
        .last()
        .isEqualTo(
            "route="
                + route.label()
                + (Routes.exists(route)
                    ? " returned=1 rows=2 balance=0.00 outcome=OK"
                    // the JVM has no virtual threads: nothing was done, and the line says so
                    : " returned=nothing rows=3 balance=0.00 outcome=SKIPPED"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"EDIT_TYPE", "MUTATE"})
  void ungatedRoutePaysTheAccount(Route route) throws SQLException {
    assertThat(output(route))
        .containsExactly("route=" + route.label() + " returned=1 rows=3 balance=120.00 outcome=OK");
  }

  @Test
  void unknownRouteIsNamedInTheComplaint() {
    assertThatThrownBy(() -> Route.named("tunnel")).hasMessageContaining("tunnel");
  }

  private static List<String> output(Route route) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Main.go(route, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
