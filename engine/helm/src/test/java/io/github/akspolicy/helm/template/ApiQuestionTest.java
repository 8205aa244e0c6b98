package io.github.akspolicy.helm.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiQuestionTest {
    private static final String INGRESS = """
            {{- if .Capabilities.APIVersions.Has "networking.k8s.io/v1" }}a
            {{- else if .Capabilities.APIVersions.Has "networking.k8s.io/v1beta1" }}b
            {{- else }}
            {{- if $.Capabilities.APIVersions.Has "extensions/v1beta1" }}c{{ end }}
            {{- end }}
            """;

    private static boolean tellsApart(String template, Set<String> one, Set<String> other) {
        Set<ApiQuestion> questions = new HashSet<>();
        assertThat(new TwinTemplates(new TemplateReader()).questions(template, questions))
                .isTrue();
        return questions.stream().anyMatch(question -> question.tellsApart(one::contains, other::contains));
    }

    @Test
    void whatBothHaveDecidesWhatComesBehindIt() {
        assertThat(tellsApart(
                        INGRESS, Set.of("networking.k8s.io/v1"), Set.of("networking.k8s.io/v1", "extensions/v1beta1")))
                .isFalse();
        assertThat(tellsApart(
                        INGRESS,
                        Set.of("networking.k8s.io/v1"),
                        Set.of("networking.k8s.io/v1", "networking.k8s.io/v1beta1")))
                .isFalse();
    }

    @Test
    void whatOneHasDoesNot() {
        assertThat(tellsApart(INGRESS, Set.of(), Set.of("networking.k8s.io/v1")))
                .isTrue();
        assertThat(tellsApart(INGRESS, Set.of(), Set.of("extensions/v1beta1"))).isTrue();
    }

    @Test
    void aBlockOnWhatNeitherHas() {
        String monitor = """
                {{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}
                {{ .Capabilities.APIVersions.Has "policy/v1" }}
                {{- end }}
                """;

        assertThat(tellsApart(monitor, Set.of(), Set.of("policy/v1"))).isFalse();
        assertThat(tellsApart(monitor, Set.of("monitoring.coreos.com/v1"), Set.of("policy/v1")))
                .isTrue();
    }

    @Test
    void aConditionThatAsksForMoreDecidesNothing() {
        String both = """
                {{- if and .Values.on (.Capabilities.APIVersions.Has "a/v1") }}a
                {{- else if .Capabilities.APIVersions.Has "b/v1" }}b
                {{- end }}
                {{- if not (.Capabilities.APIVersions.Has "c/v1") }}{{ .Capabilities.APIVersions.Has "d/v1" }}{{ end }}
                {{- if .Capabilities.APIVersions.Has "e/v1" | not }}{{ .Capabilities.APIVersions.Has "f/v1" }}{{ end }}
                """;

        assertThat(tellsApart(both, Set.of("a/v1"), Set.of("a/v1", "b/v1"))).isTrue();
        assertThat(tellsApart(both, Set.of(), Set.of("d/v1"))).isTrue();
        assertThat(tellsApart(both, Set.of(), Set.of("f/v1"))).isTrue();
    }

    @Test
    void aHelperIsAskedWhereverItIsCalled() {
        String helper = """
                {{- define "a" }}{{ .Capabilities.APIVersions.Has "b/v1" }}{{ end }}
                {{- if .Capabilities.APIVersions.Has "a/v1" }}{{ include "a" . }}{{ end }}
                """;

        assertThat(tellsApart(helper, Set.of(), Set.of("b/v1"))).isTrue();
    }

    @Test
    void aQuestionMayStandInWhatABlockIsCalledWithOrBehindItsVersion() {
        for (String template : List.of(
                "{{ block \"a\" (.Capabilities.APIVersions.Has \"policy/v1\") }}{{ . }}{{ end }}",
                "{{ \"policy/v1\" | .Capabilities.APIVersions.Has }}")) {
            assertThat(tellsApart(template, Set.of("policy/v1"), Set.of()))
                    .as(template)
                    .isTrue();
        }
    }
}
