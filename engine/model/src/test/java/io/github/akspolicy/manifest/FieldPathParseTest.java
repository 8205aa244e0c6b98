package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathParseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "spec.template.spec.containers[0].image",
                "spec.containers[web].securityContext",
                "metadata.annotations[\"kubernetes.io/change-cause\"]",
                "data[\"a\\\"b\"]"
            })
    void isReadAsItIsWritten(String text) {
        assertThat(FieldPath.parse(text).key()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a[", "a[]", "a]", "a[\"b]", "a."})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> FieldPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spec.containers[web].image");
    }

    @Test
    void findsItemsByName() throws ManifestException {
        Field root =
                Field.root(ManifestReader.yamlDocument("containers: [{name: a, image: one}, {name: b, image: two}]"));

        assertThat(root.follow(FieldPath.parse("containers[b].image")).string()).isEqualTo("two");
        assertThat(root.follow(FieldPath.parse("containers[1].image")).string()).isEqualTo("two");
        assertThat(root.follow(FieldPath.parse("containers[c].image")).isWritten())
                .isFalse();
    }

    @Test
    void onlyShortPathsAreShared() {
        FieldPath metadata = FieldPath.ROOT.field("metadata");
        assertThat(metadata.field("name"))
                .isSameAs(FieldPath.ROOT.field("metadata").field("name"));

        String key = "k".repeat(100_000);
        FieldPath path = metadata.field(key);
        assertThat(metadata.field(key)).isEqualTo(path).isNotSameAs(path);
        assertThat(path.field("name")).isEqualTo(path.field("name")).isNotSameAs(path.field("name"));
    }
}
