package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final String PAIR = """
            ---
            # Source: c/templates/a.yaml
            kind: Service
            metadata: {name: %s}
            ---
            # Source: c/templates/a.yaml
            kind: Secret
            data:
              password: %s
              text: |
                fixed
                %s
            """;

    @Test
    void theOrderOfKindsDoesNotMatter() {
        Documents ours = Documents.of(
                Map.of(
                        "c/templates/a.yaml",
                        List.of(
                                "kind: Secret\ndata: {password: x, text: \"fixed\\nr\\n\"}\n---\nkind: Service\nmetadata: {name: s}\n")));
        Documents theirs = printed("s", "x", "r");

        assertThat(ours.differences(theirs, theirs)).isEmpty();
        assertThat(theirs.count()).isEqualTo(2);
    }

    @Test
    void aDifferentValueIsNamed() {
        Documents theirs = printed("s", "x", "r");

        assertThat(printed("t", "x", "r").differences(theirs, theirs))
                .containsExactly("c/templates/a.yaml Service #1.metadata.name: 't', not 's'");
    }

    @Test
    void onlyWhatTheReferenceItselfChangesIsMasked() {
        Documents theirs = printed("s", "x", "r");
        Documents again = printed("s", "y", "q");

        assertThat(printed("s", "z", "p").differences(theirs, again)).isEmpty();
        assertThat(printed("s", "z", "p").differences(theirs, theirs)).hasSize(1);
        assertThat(printed("t", "z", "p").differences(theirs, again)).hasSize(1);
    }

    @Test
    void aMissingAndAnAdditionalDocumentDiffer() {
        Documents one = Documents.of(Map.of("c/templates/a.yaml", List.of("kind: Service\n")));
        Documents two = Documents.of(Map.of("c/templates/a.yaml", List.of("kind: Service\n---\nkind: Service\n")));

        assertThat(one.differences(two, two)).containsExactly("c/templates/a.yaml Service #2 is missing");
        assertThat(two.differences(one, one)).containsExactly("c/templates/a.yaml Service #2 is not in the reference");
    }

    @Test
    void aDocumentThatKubectlWouldTakeAndWeRefuseIsComparedAsText() {
        Documents ours = Documents.of(Map.of("c/templates/a.yaml", List.of("kind: A\ndata: {1: a, '1': b}\n")));
        Documents theirs = Documents.of(Map.of("c/templates/a.yaml", List.of("kind: A\ndata: {1: a, '1': c}\n")));

        assertThat(ours.differences(ours, ours)).isEmpty();
        assertThat(ours.differences(theirs, theirs)).hasSize(1);
    }

    private static Documents printed(Object... values) {
        return Documents.of(HelmOutput.bySource(PAIR.formatted(values)));
    }
}
