package dev.callgate.agent.link;

import dev.callgate.agent.link.ScriptedServer.Reply;
import dev.callgate.protocol.Digests;
import dev.callgate.protocol.Json;
import dev.callgate.protocol.SigningKey;
import dev.callgate.protocol.log.Checkpoint;
import dev.callgate.protocol.log.Frontier;
import dev.callgate.protocol.log.LogProof;
import dev.callgate.protocol.log.LoggedEntry;
import dev.callgate.protocol.log.MerkleTree;
import dev.callgate.protocol.log.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An approver's audit log as far as a JVM gets to see it, honest until a test makes it lie. */
final class ScriptedLog {
  private final SigningKey key;
  private final List<byte[]> entries = new ArrayList<>();
  private String origin = "callgate/test/audit";

  ScriptedLog(SigningKey key) {
    this.key = key;
  }

  /** Another log takes its place. */
  synchronized void replace() {
    origin = "callgate/other/audit";
  }

  /** What was logged so far becomes something else. */
  synchronized void rewrite() {
    entries.replaceAll(entry -> "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** The answer to {@code /v1/agent/requests/ID/logged?seen=N}; logs the decision first. */
  synchronized Reply logged(String path) {
    String id = path.substring("/v1/agent/requests/".length(), path.indexOf("/logged"));
    long seen = Long.parseLong(path.substring(path.indexOf('=') + 1));
    String payload = "{\"requestId\":\"" + id + "\"}";
    String digest = Digests.of(payload.getBytes(StandardCharsets.UTF_8));
    entries.add(
        ("{\"digests\":{\"decision\":\"" + digest + "\"}}").getBytes(StandardCharsets.UTF_8));
    int size = entries.size();
    MerkleTree tree = new MerkleTree(this::root, size);
    String note = new Checkpoint(origin, size, tree.root()).sign(key);
    LoggedEntry logged =
        new LoggedEntry(
            entries.get(size - 1),
            new LogProof(size - 1, tree.inclusion(size - 1).path(), note).toText(),
            tree.consistency(Math.min(seen, size)).path());
    return Reply.json(200, new String(Json.write(logged), StandardCharsets.UTF_8));
  }

  private byte[] root(int level, long index) {
    Frontier frontier = new Frontier();
    for (long i = index << level; i < (index + 1) << level; i++) {
      frontier.add(TreeHash.leaf(entries.get((int) i)));
    }
    return frontier.root();
  }
}
