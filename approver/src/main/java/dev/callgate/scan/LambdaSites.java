package dev.callgate.scan;

import dev.callgate.match.ClassFile;
import dev.callgate.match.Instructions;
import dev.callgate.match.MethodKey;
import dev.callgate.match.MethodOutline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the call sites that make lambdas (JVMS 4.7.23, {@code java.lang.invoke.LambdaMetafactory}).
 */
final class LambdaSites {
  private static final int METHOD_TYPE = 16;
  private static final int INVOKE_DYNAMIC = 18;
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  /**
   * One of them.
   *
   * @param interfaceName the functional interface's internal name
   * @param implemented its one abstract method
   * @param method the method that the site is in
   */
  record Site(String interfaceName, MethodKey implemented, String method) {}

  private LambdaSites() {}

  /** Those whose interface is wanted. Almost every class has none, and costs a look at its pool. */
  static List<Site> of(ScannedClass type, Predicate<String> wanted) {
    ClassFile file = new ClassFile(type.bytes());
    Map<Integer, Site> sites = new HashMap<>();
    List<Integer> bootstraps = null;
    for (int i = 1; i < file.constants(); i++) {
      if (file.tag(i) != INVOKE_DYNAMIC) {
        continue;
      }
      MethodKey site = file.member(i);
      String made = site.descriptor().substring(site.descriptor().indexOf(')') + 1);
      if (!made.startsWith("L") || !wanted.test(made.substring(1, made.length() - 1))) {
        continue;
      }
      bootstraps = bootstraps == null ? bootstraps(file) : bootstraps;
      int bootstrap = bootstraps.get(file.u2(file.content(i)));
      // handle, number of arguments, arguments; of a handle: kind, method
      int method = file.u2(file.content(file.u2(bootstrap)) + 1);
      String factory = file.className(file.u2(file.content(method)));
      int implemented = file.u2(bootstrap + 2) == 0 ? 0 : file.u2(bootstrap + 4);
      if (factory.equals(METAFACTORY) && file.tag(implemented) == METHOD_TYPE) {
        String descriptor = file.text(file.u2(file.content(implemented)));
        String interfaceName = made.substring(1, made.length() - 1);
        sites.put(i, new Site(interfaceName, new MethodKey(site.name(), descriptor), ""));
      }
    }
    return sites.isEmpty() ? List.of() : located(file, type, sites);
  }

  private static List<Site> located(ClassFile file, ScannedClass type, Map<Integer, Site> sites) {
    List<Site> located = new ArrayList<>();
    for (MethodOutline method : type.outline().methods()) {
      Instructions body = new Instructions(file, method.code());
      while (body.next()) {
        Site site = body.opcode() == Instructions.INVOKEDYNAMIC ? sites.get(body.operand()) : null;
        if (site != null) {
          located.add(new Site(site.interfaceName(), site.implemented(), method.key().name()));
        }
      }
    }
    return located;
  }

  /** Where each bootstrap method's entry stands. */
  private static List<Integer> bootstraps(ClassFile file) {
    int at = file.header() + 8 + 2 * file.u2(file.header() + 6);
    at = afterMembers(file, afterMembers(file, at));
    int attributes = file.u2(at);
    at += 2;
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < attributes; i++) {
      if (file.text(file.u2(at)).equals("BootstrapMethods")) {
        int entry = at + 8;
        for (int j = 0; j < file.u2(at + 6); j++) {
          entries.add(entry);
          entry += 4 + 2 * file.u2(entry + 2);
        }
      }
      at = file.afterAttribute(at);
    }
    return entries;
  }

  private static int afterMembers(ClassFile file, int start) {
    int members = file.u2(start);
    int at = start + 2;
    for (int i = 0; i < members; i++) {
      int attributes = file.u2(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        at = file.afterAttribute(at);
      }
    }
    return at;
  }
}
