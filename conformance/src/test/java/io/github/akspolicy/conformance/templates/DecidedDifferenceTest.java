package io.github.akspolicy.conformance.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.conformance.Entry;
import org.junit.jupiter.api.Test;

class DecidedDifferenceTest {
    private static final TemplateAnswer OURS = TemplateAnswer.text("map[Error:toml: line 1: Unexpected ':']");

    @Test
    void namesTheReasonOfADecidedDifference() {
        TemplateAnswer theirs = TemplateAnswer.text("map[Error:toml: line 1: expected '.']");
        assertThat(DecidedDifference.reason("{{ fromToml \":\" }}", theirs, OURS))
                .startsWith(Entry.KNOWN_DIFFERENCE)
                .endsWith("{{ fromToml \":\" }}");
    }

    @Test
    void explainsNothingWhereOnlyOneAnswerIsAnError() {
        TemplateAnswer theirs = TemplateAnswer.text("map[a:1]");
        assertThat(DecidedDifference.reason("{{ fromToml \"a = 1\" }}", theirs, OURS))
                .isEqualTo("{{ fromToml \"a = 1\" }}");
    }

    @Test
    void explainsNoErrors() {
        TemplateAnswer wrongCount = TemplateAnswer.error("wrong number of args for derivePassword");
        assertThat(DecidedDifference.reason("{{ derivePassword }}", wrongCount, TemplateAnswer.text("x")))
                .isEqualTo("{{ derivePassword }}");
        assertThat(DecidedDifference.reason("{{ derivePassword }}", TemplateAnswer.text("x"), wrongCount))
                .isEqualTo("{{ derivePassword }}");
    }

    @Test
    void explainsNothingInOtherTemplates() {
        assertThat(DecidedDifference.reason("{{ .Values.a }}", OURS, OURS)).isEqualTo("{{ .Values.a }}");
    }
}
