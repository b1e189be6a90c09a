package dev.callgate.approver.life;

import dev.callgate.approver.store.ReviewRow;
import dev.callgate.protocol.CallRequest;
import dev.callgate.protocol.CountedReview;
import dev.callgate.protocol.Demand;
import dev.callgate.protocol.ProtocolException;
import dev.callgate.protocol.Quorum;
import dev.callgate.protocol.ReviewEnvelope;
import dev.callgate.protocol.SignedReview;
import dev.callgate.protocol.TrustBundle;
import dev.callgate.protocol.TrustedReviewer;
import dev.callgate.protocol.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may review at all: as this approver was told, and, where a request wants people's own
 * signatures, as the trust bundle has it. Thread-safe.
 */
public final class People {
  private final List<Person> people;
  private final TrustFile trust;
  private final Clock clock;

  /** These people; a person with several tokens may be among them several times. */
  public People(List<Person> people, TrustFile trust, Clock clock) {
    this.people = List.copyOf(people);
    this.trust = trust;
    this.clock = clock;
  }

  /** Whose signatures count now; null while there is nothing that says so. */
  @Nullable TrustBundle bundle() {
    return trust.valid(clock.millis());
  }

  /**
   * The groups in which somebody says something about a request. Where signatures are wanted the
   * bundle's count for a yes; to say no, those that this approver knows are enough too.
   */
  List<String> groups(Person person, List<Demand> demands, Verdict verdict) {
    if (!Demand.anyNeedsSignatures(demands)) {
      return person.among(demands);
    }
    TrustBundle bundle = bundle();
    TrustedReviewer trusted = bundle == null ? null : bundle.reviewer(person.name());
    TreeSet<String> groups = new TreeSet<>(trusted == null ? List.of() : trusted.among(demands));
    if (verdict == Verdict.REJECT) {
      groups.addAll(person.among(demands));
    }
    return List.copyOf(groups);
  }

  /**
   * Those reviews that still speak for a yes. Somebody who was taken out of a group, or of the
   * reviewers, since then counts no more.
   */
  List<CountedReview> counted(List<ReviewRow> reviews, CallRequest request, String digest) {
    List<Demand> demands = request.demands();
    List<CountedReview> counted = new ArrayList<>();
    for (ReviewRow review : reviews) {
      if (review.verdict() == Verdict.REJECT) {
        continue;
      }
      CountedReview each =
          Demand.anyNeedsSignatures(demands)
              ? signed(review, request, digest)
              : known(review, demands);
      if (each != null && isAsked(demands, each.groups())) {
        counted.add(each);
      }
    }
    return counted;
  }

  private @Nullable CountedReview known(ReviewRow review, List<Demand> demands) {
    for (Person person : people) {
      if (Quorum.isSame(person.name(), review.reviewer())) {
        List<String> groups = new ArrayList<>(person.among(demands));
        groups.retainAll(review.groups());
        return new CountedReview(
            review.reviewer(),
            List.copyOf(groups),
            review.verdict(),
            review.createdAt(),
            GivenReview.of(review).signed());
      }
    }
    return null;
  }

  /** By the bundle as it is now, as the JVM will do it. */
  private @Nullable CountedReview signed(ReviewRow review, CallRequest request, String digest) {
    ReviewEnvelope envelope = GivenReview.of(review).signed();
    TrustBundle bundle = bundle();
    if (envelope == null || bundle == null) {
      return null;
    }
    try {
      SignedReview own = SignedReview.verify(envelope, bundle);
      own.requireAbout(request.requestId(), digest);
      return new CountedReview(
          // As the log has it; another spelling is the same person.
          review.reviewer(),
          own.reviewer().among(request.demands()),
          review.verdict(),
          review.createdAt(),
          envelope);
    } catch (ProtocolException e) {
      return null;
    }
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
