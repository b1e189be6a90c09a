package dev.callgate.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;

/** The arrows between the agent's packages, and what none of them may touch. */
@AnalyzeClasses(
    packages = "dev.callgate.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONLY_WEAVE_KNOWS_BYTECODE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.agent.weave..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule VALUES_DEPEND_ON_THE_PROTOCOL_AND_ON_HOW_POLICIES_NAME_PARTS =
      noClasses()
          .that()
          .resideInAPackage("dev.callgate.agent.value..")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..",
                      "org.jspecify..",
                      "tools.jackson..",
                      "dev.callgate.protocol..",
                      "dev.callgate.policy",
                      "dev.callgate.policy.condition..",
                      "dev.callgate.policy.view..",
                      "dev.callgate.agent.value..")));

  @ArchTest
  static final ArchRule THE_LINK_KNOWS_NO_CLASS_FILES =
      noClasses()
          .that()
          .resideInAPackage("dev.callgate.agent.link..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.callgate.match..", "dev.callgate.agent.weave..");

  @ArchTest
  static final ArchRule NOBODY_BUT_THE_JVM_STARTS_THE_START =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.agent.start..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.callgate.agent.start..");

  @ArchTest
  static final ArchRule ARROWS_GO_ONE_WAY =
      slices().matching("dev.callgate.agent.(*)..").should().beFreeOfCycles();

  /**
   * In premain these would be initialised before the application had a chance to choose its own:
   * log managers, MBean servers, file system providers.
   */
  @ArchTest
  static final ArchRule WHAT_PREMAIN_MUST_NOT_TOUCH =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.logging..", "javax.management..", "java.nio.file..")
                  .and(not(equivalentTo(Path.class))));

  @ArchTest
  static final ArchRule PATHS_ARE_RECOGNISED_AND_NO_MORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.agent.value..")
          .should()
          .dependOnClassesThat(resideInAPackage("java.nio.file.."));

  @ArchTest
  static final ArchRule NO_STATE_IS_STATIC =
      fields().that().areStatic().should().beFinal().because("a static field is a switch");

  @ArchTest
  static final ArchRule NOTHING_IS_WRITTEN_TO_STANDARD_OUTPUT =
      noClasses().should().accessField(System.class, "out");

  @ArchTest
  static final ArchRule NO_INHERITANCE_FOR_REUSE =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .orShould()
          .beEnums();
}
