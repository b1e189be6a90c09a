package dev.callgate.cli.people;

import dev.callgate.approver.api.PersonList;
import dev.callgate.approver.api.PersonSummary;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.protocol.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who may do what. */
@Command(
    name = "list",
    description = {
      "List everybody whom the approver knows.",
      "Source: start is its command line, stored an admin, oidc the identity provider."
    })
final class ListPeopleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  ListPeopleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    PersonList list;
    try {
      list = new AdminClient(connection.client(surroundings)).people();
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    if (output.isJson()) {
      output.write(surroundings, Json.mapper().valueToTree(list.people()));
      return 0;
    }
    TextTable table = new TextTable("NAME", "ROLES", "GROUPS", "SOURCE", "TOKEN");
    for (PersonSummary person : list.people()) {
      table.row(
          SafeText.of(person.name()),
          RolesOption.words(person.roles()),
          person.groups().isEmpty() ? "-" : SafeText.of(String.join(",", person.groups())),
          SafeText.of(person.source()),
          person.hasToken() ? "yes" : "no");
    }
    table.lines().forEach(surroundings.out()::println);
    return 0;
  }
}
