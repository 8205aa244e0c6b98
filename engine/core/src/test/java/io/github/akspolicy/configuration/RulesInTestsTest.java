package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An evaluation without the rules of the project's test classes says so. */
class RulesInTestsTest {
    private static final String CONFIGURATION = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
    }

    private List<String> notes() {
        return folder.evaluate(CONFIGURATION).ledger().notes();
    }

    @Test
    void aRuleOfATestIsNamed() {
        folder.file("src/test/java/StoreTest.java", "class StoreTest {\n    @PolicyRule\n    static Policy P;\n}\n")
                .file("src/test/kotlin/Other.kt", "class Other { @PolicyRule fun x(e: Environment) {} }\n")
                .file("src/test/java/PlainTest.java", "class PlainTest {}\n")
                .file("src/test/resources/notes.txt", "@PolicyRule\n");

        assertThat(notes())
                .containsExactly("rules of tests are not among these policies: src/test/java/StoreTest.java,"
                        + " src/test/kotlin/Other.kt; run the tests of the project to evaluate them");
        assertThat(folder.evaluate(CONFIGURATION).problems()).isEmpty();
    }

    @Test
    void withoutRulesNothingIsSaid() {
        assertThat(notes()).isEmpty();
        folder.file("src/test/java/StoreTest.java", "@PolicyTests\nclass StoreTest {}\n");
        assertThat(notes()).isEmpty();
    }

    /** A scan has no tests: what lies around it are those of others. */
    @Test
    void aScanIsOfAllPoliciesThereAre() {
        folder.file("src/test/java/StoreTest.java", "class StoreTest { @PolicyRule static Policy P; }\n");

        assertThat(folder.scan("k8s").evaluate(Progress.NONE).ledger().notes()).isEmpty();
    }

    @Test
    void manyAreCountedAndNamesCommandNothing() {
        for (int i = 0; i < 5; i++) {
            folder.file("src/test/java/\u001b[31mTest" + i + ".java", "class T { @PolicyRule static Policy P; }\n");
        }

        assertThat(notes()).singleElement().asString().contains(" and 2 more; ").doesNotContain("\u001b");
    }
}
