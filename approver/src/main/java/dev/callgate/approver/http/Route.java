package dev.callgate.approver.http;

import static java.util.Objects.requireNonNull;

import dev.callgate.approver.api.Role;
import dev.callgate.approver.life.Entitlement;
import dev.callgate.approver.life.Refusal;
import dev.callgate.protocol.Ids;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of routes.
 *
 * @param method the HTTP method
 * @param path the path; {@code {id}} stands for one well-formed id
 * @param access the one kind of credential that opens it
 * @param roles for people: any of these is enough, and none is needed where there is none here
 * @param action what it does
 */
public record Route(String method, String path, Access access, Set<Role> roles, Action action) {
  private static final String ID = "{id}";

  interface Action {
    Reply run(@Nullable Caller caller, Call call) throws Refusal;
  }

  interface OpenAction {
    Reply run(Call call) throws Refusal;
  }

  interface CallerAction<C extends Caller> {
    Reply run(C caller, Call call) throws Refusal;
  }

  static Route open(String method, String path, OpenAction action) {
    return new Route(method, path, Access.OPEN, Set.of(), (caller, call) -> action.run(call));
  }

  static Route console(String method, String path, OpenAction action) {
    return new Route(method, path, Access.CONSOLE, Set.of(), (caller, call) -> action.run(call));
  }

  static Route enrolment(String method, String path, CallerAction<Caller.Enroller> action) {
    return of(method, path, Access.ENROLMENT, Caller.Enroller.class, action);
  }

  static Route session(String method, String path, CallerAction<Caller.Jvm> action) {
    return of(method, path, Access.SESSION, Caller.Jvm.class, action);
  }

  /** For people, with a role or without. */
  static Route person(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(), action);
  }

  /** For people who have a role, whichever. */
  static Route anyRole(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(Role.values()), action);
  }

  /** For whoever may look: viewers, and approvers. */
  static Route viewer(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(Role.VIEWER, Role.APPROVER), action);
  }

  static Route approver(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(Role.APPROVER), action);
  }

  static Route auditor(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(Role.AUDITOR), action);
  }

  static Route admin(String method, String path, CallerAction<Caller.Reviewer> action) {
    return people(method, path, Set.of(Role.ADMIN), action);
  }

  /** For people who have any of {@code roles}. */
  static Route people(
      String method, String path, Set<Role> roles, CallerAction<Caller.Reviewer> action) {
    Route route = of(method, path, Access.REVIEWER, Caller.Reviewer.class, action);
    return new Route(method, path, Access.REVIEWER, roles, route.action());
  }

  // A caller of another kind cannot reach the action even if the check before it were lost.
  private static <C extends Caller> Route of(
      String method, String path, Access access, Class<C> kind, CallerAction<C> action) {
    return new Route(
        method,
        path,
        access,
        Set.of(),
        (caller, call) -> action.run(requireNonNull(kind.cast(caller)), call));
  }

  /**
   * Lets those in who have a role that this takes.
   *
   * @throws Refusal saying which it takes, and which the caller has
   */
  void check(@Nullable Caller caller) throws Refusal {
    if (!roles.isEmpty()
        && caller instanceof Caller.Reviewer reviewer
        && roles.stream().noneMatch(role -> reviewer.person().is(role))) {
      throw Entitlement.roleMissing(
          reviewer.person(), roles.stream().sorted().toArray(Role[]::new));
    }
  }

  /** The id in {@code requested} when it is this path: empty text where this path has no id. */
  Optional<String> match(String requested) {
    int hole = path.indexOf(ID);
    if (hole < 0) {
      return path.equals(requested) ? Optional.of("") : Optional.empty();
    }
    String before = path.substring(0, hole);
    String after = path.substring(hole + ID.length());
    if (!requested.startsWith(before)
        || !requested.endsWith(after)
        || requested.length() < before.length() + after.length()) {
      return Optional.empty();
    }
    String id = requested.substring(before.length(), requested.length() - after.length());
    return Ids.isWellFormed(id) ? Optional.of(id) : Optional.empty();
  }
}
