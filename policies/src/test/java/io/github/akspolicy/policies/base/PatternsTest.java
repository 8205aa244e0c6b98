package io.github.akspolicy.policies.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Parameter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions of settings take no longer than the text is long, or are refused. */
class PatternsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"(a+)+b", "(a|a)*b", "(a*)*b", "(|){60}b", "(.*)*(.*)*b", "([a-z]+)*\\d", "(?:a?){500}a{500}b"})
    void anExpressionTakesNoLongerThanTheText(String expression) {
        String text = "a".repeat(20_000);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(Patterns.anyFinds(List.of(expression), text)).isFalse();
            assertThat(Patterns.matchesName(expression, text)).isFalse();
        });
    }

    @Test
    void expressionsOfAzurePolicyAreUnderstood() {
        assertThat(Patterns.of("^([^\\/]+\\.azurecr\\.io|registry\\.io)\\/.+$")
                        .matcher("a.azurecr.io/b")
                        .find())
                .isTrue();
        assertThat(Patterns.of("(?P<team>[a-z]+)-[0-9]{2,5}").matches("ops-12")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a{100}){101}", "((a{40}){40}){40}", "(((((a{9}){9}){9}){9}){9}){9}", "([)]{200}x{2,}){200}"})
    void anExpressionThatGrowsWhenItIsCompiledIsRefused(String expression) {
        assertThatThrownBy(() -> Patterns.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 10000 steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?=x)", "(x)\\1", "(", "[z-a]"})
    void anExpressionThatIsNotUnderstoodIsNamed(String expression) {
        assertThatThrownBy(() -> Patterns.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the regular expression " + expression);
    }

    /** So that a mistake is a problem at its line, and not an error of every resource. */
    @Test
    void everySettingThatIsAnExpressionIsChecked() {
        List<Parameter<?>> expressions = new BuiltInPolicies()
                .policies().stream()
                        .flatMap(policy -> policy.info().parameters().stream())
                        .filter(parameter -> parameter.type() != Parameter.Type.BOOLEAN
                                && parameter.description().contains("expression"))
                        .toList();
        assertThat(expressions).hasSizeGreaterThanOrEqualTo(7);
        for (Parameter<?> parameter : expressions) {
            String prefix = parameter.description().contains("key=expression") ? "team=" : "";
            String written = parameter.type() == Parameter.Type.STRING ? "'%s'" : "['%s']";
            assertThat(parameter.faults(field(written.formatted(prefix + "(?!x)"))))
                    .as(parameter.name())
                    .hasSize(1);
            assertThat(parameter.faults(field(written.formatted(prefix + "x{0,9}"))))
                    .as(parameter.name())
                    .isEmpty();
        }
    }

    private static Field field(String yaml) {
        try {
            return Field.root(ManifestReader.yamlDocument(yaml));
        } catch (ManifestException e) {
            throw new AssertionError(e);
        }
    }
}
