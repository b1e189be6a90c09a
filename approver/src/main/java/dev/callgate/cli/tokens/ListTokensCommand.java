package dev.callgate.cli.tokens;

import dev.callgate.approver.api.TokenList;
import dev.callgate.approver.api.TokenSummary;
import dev.callgate.cli.client.AdminClient;
import dev.callgate.cli.client.ApproverError;
import dev.callgate.cli.people.RolesOption;
import dev.callgate.cli.review.ConnectionOption;
import dev.callgate.cli.system.Surroundings;
import dev.callgate.cli.terminal.OutputOption;
import dev.callgate.cli.terminal.SafeText;
import dev.callgate.cli.terminal.TextTable;
import dev.callgate.protocol.Json;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which tokens there are. */
@Command(
    name = "list",
    description = {"List your tokens; with an admin's connection everybody's."})
final class ListTokensCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final ConnectionOption connection = new ConnectionOption();
  @Mixin private final OutputOption output = new OutputOption();

  ListTokensCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    TokenList list;
    try {
      list = new AdminClient(connection.client(surroundings)).tokens();
    } catch (ApproverError e) {
      throw e.toFailure();
    }
    if (output.isJson()) {
      output.write(surroundings, Json.mapper().valueToTree(list.tokens()));
      return 0;
    }
    TextTable table = new TextTable("ID", "PERSON", "FOR", "SCOPES", "UNTIL", "LAST USED");
    for (TokenSummary token : list.tokens()) {
      table.row(
          SafeText.of(token.id()),
          SafeText.of(token.person()),
          SafeText.of(token.name(), 40),
          RolesOption.words(token.scopes()),
          Instant.ofEpochMilli(token.expiresAtMillis()).toString(),
          token.lastUsedAtMillis() == 0
              ? "never"
              : Instant.ofEpochMilli(token.lastUsedAtMillis()).toString());
    }
    table.lines().forEach(surroundings.out()::println);
    return 0;
  }
}
