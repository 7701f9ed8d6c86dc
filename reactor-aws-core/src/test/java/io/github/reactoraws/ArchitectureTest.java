package io.github.reactoraws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of the house, as far as core goes: an arrow points only downward. */
class ArchitectureTest {
  private static final String ROOT = "io.github.reactoraws";

  private final JavaClasses core =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void contracts_standBelowTheOperators() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".call..", ROOT + ".limit..", ROOT + ".metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".adaptive..", ROOT + ".client..")
        .check(core);
  }

  @Test
  void permits_standBelowTheOperators() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".adaptive..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".client..")
        .check(core);
  }

  @Test
  void connections_standBelowTheOperatorsAndTheLimiters() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".adaptive..")
        .check(core);
  }

  @Test
  void frontDoor_isAboveEverything() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Stages")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("Stages")
        .check(core);
  }

  @Test
  void pureThinking_knowsNoReactorAndNoSdk() {
    noClasses()
        .that()
        .belongToAnyOf(
            ReadAhead.class,
            TokenLoop.class,
            RunClock.class,
            SeenWindow.class,
            BatchWork.class,
            BatchWaiters.class,
            Batches.class,
            KeyLoads.class,
            EnrichLine.class,
            FlatMapWindow.class,
            MissingRule.class,
            PairQueue.class,
            Places.class,
            RecentEntries.class)
        .or()
        .resideInAPackage(ROOT + ".limit..")
        .or()
        .haveFullyQualifiedName(ROOT + ".adaptive.Ledger")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("reactor..", "org.reactivestreams..", "software.amazon.awssdk..")
        .check(core);
  }

  @Test
  void micrometer_hasOneImporter() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".metrics.micrometer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".metrics.micrometer")
        .check(core);
  }

  @Test
  void netty_hasOneImporter() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "software.amazon.awssdk.http.nio..")
        .check(core);
  }

  @Test
  void packages_formNoCircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(core);
  }

  @Test
  void visibility_isTheWall() {
    noClasses().should().resideInAnyPackage("..internal..", "..impl..").check(core);
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .check(core);
  }

  @Test
  void libraries_areSilentAndReadNoWallClock() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(core);
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(core);
  }

  @Test
  void core_knowsNeitherCacheNorExamplesNorTheSdksInside() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".cache..", ROOT + ".examples..", "software.amazon.awssdk..internal..")
        .check(core);
  }
}
