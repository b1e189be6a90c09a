package dev.callgate.cli.client;

import dev.callgate.approver.api.AgentSummary;
import dev.callgate.approver.api.EnrolmentTokenBody;
import dev.callgate.approver.api.EnrolmentTokenCreated;
import dev.callgate.approver.api.NotificationList;
import dev.callgate.approver.api.PersonBody;
import dev.callgate.approver.api.PersonChanged;
import dev.callgate.approver.api.PersonList;
import dev.callgate.approver.api.PersonSummary;
import dev.callgate.approver.api.TokenBody;
import dev.callgate.approver.api.TokenCreated;
import dev.callgate.approver.api.TokenList;
import dev.callgate.approver.api.TokenSummary;
import dev.callgate.cli.system.ExitStatus;
import dev.callgate.cli.system.Failure;
import dev.callgate.protocol.Quorum;

/**
 * What an admin asks of an approver, and what people ask about their own tokens; throws as {@link
 * ReviewerClient} does. Thread-safe.
 */
public final class AdminClient {
  private static final String PEOPLE = "/v1/people";
  private static final String TOKENS = "/v1/tokens";

  private final ReviewerClient client;

  /** Asks over {@code client}'s connection. */
  public AdminClient(ReviewerClient client) {
    this.client = client;
  }

  /** What people were told; {@code state} as the route takes it. */
  public NotificationList notifications(String state)
      throws Failure, ApproverError, InterruptedException {
    return client.ask("GET", "/v1/notifications?state=" + state, null, NotificationList.class);
  }

  /** Everybody. */
  public PersonList people() throws Failure, ApproverError, InterruptedException {
    return client.ask("GET", PEOPLE, null, PersonList.class);
  }

  /**
   * The id by which a person is changed.
   *
   * @throws Failure when there is no such person, or its approver's start names it
   */
  public String idOf(String name) throws Failure, ApproverError, InterruptedException {
    for (PersonSummary person : people().people()) {
      if (!Quorum.isSame(person.name(), name)) {
        continue;
      }
      if (person.id() == null) {
        throw new Failure(
            ExitStatus.REFUSED,
            "named at the approver's start: "
                + person.name()
                + "; its --reviewer and --admin, and its file of tokens, say what that person may"
                + " do");
      }
      return person.id();
    }
    throw new Failure(
        ExitStatus.REFUSED, "no such person: " + name + "; `callgate people list` has them all");
  }

  /** A new API token of whoever asks. */
  public TokenCreated createToken(TokenBody token)
      throws Failure, ApproverError, InterruptedException {
    return client.ask("POST", TOKENS, token, TokenCreated.class);
  }

  /** One's own API tokens; for an admin everybody's. */
  public TokenList tokens() throws Failure, ApproverError, InterruptedException {
    return client.ask("GET", TOKENS, null, TokenList.class);
  }

  /** Revokes an API token. */
  public TokenSummary revokeToken(String id) throws Failure, ApproverError, InterruptedException {
    return client.ask("DELETE", TOKENS + "/" + id, null, TokenSummary.class);
  }

  /** A token with which one JVM may enrol. */
  public EnrolmentTokenCreated createEnrolmentToken(EnrolmentTokenBody token)
      throws Failure, ApproverError, InterruptedException {
    return client.ask("POST", "/v1/enrolment-tokens", token, EnrolmentTokenCreated.class);
  }

  /** Turns a JVM away. */
  public AgentSummary revokeAgent(String jvm) throws Failure, ApproverError, InterruptedException {
    return client.ask("POST", "/v1/agents/" + jvm + "/revoke", null, AgentSummary.class);
  }

  /** Adds a person. */
  public PersonChanged add(PersonBody person) throws Failure, ApproverError, InterruptedException {
    return client.ask("POST", PEOPLE, person, PersonChanged.class);
  }

  /** Changes a person. */
  public PersonChanged change(String id, PersonBody person)
      throws Failure, ApproverError, InterruptedException {
    return client.ask("PUT", PEOPLE + "/" + id, person, PersonChanged.class);
  }

  /** Takes a person out. */
  public PersonChanged remove(String id) throws Failure, ApproverError, InterruptedException {
    return client.ask("DELETE", PEOPLE + "/" + id, null, PersonChanged.class);
  }
}
