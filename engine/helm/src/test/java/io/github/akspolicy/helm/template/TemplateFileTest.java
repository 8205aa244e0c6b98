package io.github.akspolicy.helm.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.template.TemplateFile.Branch;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateFileTest {
    private static final TemplateFile FILE = TemplateFile.read(
                    "{{ if .outside }}{{ define \"a\" }}{{ if .a }}{{ else if .b }}{{ with .c }}{{ .d }}{{ end }}{{ else }}{{ end }}"
                            + "{{ end }}{{ end }}")
            .orElseThrow();

    private static List<String> around(String action) {
        for (int i = 0; i < FILE.size(); i++) {
            if (FILE.parts(i, i + 1).anyMatch(new Expression.Field(new Expression.Dot(), action)::equals)) {
                return FILE.branchesAround(i).stream()
                        .map(TemplateFileTest::text)
                        .toList();
            }
        }
        throw new AssertionError(action);
    }

    private static String text(Branch branch) {
        Expression.Field asked = (Expression.Field)
                FILE.parts(branch.action(), branch.action() + 1).findFirst().orElseThrow();
        return (branch.holds() ? "" : "not ") + asked.name();
    }

    @Test
    void theBranchThatAnActionStandsInHoldsAndThoseBeforeItDoNot() {
        assertThat(around("d")).containsExactly("c", "b", "not a");
        assertThat(around("c")).containsExactly("b", "not a");
    }

    @Test
    void anElseDoesNotStandInItselfAndADefineIsTheEnd() {
        assertThat(around("b")).containsExactly("not a");
        assertThat(around("a")).isEmpty();
    }
}
