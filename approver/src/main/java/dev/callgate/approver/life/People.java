package dev.callgate.approver.life;

import dev.callgate.approver.store.ReviewRow;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Who may review at all, as long as this approver runs. Immutable. */
public final class People {
  private final List<Person> people;

  /** These people; a person with several tokens may be among them several times. */
  public People(List<Person> people) {
    this.people = List.copyOf(people);
  }

  /**
   * Those reviews that still speak for a yes. Somebody who was taken out of a group, or of the
   * reviewers, since then counts no more.
   */
  List<CountedReview> counted(List<ReviewRow> reviews, List<Demand> demands) {
    List<CountedReview> counted = new ArrayList<>();
    for (ReviewRow review : reviews) {
      if (review.verdict() == Verdict.REJECT) {
        continue;
      }
      for (Person person : people) {
        if (Quorum.isSame(person.name(), review.reviewer())) {
          List<String> groups = new ArrayList<>(person.among(demands));
          groups.retainAll(review.groups());
          if (isAsked(demands, groups)) {
            counted.add(
                new CountedReview(
                    review.reviewer(), List.copyOf(groups), review.verdict(), review.createdAt()));
          }
          break;
        }
      }
    }
    return counted;
  }

  private static boolean isAsked(List<Demand> demands, List<String> groups) {
    for (Demand demand : demands) {
      if (Quorum.isMember(demand, groups)) {
        return true;
      }
    }
    return false;
  }
}
