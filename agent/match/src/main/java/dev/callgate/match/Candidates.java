package dev.callgate.match;

import dev.callgate.policy.ClassPattern;
import dev.callgate.policy.Match;
import dev.callgate.policy.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What makes a class worth a closer look by itself: its name, or an annotation's name in its
 * constant pool. Immutable.
 */
final class Candidates {
  private final Set<String> annotations = new HashSet<>();
  private final byte[][] annotationDescriptors;
  private final Set<String> exactNames = new HashSet<>();
  private final List<ClassPattern> globs = new ArrayList<>();

  Candidates(List<Rule> rules) {
    for (Rule rule : rules) {
      annotations.addAll(rule.match().annotations());
      for (Match scope : rule.scopes()) {
        annotations.addAll(scope.annotations());
      }
      for (ClassPattern pattern : rule.match().classes()) {
        String exact = pattern.exactName();
        if (exact == null) {
          globs.add(pattern);
        } else {
          exactNames.add(exact);
        }
      }
    }
    annotationDescriptors = new byte[annotations.size()][];
    int next = 0;
    for (String annotation : annotations) {
      annotationDescriptors[next++] =
          ClassFile.modifiedUtf8('L' + annotation.replace('.', '/') + ';');
    }
  }

  /** Binary names of the annotations that rules name. */
  Set<String> annotations() {
    return annotations;
  }

  boolean isNamed(String binaryName) {
    if (exactNames.contains(binaryName)) {
      return true;
    }
    for (ClassPattern glob : globs) {
      if (glob.matches(binaryName)) {
        return true;
      }
    }
    return false;
  }

  boolean holdsAnnotation(ClassFile file) {
    for (int i = 1; i < file.constants(); i++) {
      for (byte[] descriptor : annotationDescriptors) {
        if (file.isText(i, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }
}
