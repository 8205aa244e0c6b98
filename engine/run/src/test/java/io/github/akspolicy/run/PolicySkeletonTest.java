package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.run.PolicySkeleton.Language;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySkeletonTest {
    private static final PolicySkeleton SKELETON = new PolicySkeleton("contoso/cost-center", "com.contoso.policies");

    @Test
    void policyTestAndPageHaveTheirPlaces() {
        assertThat(SKELETON.files(Language.JAVA).keySet())
                .containsExactly(
                        Path.of("src/test/java/com/contoso/policies/CostCenterTest.java"),
                        Path.of("src/test/rules/cost-center/cost-center.policytest.yaml"),
                        Path.of("docs/policies/contoso/cost-center.md"));
        assertThat(SKELETON.files(Language.YAML).keySet())
                .containsExactly(
                        Path.of("policies/cost-center.policy.yaml"),
                        Path.of("policies/cost-center.policytest.yaml"),
                        Path.of("docs/policies/contoso/cost-center.md"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nothingIsLeftToFillIn(Language language) {
        assertThat(SKELETON.files(language).values())
                .allSatisfy(text -> assertThat(text).contains("cost-center").doesNotContainPattern("@[A-Za-z]+@"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cost-center", "Contoso/x", "a/b/c", "../a", "a/..", "a/b c"})
    void whatIsNoIdIsRefused(String id) {
        assertThatThrownBy(() -> new PolicySkeleton(id, "policies"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write group/kebab-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "../x", "A-b"})
    void whatIsNoPackageIsRefused(String name) {
        assertThatThrownBy(() -> new PolicySkeleton("a/b", name)).isInstanceOf(IllegalArgumentException.class);
    }
}
