package dev.callgate.approver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between packages go one way, and each foreign library has one home. */
@AnalyzeClasses(
    packages = "dev.callgate.approver",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule ARROWS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("server")
          .definedBy("dev.callgate.approver.server")
          .layer("http")
          .definedBy("dev.callgate.approver.http")
          .layer("notify")
          .definedBy("dev.callgate.approver.notify")
          .layer("passkey")
          .definedBy("dev.callgate.approver.passkey")
          .layer("life")
          .definedBy("dev.callgate.approver.life")
          .layer("store")
          .definedBy("dev.callgate.approver.store")
          .layer("api")
          .definedBy("dev.callgate.approver.api")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("notify")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("passkey")
          .mayOnlyBeAccessedByLayers("server", "http")
          .whereLayer("life")
          .mayOnlyBeAccessedByLayers("server", "http", "passkey", "notify")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("server", "http", "passkey", "life", "notify")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("server", "http", "passkey", "life", "store", "notify");

  @ArchTest
  static final ArchRule JETTY_IS_IN_HTTP_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.approver.http")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty.."));

  @ArchTest
  static final ArchRule WEBAUTHN_IS_IN_PASSKEY_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.approver.passkey")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.webauthn4j.."));

  @ArchTest
  static final ArchRule THE_DATABASE_IS_IN_STORE_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.callgate.approver.store")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "org.sqlite..", "com.zaxxer..", "org.flywaydb.."));
}
