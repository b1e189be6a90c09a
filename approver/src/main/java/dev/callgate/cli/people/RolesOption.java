package dev.callgate.cli.people;

import dev.callgate.approver.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a person shall be allowed. */
public final class RolesOption {
  @Option(
      names = "--role",
      paramLabel = "ROLE",
      split = ",",
      description = {
        "viewer sees requests, approver decides them, auditor reads the audit log, admin gives"
            + " roles and tokens; may be given again."
      })
  private List<Role> roles = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      split = ",",
      description = "A group of the policies' approvers, * for all; may be given again.")
  private List<String> groups = new ArrayList<>();

  List<Role> roles() {
    return List.copyOf(roles);
  }

  List<String> groups() {
    return List.copyOf(groups);
  }

  /** Roles as they are written on a command line. */
  public static String words(List<Role> roles) {
    return roles.isEmpty()
        ? "-"
        : roles.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
  }
}
