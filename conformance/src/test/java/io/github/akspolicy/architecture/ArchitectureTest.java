package io.github.akspolicy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the direction of modules and packages, and the libraries of what users put on their class paths. Which module may
 * use which is what the table of {@code docs/architecture.md} says.
 */
class ArchitectureTest {
    private static final String BASE = "io.github.akspolicy.";

    private static final ModuleTable TABLE = ModuleTable.read();

    private static final JavaClasses ALL = new ClassFileImporter().importPaths(TABLE.classFolders());

    private static final JavaClasses ENGINE = ALL.that(describe(
            "of model, api and core",
            type -> Set.of("engine/model", "engine/api", "engine/core").contains(TABLE.moduleOf(type))));

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
                    "org.jspecify.annotations..",
                    "org.apiguardian.api..");

    /** Every package of the three, from the bottom up; what is not listed has no layer. */
    private static final ArchRule DIRECTION = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture()
            .layer("files")
            .definedBy(BASE + "files..")
            .layer("manifest")
            .definedBy(BASE + "manifest..")
            .layer("resource")
            .definedBy(BASE + "resource..")
            .layer("source")
            .definedBy(BASE + "source..")
            .layer("policy")
            .definedBy(BASE + "policy..")
            .layer("spi")
            .definedBy(BASE + "spi..")
            .layer("evaluate")
            .definedBy(BASE + "evaluate..")
            .layer("environment")
            .definedBy(BASE + "environment..")
            .layer("deployment")
            .definedBy(BASE + "deployment..")
            .layer("configuration")
            .definedBy(BASE + "configuration..")
            .whereLayer("files")
            .mayNotAccessAnyLayer()
            .whereLayer("manifest")
            .mayNotAccessAnyLayer()
            .whereLayer("resource")
            .mayOnlyAccessLayers("manifest")
            .whereLayer("source")
            .mayOnlyAccessLayers("files", "manifest", "resource")
            .whereLayer("policy")
            .mayOnlyAccessLayers("files", "manifest", "resource")
            .whereLayer("spi")
            .mayOnlyAccessLayers("source", "policy")
            .whereLayer("evaluate")
            .mayOnlyAccessLayers("manifest", "resource", "source", "policy", "spi")
            .whereLayer("environment")
            .mayOnlyAccessLayers("manifest", "resource", "source", "policy", "spi", "evaluate")
            .whereLayer("deployment")
            .mayOnlyAccessLayers("manifest", "source");

    /** Packages named so hold what the packages of a module share and no other module may use. */
    private static final PackageMatcher INTERNAL = PackageMatcher.of("..internal..");

    private static final ArchRule INTERNALS_STAY = classes()
            .should(new ArchCondition<>("leave internals of other modules alone") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(use -> INTERNAL.matches(use.getTargetClass().getPackageName())
                                    && !TABLE.moduleOf(use.getTargetClass()).equals(TABLE.moduleOf(type))
                                    && use.getTargetClass().getPackageName().startsWith(BASE))
                            .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
                }
            });

    @Test
    void theImportSeesEveryModule() {
        assertThat(TABLE.modulesWithCode())
                .allSatisfy(module -> assertThat(
                                ALL.stream().filter(type -> TABLE.moduleOf(type).equals(module)))
                        .as(module)
                        .hasSizeGreaterThan(1));
    }

    @Test
    void theTableNamesTheModulesOfTheReactor() {
        assertThat(TABLE.directories()).containsExactlyInAnyOrderElementsOf(ModuleTable.ofReactor());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatTheTableAllows(String module) {
        Set<String> allowed = TABLE.mayUse(module);
        noClasses()
                .that(describe("of " + module, type -> TABLE.moduleOf(type).equals(module)))
                .should()
                .dependOnClassesThat(describe("of a module that is not in its row", (JavaClass type) -> {
                    String other = TABLE.moduleOf(type);
                    return !other.isEmpty() && !other.equals(module) && !allowed.contains(other);
                }))
                .check(ALL);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleAsksMavenForNoMore(String module) {
        assertThat(TABLE.compiledAgainst(module)).isSubsetOf(TABLE.mayUse(module));
    }

    /** Readers hand over types of the model: what policies are, or what happens to documents, is not their concern. */
    @Test
    void readersNeedTheModelOnly() {
        assertThat(TABLE.compiledAgainst("engine/cluster")).containsExactly("engine/model");
        assertThat(TABLE.compiledAgainst("engine/helm"))
                .containsExactlyInAnyOrder("engine/model", "engine/template", "engine/helm-worker");
        assertThat(TABLE.compiledAgainst("engine/helm-worker")).isEmpty();
    }

    /** What Helm would write is executed alike on every platform: docs/platforms.md has no row for it. */
    @Test
    void templatesAreExecutedWithoutTheSystem() {
        noClasses()
                .that(describe(
                        "of engine/template", type -> TABLE.moduleOf(type).equals("engine/template")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.File.class, ProcessBuilder.class, Runtime.class)
                .check(ALL);
    }

    @Test
    void whatIsInternalStaysInItsModule() {
        INTERNALS_STAY.check(ALL);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesANameOnce(String module) {
        Map<String, List<String>> byName = ALL.stream()
                .filter(type -> type.isTopLevelClass()
                        && !type.getSimpleName().equals("package-info")
                        && TABLE.moduleOf(type).equals(module))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void packagesDependInOneDirection() {
        DIRECTION.check(ENGINE);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesHaveNoCycles(String module) {
        slices().matching(BASE + "(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL.that(
                        describe("of " + module, type -> TABLE.moduleOf(type).equals(module))));
    }

    @Test
    void theEngineNeedsTwoLibrariesAndAnnotations() {
        LIBRARIES.check(ENGINE);
    }

    /** What calls Helm past the session is not counted. */
    @Test
    void helmIsCalledInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + "helm.engine.ChartSession")
                .should(callMethodOf("helm.engine.HelmEngine", Set.of()))
                .check(ALL);
    }

    /** Whoever asks Helm something about a release asks its renderer. */
    @Test
    void renderersAloneAskTheSession() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + "helm.plain.TextRenderer")
                .should(callMethodOf("helm.engine.ChartSession", Set.of("render", "pack", "describe")))
                .check(ALL);
    }

    /** @param names of the methods; empty for any */
    private static ArchCondition<JavaClass> callMethodOf(String owner, Set<String> names) {
        return ArchConditions.callMethodWhere(describe(
                "of " + owner,
                (JavaMethodCall call) -> call.getTargetOwner().getFullName().equals(BASE + owner)
                        && (names.isEmpty() || names.contains(call.getName()))));
    }

    /** The rules are able to fail: this very class breaks one of them. */
    @Test
    void theRulesSeeViolations() {
        JavaClasses thisTest = new ClassFileImporter().importClasses(ArchitectureTest.class);
        assertThatThrownBy(() -> LIBRARIES.check(thisTest)).hasMessageContaining("com.tngtech.archunit");
    }

    private static Set<String> modules() {
        return TABLE.modulesWithCode();
    }
}
