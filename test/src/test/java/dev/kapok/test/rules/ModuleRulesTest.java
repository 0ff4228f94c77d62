package dev.kapok.test.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds who may know whom: the arrows between modules, and within a module no cycles. */
class ModuleRulesTest {
  private static JavaClasses kapok;

  @BeforeAll
  static void readClasses() {
    kapok =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kapok");
  }

  @Test
  void modulesKnowOnlyWhatLiesBeneathThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("native")
        .definedBy("dev.kapok.sys..")
        .layer("storage")
        .definedBy("dev.kapok.storage..")
        .layer("network")
        .definedBy("dev.kapok.network..")
        .layer("image")
        .definedBy("dev.kapok.image..")
        .layer("libpod")
        .definedBy("dev.kapok.libpod..")
        .layer("api-server")
        .definedBy("dev.kapok.api..")
        .layer("cli")
        .definedBy("dev.kapok.cli..")
        .withOptionalLayers(true)
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("api-server")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("libpod")
        .mayOnlyBeAccessedByLayers("api-server", "cli")
        .whereLayer("image")
        .mayOnlyBeAccessedByLayers("libpod", "api-server", "cli")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers("libpod")
        .whereLayer("storage")
        .mayOnlyBeAccessedByLayers("image", "libpod", "cli")
        .because("a change in one room must not be felt in the rooms beneath it")
        .check(kapok);
  }

  @Test
  void packagesOfAModuleFormNoCycles() {
    for (String module : new String[] {"storage", "network", "image", "libpod", "api", "cli"}) {
      slices()
          .matching("dev.kapok." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package with two names")
          .allowEmptyShould(true)
          .check(kapok);
    }
  }

  @Test
  void onlyNativeDeclaresNativeMethods() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.kapok.sys..")
        .should()
        .haveModifier(JavaModifier.NATIVE)
        .because("the kernel is reached through one module, where it can be faked")
        .check(kapok);
  }

  @Test
  void recordsOfTheModelKnowNoService() {
    noClasses()
        .that()
        .resideInAPackage("dev.kapok.libpod.model..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.kapok.sys..", "dev.kapok.storage..", "dev.kapok.image..")
                .and(describe("are no records", type -> !type.isRecord())))
        .because("a record that acts is a service in disguise")
        .check(kapok);
  }

  @Test
  void everyPackageIsInOneOfTheModules() {
    classes()
        .should()
        .resideInAnyPackage(
            "dev.kapok.sys..",
            "dev.kapok.storage..",
            "dev.kapok.network..",
            "dev.kapok.image..",
            "dev.kapok.libpod..",
            "dev.kapok.api..",
            "dev.kapok.cli..")
        .because("these are the rooms of the house")
        .check(kapok);
  }
}
