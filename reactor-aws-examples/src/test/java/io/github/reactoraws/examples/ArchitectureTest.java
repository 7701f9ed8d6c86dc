package io.github.reactoraws.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The three modules: core below cache below the examples, and a simulator that knows no library.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the import takes long
class ArchitectureTest {
  private static final String ROOT = "io.github.reactoraws";

  private final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void modules_importOnlyDownward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(
            DescribedPredicate.describe(
                "the library's core",
                (JavaClass c) ->
                    c.getPackageName().startsWith(ROOT)
                        && !c.getPackageName().startsWith(ROOT + ".cache")
                        && !c.getPackageName().startsWith(ROOT + ".examples")))
        .optionalLayer("cache")
        .definedBy(ROOT + ".cache..")
        .layer("examples")
        .definedBy(ROOT + ".examples..")
        .whereLayer("examples")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cache")
        .mayOnlyBeAccessedByLayers("examples")
        .check(house);
  }

  @Test
  void simulator_judgesTheLibraryAndSoKnowsNothingOfIt() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".examples.simulator..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are the simulator's own or others'",
                (JavaClass c) ->
                    !c.getPackageName().startsWith(ROOT)
                        || c.getPackageName().startsWith(ROOT + ".examples.simulator")))
        .check(house);
  }

  @Test
  void simulation_knowsOfTheLibraryOnlyLimitsAndRates() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".examples.simulation..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are the simulation's own, limits, or others'",
                (JavaClass c) ->
                    !c.getPackageName().startsWith(ROOT)
                        || c.getPackageName().equals(ROOT + ".limit")
                        || c.getPackageName().equals(ROOT + ".examples.simulation")))
        .check(house);
  }

  @Test
  void loaders_areOfUseWithoutTheRestOfTheExamples() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".examples.loaders..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are other examples",
                (JavaClass c) ->
                    c.getPackageName().startsWith(ROOT + ".examples")
                        && !c.getPackageName().startsWith(ROOT + ".examples.loaders")))
        .check(house);
  }

  @Test
  void nobody_usesTheSdksInside() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..internal..")
        .check(house);
  }
}
