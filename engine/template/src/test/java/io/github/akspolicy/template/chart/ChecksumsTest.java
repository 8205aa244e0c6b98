package io.github.akspolicy.template.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a checksum is made of is not executed where the observer needs no checksums, and nothing else is left out. */
class ChecksumsTest {
    private static final String ZEROS = "0".repeat(64);

    private static final Observer WITHOUT = new Observer() {
        @Override
        public boolean needsChecksums() {
            return false;
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ include \"refuses\" . | sha256sum }}",
                "{{ sha256sum (include \"refuses\" .) }}",
                "{{ (include \"refuses\" .) | sha1sum }}",
                "{{ $sum := include \"refuses\" . | sha512sum }}{{ $sum }}",
                "{{ print (include \"refuses\" . | sha256sum) }}",
                "{{ include \"refuses\" . | sha256sum | sha1sum }}",
                "{{ include \"refuses\" . | b64enc | sha256sum | trunc 70 }}",
            })
    void whatAChecksumIsMadeOfIsNotExecuted(String template) throws Exception {
        assertThat(written(template, WITHOUT)).isEqualTo(ZEROS);
        assertThatThrownBy(() -> written(template, Observer.NONE)).hasMessageContaining("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ include \"refuses\" . }}",
                "{{ include \"refuses\" . | b64enc }}",
                "{{ include \"refuses\" . | adler32sum }}",
                "{{ \"a\" | sha256sum | cat (include \"refuses\" .) }}",
                "{{ \"a\" | sha256sum }}{{ include \"refuses\" . }}",
                "{{ include \"refuses\" . | sha256sum \"a\" }}",
                "{{ if include \"refuses\" . }}{{ \"a\" | sha256sum }}{{ end }}",
            })
    void allElseIs(String template) {
        assertThatThrownBy(() -> written(template, WITHOUT)).isInstanceOf(RenderException.class);
    }

    @Test
    void ordinaryAChecksumIsHelms() throws Exception {
        assertThat(written("{{ \"a\" | sha256sum }}", Observer.NONE))
                .isEqualTo("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        assertThat(written("{{ \"a\" | sha256sum | upper | trunc 3 }}", WITHOUT))
                .isEqualTo("000");
    }

    private static String written(String template, Observer observer) throws RenderException {
        GoMap metadata = GoMap.empty();
        metadata.put("name", Value.of("c"));
        var files = List.of(
                new ChartFile("templates/_h.tpl", "{{ define \"refuses\" }}{{ fail \"refused\" }}{{ end }}"),
                new ChartFile("templates/a.yaml", template));
        var chart = new ChartNode("c", "c", metadata, List.of(), files, GoMap.at(GoType.MAP, ""), List.of());
        var release = new Release("rel", "default", false, 1, "v1.32.0", List.of("v1"), "v3.17.2");
        return Objects.requireNonNull(ChartExecution.execute(chart, release, Dialect.HELM_4, observer)
                        .get("c/templates/a.yaml"))
                .toString();
    }
}
