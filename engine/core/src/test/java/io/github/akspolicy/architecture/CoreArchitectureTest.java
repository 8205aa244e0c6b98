package io.github.akspolicy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Holds the direction of core's packages, its three libraries and where public types may live. */
class CoreArchitectureTest {

    private static final String BASE = "io.github.akspolicy.";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> location.contains("/core/target/classes/"))
            .importPackages("io.github.akspolicy");

    private static final ArchRule DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("files")
            .definedBy(BASE + "files..")
            .layer("manifest")
            .definedBy(BASE + "manifest..")
            .layer("resource")
            .definedBy(BASE + "resource..")
            .layer("policy")
            .definedBy(BASE + "policy..")
            .layer("source")
            .definedBy(BASE + "source..")
            .layer("evaluate")
            .definedBy(BASE + "evaluate..")
            .layer("environment")
            .definedBy(BASE + "environment..")
            .layer("configuration")
            .definedBy(BASE + "configuration..")
            .whereLayer("files")
            .mayNotAccessAnyLayer()
            .whereLayer("manifest")
            .mayNotAccessAnyLayer()
            .whereLayer("resource")
            .mayOnlyAccessLayers("manifest")
            .whereLayer("policy")
            .mayOnlyAccessLayers("manifest", "resource")
            .whereLayer("source")
            .mayOnlyAccessLayers("manifest", "resource")
            .whereLayer("evaluate")
            .mayOnlyAccessLayers("manifest", "resource", "policy", "source")
            .whereLayer("environment")
            .mayOnlyAccessLayers("manifest", "resource", "policy", "source", "evaluate");

    private static final ArchRule LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.akspolicy..",
                    "java..",
                    // the JDK, too: names of certificates
                    "javax.naming..",
                    "javax.security.auth.x500..",
                    "org.yaml.snakeyaml..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify.annotations..");

    @Test
    void theImportSeesCore() {
        assertThat(CORE).hasSizeGreaterThan(10);
        assertThat(CORE.contain(BASE + "manifest.Node")).isTrue();
    }

    @Test
    void packagesDependInOneDirection() {
        DIRECTION.check(CORE);
    }

    @Test
    void everyPackageHasItsPlaceInTheDirection() {
        classes()
                .should()
                .resideInAnyPackage(
                        BASE + "files..",
                        BASE + "manifest..",
                        BASE + "resource..",
                        BASE + "policy..",
                        BASE + "source..",
                        BASE + "evaluate..",
                        BASE + "environment..",
                        BASE + "configuration..")
                .check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + "(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void coreNeedsThreeLibrariesAndNoMore() {
        LIBRARIES.check(CORE);
    }

    /** The packages above are API. What must have a package of its own without being API goes below {@code internal}. */
    @Test
    void internalPackagesHaveNoPublicTypes() {
        classes()
                .that()
                .resideInAPackage("..internal..")
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(CORE);
    }

    /** The rules are able to fail: this very class breaks one of them. */
    @Test
    void theRulesSeeViolations() {
        JavaClasses thisTest = new ClassFileImporter().importClasses(CoreArchitectureTest.class);
        assertThatThrownBy(() -> LIBRARIES.check(thisTest)).hasMessageContaining("com.tngtech.archunit");
    }
}
