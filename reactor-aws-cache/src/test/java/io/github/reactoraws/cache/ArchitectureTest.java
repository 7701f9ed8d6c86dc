package io.github.reactoraws.cache;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of the cache: an arrow points only downward. */
class ArchitectureTest {
  private static final String ROOT = "io.github.reactoraws.cache";

  private final JavaClasses cache =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void keysCodecsAndTiers_standBelowTheMachinery() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".key..", ROOT + ".codec..", ROOT + ".tier..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(cache);
  }

  @Test
  void contractOfTiers_namesNoTier() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".tier")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".tier.memory..", ROOT + ".tier.disk..")
        .check(cache);
  }

  @Test
  void frontDoor_isAboveEverything() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(TieredCache.class.getName())
        .and()
        .haveNameNotMatching(".*TieredCache\\$.*")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(TieredCache.class)
        .check(cache);
  }

  @Test
  void eachLibrary_isBehindOnePackage() {
    onlyIn(ROOT + ".tier.memory..", "com.github.benmanes..");
    onlyIn(ROOT + ".tier.disk..", "java.sql..", "org.sqlite..", "com.github.luben..");
    onlyIn(ROOT + ".codec..", "tools.jackson..");
  }

  private void onlyIn(String room, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(cache);
  }

  @Test
  void packages_haveNoCircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(cache);
  }

  @Test
  void library_printsNothing() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(cache);
  }
}
