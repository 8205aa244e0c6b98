package io.github.akspolicy.template.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Limits;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An execution that ends before its end says where that was, and what it was about. */
class FailuresTest {
    private static final Release RELEASE = new Release("rel", "default", false, 1, "v1.32.0", List.of("v1"), "v3.17.2");

    private final Map<String, String> files = new TreeMap<>();

    @Test
    void theInnermostNodeAndWhoCalledIt() throws Exception {
        files.put("_h.tpl", "{{ define \"h\" }}\n\n{{ required \"set it\" .Values.web.name }}\n{{ end }}");
        files.put("a.yaml", "kind: A\nx: {{ include \"h\" . }}\n");

        ExecutionException failed = failure();

        assertThat(lines(failed.innermost().site())).containsExactly("c/templates/_h.tpl:3", "c/templates/a.yaml:2");
        assertThat(failed.innermost().node()).hasToString("required \"set it\" .Values.web.name");
        assertThat(sources(failed.innermost())).contains(new Source.Absent("web.name"));
    }

    @Test
    void aTemplateThatIsCalledWithoutAFunction() throws Exception {
        files.put("_h.tpl", "{{ define \"h\" }}{{ fail .Values.web.host }}{{ end }}");
        files.put("a.yaml", "\n{{ template \"h\" . }}\n");

        ExecutionException failed = failure();

        assertThat(failed.inner()).isNull();
        assertThat(lines(failed.innermost().site())).containsExactly("c/templates/_h.tpl:1", "c/templates/a.yaml:2");
        assertThat(sources(failed)).contains(new Source.Setting("web.host"));
    }

    @Test
    void whatANilPointerIsAskedOf() throws Exception {
        files.put("a.yaml", "{{ .Values.web.probe.path }}");
        assertThat(sources(failure())).contains(new Source.Absent("web.probe"));

        files.put("a.yaml", "{{ range .Values.web.host }}{{ end }}");
        assertThat(sources(failure())).contains(new Source.Setting("web.host"));

        files.put("a.yaml", "{{ .Values.web.host.name }}");
        assertThat(sources(failure())).contains(new Source.Setting("web.host"));

        files.put("a.yaml", "{{ b64enc .Values.web }}");
        assertThat(failure().about().get(0).asked().all()).contains(new Source.Setting("web"));
    }

    /** A text that is no template has not been executed. */
    @Test
    void anErrorBeforeAnyExecution() {
        files.put("a.yaml", "{{ nonsense }}");

        assertThat(catchThrowableOfType(RenderException.class, this::execute).failure())
                .isNull();
    }

    @Test
    void whereALimitWasReached() {
        files.put(
                "_h.tpl",
                "{{ define \"h\" }}{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}{{ end }}");
        files.put("a.yaml", "kind: A\n\nx: {{ include \"h\" . }}\n");
        files.put("b.yaml", "kind: B\n");
        assertThat(gaveUp()).isEqualTo("c/templates/a.yaml:3");

        files.put(
                "a.yaml",
                "{{ if true }}\n{{ $x := `aaaa` }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}{{ end }}");
        assertThat(gaveUp()).isEqualTo("c/templates/a.yaml:2");

        files.put("a.yaml", "\n{{ $_ := set .Values \"a\" .Values }}\n{{ .Values | toString }}");
        assertThat(gaveUp()).isEqualTo("c/templates/a.yaml:3");
    }

    private String gaveUp() {
        LimitException failed = catchThrowableOfType(LimitException.class, this::execute);
        return lines(Objects.requireNonNull(failed.site())).get(0);
    }

    private ExecutionException failure() {
        RenderException failed = catchThrowableOfType(RenderException.class, this::execute);
        return Objects.requireNonNull(failed.failure());
    }

    private static List<Source> sources(ExecutionException failed) {
        return failed.about().stream()
                .map(Value::sources)
                .flatMap(sources -> sources.all().stream())
                .toList();
    }

    private static List<String> lines(Site innermost) {
        var lines = new ArrayList<String>();
        for (Site site = innermost; site != null; site = site.caller()) {
            var file = site.node().file();
            lines.add(file.name() + ":" + file.lineOf(site.position()));
        }
        return lines;
    }

    private void execute() throws Exception {
        var templates = new ArrayList<ChartFile>();
        files.forEach((path, content) -> templates.add(new ChartFile("templates/" + path, content)));
        ChartSource chart = new ChartSource(
                map("name: c\nversion: 0.1.0\n"), List.of(), templates, map("web: {host: h}\n"), List.of());
        ChartExecution.execute(
                Composition.of(chart, map("{}"), Dialect.HELM_3), RELEASE, Dialect.HELM_3, new Observer() {
                    @Override
                    public Limits limits() {
                        return new Limits(1_000_000, 1_100, 1 << 20);
                    }
                });
    }

    private static GoMap map(String text) throws Exception {
        return (GoMap) Objects.requireNonNull(YamlReader.values(text).data());
    }
}
