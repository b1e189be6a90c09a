package dev.callgate.approver.life;

import dev.callgate.approver.api.Role;
import dev.callgate.approver.store.PersonRow;
import dev.callgate.approver.store.PersonTable;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who may review at all: whom the approver's start names, whom admins have added, and, where a
 * request wants people's own signatures, as the trust bundle has it. Thread-safe.
 */
public final class People {
  private final List<Person> issued;
  private final TrustFile trust;
  private final Clock clock;

  /** Those whom the start names; a person with several tokens may be among them several times. */
  public People(List<Person> issued, TrustFile trust, Clock clock) {
    Map<String, Person> byIdentity = new LinkedHashMap<>();
    for (Person each : issued) {
      byIdentity.merge(Quorum.identity(each.name()), each, People::together);
    }
    this.issued = List.copyOf(byIdentity.values());
    this.trust = trust;
    this.clock = clock;
  }

  private static Person together(Person one, Person other) {
    TreeSet<String> groups = new TreeSet<>(one.groups());
    groups.addAll(other.groups());
    List<Role> roles = new ArrayList<>(one.roles());
    roles.addAll(other.roles());
    return new Person(one.name(), List.copyOf(groups), roles);
  }

  /** Those whom the start names, each once. */
  List<Person> issued() {
    return issued;
  }

  /** The person of this name as they are now; null when there is none, or none any more. */
  public @Nullable Person current(Handle handle, String name) {
    for (Person person : issued) {
      if (Quorum.isSame(person.name(), name)) {
        return person;
      }
    }
    return PersonTable.byName(handle, name).map(People::person).orElse(null);
  }

  /** As an admin has stored it. */
  public static Person person(PersonRow row) {
    return new Person(row.name(), row.groups(), row.roles());
  }

  /** A name that somebody whom the start names shares with somebody stored; null for none. */
  public @Nullable String namedTwice(Handle handle) {
    return issued.stream()
        .map(Person::name)
        .filter(name -> PersonTable.byName(handle, name).isPresent())
        .findFirst()
        .orElse(null);
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
  List<CountedReview> counted(
      Handle handle, List<ReviewRow> reviews, CallRequest request, String digest) {
    List<Demand> demands = request.demands();
    List<CountedReview> counted = new ArrayList<>();
    for (ReviewRow review : reviews) {
      Person person = current(handle, review.reviewer());
      if (review.verdict() == Verdict.REJECT || person == null || !person.is(Role.APPROVER)) {
        continue;
      }
      CountedReview each =
          Demand.anyNeedsSignatures(demands)
              ? signed(review, request, digest)
              : known(person, review, demands);
      if (each != null && isAsked(demands, each.groups())) {
        counted.add(each);
      }
    }
    return counted;
  }

  private static CountedReview known(Person person, ReviewRow review, List<Demand> demands) {
    List<String> groups = new ArrayList<>(person.among(demands));
    groups.retainAll(review.groups());
    return new CountedReview(
        review.reviewer(),
        List.copyOf(groups),
        review.verdict(),
        review.createdAt(),
        GivenReview.of(review).signed());
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
