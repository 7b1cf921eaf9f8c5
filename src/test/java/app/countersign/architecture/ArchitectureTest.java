package app.countersign.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import app.countersign.platform.graphql.GraphQlModule;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The house's plan, checked: what may know what. */
@AnalyzeClasses(packages = "app.countersign", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("app.countersign.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule platformPackagesFormNoCircle =
      slices().matching("app.countersign.platform.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule thePlatformKnowsNoFeature =
      noClasses()
          .that()
          .resideInAPackage("app.countersign.platform..")
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are of a feature",
                  type ->
                      type.getPackageName().startsWith("app.countersign")
                          && !type.getPackageName().startsWith("app.countersign.platform")));

  @ArchTest
  static final ArchRule onlyThePlatformSeesTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.countersign.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("graphql..");

  @ArchTest
  static final ArchRule signalsKnowNoPersona =
      noClasses()
          .that()
          .resideInAnyPackage("app.countersign.signal..", "app.countersign.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "app.countersign.persona..",
              "app.countersign.pipeline..",
              "app.countersign.recommendation..");

  @ArchTest
  static final ArchRule nothingPointsToThePipelineButTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackages("app.countersign.pipeline..", "app.countersign.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("app.countersign.pipeline..");

  @ArchTest
  static final ArchRule modulesOfTheSchemaAreNamedSo =
      classes().that().implement(GraphQlModule.class).should().haveSimpleNameEndingWith("GraphQl");

  @ArchTest
  static final ArchRule packagesSayWhatMayBeNull =
      classes().that().resideInAPackage("app.countersign..").should(beInANullMarkedPackage());

  @ArchTest
  static final ArchRule namesAreTheDomains =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto)$");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("app.countersign.platform..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean isGenerated =
            type.getSimpleName().contains("$")
                || type.getModifiers().contains(JavaModifier.SYNTHETIC);
        if (!isGenerated && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is not"));
        }
      }
    };
  }
}
