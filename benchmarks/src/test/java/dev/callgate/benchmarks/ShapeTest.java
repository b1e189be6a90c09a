package dev.callgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callgate.policy.BoundRule;
import dev.callgate.policy.Rule;
import dev.callgate.policy.read.PolicyReader;
import java.io.File;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmarks measure what their names say; nothing is timed here. */
class ShapeTest {
  private static final List<Class<?>> GATED =
      List.of(Payments.class, Desk.First.class, Desk.Second.class, Desk.Third.class);

  @Test
  void policyIsAboutTheseMethodsAndNoOthers() throws Exception {
    TreeMap<String, Integer> rules = new TreeMap<>();
    List<Class<?>> all = new ArrayList<>(GATED);
    all.addAll(List.of(Desk.Ungated.class, Desk.UngatedToo.class, Desk.UngatedAsWell.class));
    Set<String> bound = new HashSet<>();
    for (Rule rule : PolicyReader.read(List.of(new File("policy.callgate.yaml")), null).rules()) {
      for (Class<?> type : all) {
        for (Method method : type.getDeclaredMethods()) {
          if (names(rule, type)
              && rule.bind(method.getName(), descriptor(method)) instanceof BoundRule) {
            bound.add(rule.id());
            rules.merge(type.getSimpleName() + "." + method.getName(), 1, Integer::sum);
          }
        }
      }
    }
    assertThat(rules)
        .containsOnly(
            java.util.Map.entry("Payments.oneRule", 1),
            java.util.Map.entry("Payments.tenRules", 10),
            java.util.Map.entry("Payments.hundredRules", 100),
            java.util.Map.entry("Payments.number", 1),
            java.util.Map.entry("Payments.path", 1),
            java.util.Map.entry("Payments.pathAndNumber", 1),
            java.util.Map.entry("First.pay", 1),
            java.util.Map.entry("Second.pay", 1),
            java.util.Map.entry("Third.pay", 1));
    assertThat(bound).hasSize(117);
  }

  @Test
  void everyBenchmarkIsThereToBeRun() {
    Set<String> names = new HashSet<>();
    BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .forEach(entry -> names.add(entry.getUsername().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1")));
    Set<String> written = new HashSet<>();
    for (Class<?> type : Arrays.asList(HarmlessCallBenchmark.class, ConditionBenchmark.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(org.openjdk.jmh.annotations.Benchmark.class)) {
          written.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    assertThat(names).isEqualTo(written).hasSize(11);
  }

  private static boolean names(Rule rule, Class<?> type) {
    return rule.match().classes().stream()
        .anyMatch(pattern -> pattern.toString().contains(type.getName()));
  }

  private static String descriptor(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .toMethodDescriptorString();
  }
}
