package io.github.akspolicy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSelectorTest {
    @Test
    void labelsMustAllBeThere() throws ManifestException {
        LabelSelector selector = selector("matchLabels: {app: web, tier: front}");

        assertThat(selector.matches(Map.of("app", "web", "tier", "front", "more", "x")))
                .isTrue();
        assertThat(selector.matches(Map.of("app", "web"))).isFalse();
        assertThat(selector.matches(Map.of("app", "web", "tier", "back"))).isFalse();
    }

    @Test
    void expressionsMustAllHold() throws ManifestException {
        assertThat(holds("In", "[web, api]", Map.of("app", "api"))).isTrue();
        assertThat(holds("In", "[web, api]", Map.of())).isFalse();
        assertThat(holds("NotIn", "[web]", Map.of("app", "api"))).isTrue();
        assertThat(holds("NotIn", "[web]", Map.of())).isTrue();
        assertThat(holds("NotIn", "[web]", Map.of("app", "web"))).isFalse();
        assertThat(holds("Exists", "[]", Map.of("app", ""))).isTrue();
        assertThat(holds("Exists", "[]", Map.of())).isFalse();
        assertThat(holds("DoesNotExist", "[]", Map.of())).isTrue();
        assertThat(holds("DoesNotExist", "[]", Map.of("app", "web"))).isFalse();
        assertThat(holds("Near", "[web]", Map.of("app", "web"))).isFalse();
    }

    @Test
    void anEmptySelectorSelectsEverything() throws ManifestException {
        LabelSelector selector = selector("{}");

        assertThat(selector.selectsAll()).isTrue();
        assertThat(selector.matches(Map.of())).isTrue();
        assertThat(selector("matchLabels: {app: web}").selectsAll()).isFalse();
    }

    @Test
    void aLabelIsAString() throws ManifestException {
        assertThat(LabelSelector.labels(Field.root(ManifestReader.yamlDocument("{a: x, b: 1, c: null}"))))
                .isEqualTo(Map.of("a", "x"));
    }

    private static boolean holds(String operator, String values, Map<String, String> labels) throws ManifestException {
        return selector("matchExpressions: [{key: app, operator: %s, values: %s}]".formatted(operator, values))
                .matches(labels);
    }

    private static LabelSelector selector(String yaml) throws ManifestException {
        return LabelSelector.of(Field.root(ManifestReader.yamlDocument(yaml)));
    }
}
