package dev.callgate.scan;

import dev.callgate.match.ClassFile;
import dev.callgate.match.Descriptors;
import dev.callgate.match.Instructions;
import dev.callgate.match.MethodKey;
import dev.callgate.match.MethodOutline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the author of a rule that works should know about it. */
final class Remarks {
  private static final int MANY = 200;

  private static final Set<String> ASYNCHRONOUS =
      Set.of(
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.Future",
          "java.util.concurrent.ScheduledFuture",
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "reactor.core.publisher.Mono",
          "reactor.core.publisher.Flux",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "io.reactivex.rxjava3.core.Single",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.rxjava3.core.Observable",
          "io.reactivex.rxjava3.core.Flowable",
          "com.google.common.util.concurrent.ListenableFuture",
          "io.vertx.core.Future");

  private static final Set<String> HOT =
      Set.of(
          "java.lang.Object",
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Math",
          "java.lang.Class",
          "java.lang.ClassLoader",
          "java.lang.Thread",
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.concurrent.ConcurrentHashMap");

  private final ClassWorld world;

  Remarks(ClassWorld world) {
    this.world = world;
  }

  void on(RuleScan rule, List<Finding> findings) {
    size(rule, findings);
    Set<String> asynchronous = new TreeSet<>();
    int handingOn = 0;
    for (WovenMethod method : rule.methods()) {
      String returned = Descriptors.sourceName(Descriptors.returned(method.key().descriptor()));
      if (ASYNCHRONOUS.contains(returned)) {
        asynchronous.add(returned.substring(returned.lastIndexOf('.') + 1));
      }
      try {
        handingOn += handsOn(method, rule) ? 1 : 0;
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // Code that no JVM would run hands on to nobody.
        continue;
      }
    }
    if (handingOn > 0) {
      String message =
          counted(handingOn, "method hands", "methods hand")
              + " on to another one of the same name that the rule holds as well";
      findings.add(note(ScanCode.SCAN06, rule, message, "one approval covers both"));
    }
    if (!asynchronous.isEmpty()) {
      String message = "it holds methods that return " + String.join(", ", asynchronous);
      findings.add(
          note(ScanCode.SCAN08, rule, message, "the call is what is held, not its completion"));
    }
    if (rule.cost().compareTo(ConditionCost.VIEW) >= 0) {
      findings.add(note(ScanCode.SCAN10, rule, "its condition " + rule.cost().words(), ""));
    }
  }

  private static void size(RuleScan rule, List<Finding> findings) {
    if (rule.methods().size() > MANY) {
      String message = "it holds " + rule.methods().size() + " methods";
      findings.add(new Finding(ScanCode.SCAN07, Level.WARNING, rule.rule(), message, "narrow it"));
    }
    Set<String> hot = new TreeSet<>();
    for (WovenMethod method : rule.methods()) {
      if (HOT.contains(method.type())) {
        hot.add(method.type());
      }
    }
    if (!hot.isEmpty()) {
      String message = "it holds methods of " + String.join(", ", hot) + ", which everything calls";
      findings.add(
          new Finding(
              ScanCode.SCAN07, Level.WARNING, rule.rule(), message, "gate what calls them"));
    }
  }

  private boolean handsOn(WovenMethod method, RuleScan rule) {
    ScannedClass type = world.resolve(method.type().replace('.', '/'));
    if (type == null) {
      return false;
    }
    Set<String> held = held(rule, method);
    if (held.isEmpty()) {
      return false;
    }
    ClassFile file = new ClassFile(type.bytes());
    for (MethodOutline outline : type.outline().methods()) {
      if (!outline.key().equals(method.key())) {
        continue;
      }
      Instructions body = new Instructions(file, outline.code());
      while (body.next()) {
        if (body.isCall() && held.contains(called(file, body.operand()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String called(ClassFile file, int constant) {
    MethodKey key = file.member(constant);
    return file.memberOwner(constant).replace('/', '.') + "." + key;
  }

  private static Set<String> held(RuleScan rule, WovenMethod method) {
    Set<String> held = new HashSet<>();
    if (rule.methods().size() <= MANY) {
      for (WovenMethod other : rule.methods()) {
        if (other.key().name().equals(method.key().name()) && !other.equals(method)) {
          held.add(other.type() + "." + other.key());
        }
      }
    }
    return held;
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static Finding note(ScanCode code, RuleScan rule, String message, String hint) {
    return new Finding(code, Level.NOTE, rule.rule(), message, hint);
  }
}
