package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a text can make a reader do is bounded, for all documents of the text together. */
class ReadBoundsTest {
    private final List<Node> documents = new ArrayList<>();
    private final List<ManifestException> problems = new ArrayList<>();

    private final ManifestReader.Receiver receiver = new ManifestReader.Receiver() {
        @Override
        public void document(Node root) {
            documents.add(root);
        }

        @Override
        public void problem(ManifestException problem) {
            problems.add(problem);
        }
    };

    @Test
    void tabsBetweenTokensAreReadOnce() {
        var document = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            document.append("key").append(i).append(":\tvalue\n");
        }

        ManifestReader.yaml((document + "---\n").repeat(60), ReadLimits.DEFAULT, receiver);

        assertThat(problems).isEmpty();
        assertThat(documents).hasSize(60);
    }

    @Test
    void emptyDocumentsAreNotCounted() {
        ManifestReader.yaml("# a\n---\n".repeat(50) + "b: 1\n", new ReadLimits(10_000, 10, 10, 1), receiver);

        assertThat(problems).isEmpty();
        assertThat(documents).hasSize(1);
    }

    @Test
    void brokenDocumentsAreCounted() {
        ManifestReader.yaml("a: [\n---\n".repeat(50), new ReadLimits(10_000, 10, 10, 3), receiver);

        assertThat(problems).hasSize(4);
        assertThat(problems.get(3).getMessage()).contains("limit maxDocuments");
    }

    @Test
    void aliasesMayNotMakeATextManyTimesLarger() {
        String pod = "- &c {name: a, image: b, securityContext: {privileged: true}}\n";

        ManifestReader.yaml(pod + "- *c\n".repeat(60_000), ReadLimits.DEFAULT, receiver);

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).contains("limit maxAliasNodes"));
    }

    @Test
    void aliasesOfScalarsAreAsManyAsTheTextHas() {
        ManifestReader.yaml("- &c a\n" + "- *c\n".repeat(60_000), ReadLimits.DEFAULT, receiver);

        assertThat(problems).isEmpty();
    }
}
