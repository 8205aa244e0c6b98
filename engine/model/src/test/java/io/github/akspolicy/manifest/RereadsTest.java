package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that grows faster than a text is bounded by counting, for all documents of the text together. */
class RereadsTest {
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
    void tabsOfManyDocumentsShareOneBound() {
        var document = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            document.append("key").append(i).append(":\tvalue\n");
        }
        String text = (document + "---\n").repeat(60);
        var stream = new YamlStream(text, ReadLimits.DEFAULT, receiver);

        stream.read();

        assertThat(stream.rereads().taken()).isLessThanOrEqualTo(16 << 20).isGreaterThan(text.length());
        assertThat(documents).as("what fits is read").isNotEmpty();
        assertThat(documents.size() + problems.size()).as("nothing is lost").isEqualTo(60);
        assertThat(problems)
                .isNotEmpty()
                .allMatch(problem -> problem.getMessage().contains("tab"));
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
