package dev.callgate.approver.life;

import dev.callgate.approver.api.RequestState;
import dev.callgate.approver.api.Statistics;
import dev.callgate.approver.api.Statistics.OfPerson;
import dev.callgate.approver.api.Statistics.OfRule;
import dev.callgate.approver.store.Database;
import dev.callgate.approver.store.StatisticsTable;
import dev.callgate.approver.store.StatisticsTable.Ended;
import dev.callgate.approver.store.StatisticsTable.Said;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts how people decide. A person is one, however the name is written. */
public final class StatisticsView {
  private static final int MOST_REVIEWS = 10 * Statistics.MOST;

  private final Database database;
  private final Clock clock;

  /** Statistics of {@code database}, up to {@code clock}'s now. */
  public StatisticsView(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Those of the last {@code days}. */
  public Statistics last(long days) {
    long now = clock.millis();
    long since = now - Duration.ofDays(days).toMillis();
    return database.read(
        handle -> {
          List<Ended> requests = StatisticsTable.requests(handle, since, Statistics.MOST);
          return new Statistics(
              since,
              now,
              Statistics.QUICK_MILLIS,
              requests.size(),
              people(StatisticsTable.reviews(handle, since, MOST_REVIEWS)),
              rules(requests));
        });
  }

  private static List<OfPerson> people(List<Said> reviews) {
    Map<String, List<Said>> byPerson = new TreeMap<>();
    for (Said said : reviews) {
      byPerson
          .computeIfAbsent(said.reviewer().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(said);
    }
    return byPerson.values().stream().map(StatisticsView::person).toList();
  }

  private static OfPerson person(List<Said> all) {
    int no = 0;
    int quick = 0;
    List<Long> times = new ArrayList<>();
    for (Said said : all) {
      no += said.verdict() == Verdict.REJECT ? 1 : 0;
      quick += said.millis() < Statistics.QUICK_MILLIS ? 1 : 0;
      times.add(said.millis());
    }
    long median = median(times);
    return new OfPerson(
        all.get(0).reviewer(), all.size(), all.size() - no, no, quick, median, times.get(0));
  }

  private static List<OfRule> rules(List<Ended> requests) {
    Map<String, List<Ended>> byRule = new TreeMap<>();
    for (Ended request : requests) {
      for (Demand demand : StoredObjects.request(request.envelope()).demands()) {
        byRule.computeIfAbsent(demand.rule(), rule -> new ArrayList<>()).add(request);
      }
    }
    List<OfRule> rules = new ArrayList<>();
    byRule.forEach((rule, all) -> rules.add(rule(rule, all)));
    return rules;
  }

  private static OfRule rule(String rule, List<Ended> all) {
    int yes = 0;
    int no = 0;
    int granted = 0;
    int repeated = 0;
    List<Long> times = new ArrayList<>();
    for (Ended request : all) {
      switch (request.state()) {
        case APPROVED, EDITED, RESPONDED -> {
          granted += request.isGranted() ? 1 : 0;
          yes += request.isGranted() ? 0 : 1;
        }
        case REJECTED -> {
          repeated += request.isReviewed() ? 0 : 1;
          no += request.isReviewed() ? 1 : 0;
        }
        case PENDING, EXPIRED, WITHDRAWN -> {}
      }
      if (isDecidedByPeople(request)) {
        times.add(request.millis());
      }
    }
    return new OfRule(
        rule,
        all.size(),
        yes,
        no,
        granted,
        repeated,
        count(all, RequestState.EXPIRED),
        count(all, RequestState.WITHDRAWN),
        count(all, RequestState.PENDING),
        median(times));
  }

  private static boolean isDecidedByPeople(Ended request) {
    return switch (request.state()) {
      case APPROVED, EDITED, RESPONDED, REJECTED -> request.isReviewed() && !request.isGranted();
      case PENDING, EXPIRED, WITHDRAWN -> false;
    };
  }

  private static int count(List<Ended> all, RequestState state) {
    return (int) all.stream().filter(request -> request.state() == state).count();
  }

  /** Sorts them; 0 where there are none. */
  private static long median(List<Long> times) {
    times.sort(null);
    return times.isEmpty() ? 0 : times.get((times.size() - 1) / 2);
  }
}
