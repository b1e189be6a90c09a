package dev.callgate.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts people. The approver counts before it signs a yes, and the JVM counts again before it
 * believes one: a signature under too few people is no decision. Stateless.
 */
public final class Quorum {
  private Quorum() {}

  /**
   * The people who count for a demand, each once however often the person is named, in the order of
   * their reviews.
   *
   * @param requester the person for whom the call is made, or null when nobody was named
   */
  public static List<String> people(
      Demand demand, @Nullable String requester, List<CountedReview> reviews) {
    List<String> people = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (CountedReview review : reviews) {
      String person = identity(review.reviewer());
      if (isEnough(demand, review)
          && counts(demand, requester, review.reviewer(), review.groups())
          && !known.contains(person)) {
        known.add(person);
        people.add(review.reviewer());
      }
    }
    return people;
  }

  /** The first demand that these reviews do not meet; null when all are met. */
  public static @Nullable Demand unmet(
      List<Demand> demands, @Nullable String requester, List<CountedReview> reviews) {
    for (Demand demand : demands) {
      if (people(demand, requester, reviews).size() < demand.quorum()) {
        return demand;
      }
    }
    return null;
  }

  /**
   * Whether the review proves what the demand wants proved. Whoever counts has verified the
   * signatures before, and taken out those that were not.
   */
  private static boolean isEnough(Demand demand, CountedReview review) {
    return !demand.assurance().needsSignatures() || review.signed() != null;
  }

  /** Whether this person's yes counts for the demand. */
  public static boolean counts(
      Demand demand, @Nullable String requester, String reviewer, List<String> groups) {
    return isMember(demand, groups)
        && (demand.requesterMayApprove() || !isSame(requester, reviewer));
  }

  /** Whether somebody in these groups is one of those whom the demand is about. */
  public static boolean isMember(Demand demand, List<String> groups) {
    if (demand.groups().isEmpty()) {
      return true;
    }
    for (String group : groups) {
      if (demand.groups().contains(group)) {
        return true;
      }
    }
    return false;
  }

  /** Whether two names are one person's: two spellings of a name are not two people. */
  public static boolean isSame(@Nullable String one, @Nullable String other) {
    return one != null && other != null && identity(one).equals(identity(other));
  }

  /** A name as people are compared by it: who has the same is the same person. */
  public static String identity(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The demand in words: {@code 2 people of ops, risk}. */
  public static String words(Demand demand) {
    return (demand.quorum() == 1 ? "1 person" : demand.quorum() + " people")
        + (demand.groups().isEmpty() ? "" : " of " + String.join(", ", demand.groups()))
        + (demand.assurance().needsSignatures() ? ", with their own signatures" : "");
  }
}
