package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTextTest {
    @Test
    void aTokenGoesIntoTheFirstWordOfLiteralText() {
        assertThat(marked("  - name: {{ .Values.a }}\n", 1, 3)).isEqualTo("  - nameTOKEN: {{ .Values.a }}\n");
        assertThat(marked("\"{{ .Values.a }}\"", 1, 1)).isEqualTo("\"TOKEN{{ .Values.a }}\"");
    }

    @Test
    void anActionMarksEachLineOfItsValueAndKeepsItsTrims() {
        assertThat(marked("a\n  {{- toYaml .Values.a | nindent 2 -}}\n", 2, 3))
                .isEqualTo("a\n  {{- include \"" + ScratchChart.MARK
                        + "\" (list \"TOKEN\" (toYaml .Values.a | nindent 2)) -}}\n");
    }

    @Test
    void aTemplateCallBecomesAnExpression() {
        assertThat(marked("{{ template \"x\" . }}", 1, 1)).contains("(include \"x\" .)");
    }

    @Test
    void bracesInStringsDoNotCloseAnAction() {
        var text = new TemplateText("{{ print \"}}\" `}}` }}b");

        assertThat(text.isWriting(0)).isTrue();
        assertThat(text.isLiteral(text.offset(1, 22))).isTrue();
    }

    @Test
    void whatWritesNothingCannotBeEdited() {
        var text = new TemplateText(
                "{{- if .a }}\n{{ $x := 1 }}\n{{/* c }} */}}\n{{- $a, $b := .c }}\n\n{{ else if .b }}\n{{ end }}\nx");

        for (int line = 1; line <= 7; line++) {
            assertThat(text.firstWriting(line)).as("line %s", line).isEqualTo(-1);
        }
        assertThat(text.firstWriting(8)).isPositive();
    }

    @Test
    void aPlaceBehindALineIsNoPlace() {
        var text = new TemplateText("ab\ncd");

        assertThat(text.offset(1, 4)).isEqualTo(-1);
        assertThat(text.offset(2, 2)).isEqualTo(4);
        assertThat(text.offset(3, 1)).isEqualTo(-1);
        assertThat(text.line(3)).isEqualTo(2);
    }

    private static String marked(String text, int line, int column) {
        var template = new TemplateText(text);
        return template.with(List.of(template.mark(template.offset(line, column), "TOKEN")));
    }
}
