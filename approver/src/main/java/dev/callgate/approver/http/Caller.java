package dev.callgate.approver.http;

import dev.callgate.approver.life.Means;
import dev.callgate.approver.life.Person;
import dev.callgate.approver.store.AgentRow;
import dev.callgate.approver.store.EnrolmentTokenRow;
import org.jspecify.annotations.Nullable;

/** Who calls, as far as a bearer token tells. */
public sealed interface Caller {
  /** The routes this caller may use. */
  Access access();

  /** For the audit log: kind and name. */
  String actor();

  /**
   * Somebody who may enrol JVMs.
   *
   * @param name of the token
   * @param token the token itself where it is good for one JVM only, or null
   */
  record Enroller(String name, @Nullable EnrolmentTokenRow token) implements Caller {
    /** Somebody whose token enrols any JVM. */
    public Enroller(String name) {
      this(name, null);
    }

    @Override
    public Access access() {
      return Access.ENROLMENT;
    }

    @Override
    public String actor() {
      return "enrolment:" + name;
    }
  }

  /**
   * An enrolled JVM.
   *
   * @param agent as it is stored
   */
  record Jvm(AgentRow agent) implements Caller {
    @Override
    public Access access() {
      return Access.SESSION;
    }

    @Override
    public String actor() {
      return "jvm:" + agent.id();
    }
  }

  /**
   * A person.
   *
   * @param person who, with what this credential allows
   * @param means what they come with
   */
  record Reviewer(Person person, Means means) implements Caller {
    /** Somebody with a credential that only the person has. */
    public Reviewer(Person person) {
      this(person, Means.OWN);
    }

    @Override
    public Access access() {
      return Access.REVIEWER;
    }

    @Override
    public String actor() {
      return "reviewer:" + person.name();
    }
  }
}
