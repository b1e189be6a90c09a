package dev.callgate.match;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the matcher may touch: it runs inside transformers, from premain on. */
@AnalyzeClasses(
    packages = "dev.callgate.match",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_MATCHER_KNOWS_NOBODY_BUT_THE_POLICY =
      noClasses()
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..",
                      "org.jspecify..",
                      "dev.callgate.policy..",
                      "dev.callgate.match..")));

  @ArchTest
  static final ArchRule WHAT_PREMAIN_MUST_NOT_TOUCH =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.util.logging..",
                  "java.util.regex..",
                  "java.util.stream..",
                  "javax.management..",
                  "java.nio.file.."));

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
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .beEnums();
}
