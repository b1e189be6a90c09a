package dev.callgate.match;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads what bridge methods call. Its own bridge method is what a generic override is called
 * through (JLS 15.12.4.5).
 */
public final class BytecodeBridgeTargets implements BridgeTargets {
  @Override
  public Map<MethodKey, MethodKey> find(byte[] classFile) {
    ClassFile file = new ClassFile(classFile);
    String self = file.name();
    Map<MethodKey, MethodKey> targets = new HashMap<>();
    for (MethodOutline method : ClassOutline.read(file).methods()) {
      if (!method.isBridge()) {
        continue;
      }
      Instructions body = new Instructions(file, method.code());
      while (body.next()) {
        // A visibility bridge calls super instead: it is itself the only method of this class with
        // that name, and stays gated.
        if (body.isCall() && body.opcode() != Instructions.INVOKESPECIAL) {
          MethodKey called = file.member(body.operand());
          if (file.memberOwner(body.operand()).equals(self)
              && called.name().equals(method.key().name())) {
            targets.put(method.key(), called);
          }
        }
      }
    }
    return targets;
  }
}
