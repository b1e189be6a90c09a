package dev.callgate.policy.condition;

import static dev.callgate.policy.condition.Truth.FALSE;
import static dev.callgate.policy.condition.Truth.TRUE;
import static dev.callgate.policy.condition.Truth.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.Call;
import dev.callgate.policy.Policies;
import dev.callgate.policy.StubSurroundings;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
  private final Path directory;

  SurroundingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{thread: name, glob: agent-*}; TRUE",
        "{thread: name, glob: main*}; FALSE",
        "{thread: virtual, eq: true}; TRUE",
        "{thread: group, eq: workers}; TRUE",
        "{caller: class, eq: com.acme.Job$Step}; TRUE",
        "{caller: package, eq: com.acme}; TRUE",
        "{caller: package, glob: com.other.**}; FALSE",
        "{caller: module, eq: com.acme}; UNDECIDED",
        "{caller: module, exists: false}; TRUE",
        "{called_from: com.acme.web.*}; TRUE",
        "{called_from: com.acme.Job}; TRUE",
        "{called_from: com.acme.Jo}; FALSE",
        "{called_from: [a.b.C, com.acme.web.Page]}; TRUE",
        "{context: job.id, eq: nightly}; TRUE",
        "{context: job.id, eq: daily}; FALSE",
        "{context: tenant, eq: nightly}; UNDECIDED",
        "{context: tenant, exists: false}; TRUE",
        "{fact: jdbc.rows_in_transaction, gt: 1000}; TRUE",
        "{fact: jdbc.rows_in_transaction, gt: 1001}; FALSE",
        "{fact: jdbc.prepared_sql, contains: x}; UNDECIDED",
      })
  void areAskedForByName(String when, Truth expected) {
    Surroundings around =
        new StubSurroundings(
            "agent-7",
            true,
            "workers",
            List.of("com.acme.Job$Step", "com.acme.web.Page"),
            Map.of("job.id", "nightly"),
            Map.of("jdbc.rows_in_transaction", 1001));

    assertThat(Policies.condition(directory, when).test(new Around(around, 0, new ArrayList<>())))
        .isEqualTo(expected);
    assertThat(Policies.condition(directory, when).test(Call.of(1, 2)))
        .as("where nothing is known of them")
        .isEqualTo(UNDECIDED);
  }

  @ParameterizedTest
  @CsvSource({
    // Wednesday to Thursday in a summer of Berlin
    "2026-05-06T09:00:00+02:00, TRUE",
    "2026-05-06T08:59:59+02:00, FALSE",
    "2026-05-06T15:59:59+02:00, TRUE",
    "2026-05-06T16:00:00+02:00, FALSE",
    "2026-05-06T07:00:00Z, TRUE",
    "2026-05-08T10:00:00+02:00, FALSE",
    // and in its winter
    "2026-01-07T08:00:00Z, TRUE",
    "2026-01-07T07:59:00Z, FALSE",
  })
  void aTimeIsOneOfItsZone(String at, Truth expected) {
    assertThat(
            at(
                "{time: {days: [wed, thu], from: \"09:00\", to: \"16:00\", zone: Europe/Berlin}}",
                at))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-08T21:59:00Z, FALSE",
    "2026-05-08T22:00:00Z, TRUE",
    "2026-05-09T05:59:00Z, TRUE",
    "2026-05-09T06:00:00Z, FALSE",
    "2026-05-09T22:30:00Z, FALSE",
    "2026-05-08T05:00:00Z, FALSE",
  })
  void aTimeOverMidnightBelongsToTheDayItBeginsOn(String at, Truth expected) {
    assertThat(at("{time: {days: [fri], from: \"22:00\", to: \"06:00\", zone: UTC}}", at))
        .isEqualTo(expected);
  }

  @Test
  void anHourThatComesTwiceCountsTwiceAndOneThatNeverComesNever() {
    String twice = "{time: {from: \"02:00\", to: \"03:00\", zone: Europe/Berlin}}";

    assertThat(at(twice, "2026-10-25T00:30:00Z")).isEqualTo(TRUE);
    assertThat(at(twice, "2026-10-25T01:30:00Z")).isEqualTo(TRUE);
    assertThat(at(twice, "2026-03-29T00:59:59Z")).isEqualTo(FALSE);
    assertThat(at(twice, "2026-03-29T01:00:00Z")).as("three o'clock already").isEqualTo(FALSE);
  }

  @Test
  void wholeDaysAndTheEndOfADayCanBeMeant() {
    assertThat(at("{time: {days: sun, zone: UTC}}", "2026-05-03T23:59:59Z")).isEqualTo(TRUE);
    assertThat(at("{time: {days: sun, zone: UTC}}", "2026-05-04T00:00:00Z")).isEqualTo(FALSE);
    assertThat(at("{time: {from: \"23:00\", to: \"24:00\", zone: UTC}}", "2026-05-03T23:59:59Z"))
        .isEqualTo(TRUE);
    assertThat(at("{time: {from: \"23:00\", to: \"24:00\", zone: UTC}}", "2026-05-04T00:00:00Z"))
        .isEqualTo(FALSE);
  }

  private Truth at(String when, String moment) {
    long now = OffsetDateTime.parse(moment).toInstant().toEpochMilli();
    return Policies.condition(directory, when)
        .test(new Around(NoSurroundings.NOTHING, now, new ArrayList<>()));
  }

  @Test
  void theStackIsWalkedLastAndOnlyWhenItMatters() {
    Condition condition =
        Policies.condition(
            directory, "{all: [{called_from: a.B}, {context: k, eq: v}, {arg: a, eq: x}]}");
    List<String> asked = new ArrayList<>();
    Recording around = new Recording(asked);

    condition.test(new Around(around, 0, List.of("y", "")));
    assertThat(asked).as("the argument decides").isEmpty();
    condition.test(new Around(around, 0, List.of("x", "")));
    assertThat(asked).containsExactly("context", "stack");
  }

  private record Around(Surroundings surroundings, long now, List<@Nullable Object> arguments)
      implements CallView {
    @Override
    public @Nullable Object receiver() {
      return null;
    }

    @Override
    public int argumentCount() {
      return arguments.size();
    }

    @Override
    public @Nullable Object argument(int index) {
      return arguments.get(index);
    }
  }

  private record Recording(List<String> asked) implements Surroundings {
    @Override
    public @Nullable Object thread(ThreadPart part) {
      asked.add("thread");
      return null;
    }

    @Override
    public @Nullable Object caller(CallerPart part) {
      asked.add("caller");
      return null;
    }

    @Override
    public Truth calledFrom(List<Glob> classes) {
      asked.add("stack");
      return TRUE;
    }

    @Override
    public @Nullable Object context(String key) {
      asked.add("context");
      return "v";
    }

    @Override
    public @Nullable Object fact(String name) {
      asked.add("fact");
      return null;
    }
  }
}
