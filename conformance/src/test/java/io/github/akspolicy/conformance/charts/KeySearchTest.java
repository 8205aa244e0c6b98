package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.source.DecidingValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for keys by both binaries. It knows nothing of what findings name, so that a key that none names is found. */
@Tag("deep")
class KeySearchTest {
    private static final WantedField HOST_USERS = new WantedField("Pod", "web", FieldPath.parse("spec.hostUsers"));
    private static final WantedField TLS = new WantedField("Ingress", "web", FieldPath.parse("spec.tls"));

    private static final String POD = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: web, image: a}]
        """;
    private static final String HOST_USERS_OF_POD =
            "  {{- if hasKey .Values.pod \"hostUsers\" }}\n  hostUsers: {{ .Values.pod.hostUsers }}\n  {{- end }}\n";
    private static final String TOLERATIONS =
            "  {{- with .Values.tolerations }}\n  tolerations: {{ toYaml . | nindent 2 }}\n  {{- end }}\n";
    private static final String VOLUMES =
            "  volumes:\n  - name: a\n  {{- with .Values.volumes }}\n" + "{{ toYaml . | indent 2 }}\n  {{- end }}\n";
    private static final String SPLICED =
            "  {{- with .Values.podExtra }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n";

    /** With one key before and one behind them there are three groups of mappings, with nothing in the last that Helm refuses. */
    private static final String MANY_KEYS = IntStream.range(0, 34)
            .mapToObj(i -> "{{/* .Values.key" + i + " */}}\n")
            .collect(Collectors.joining());

    private static final String INGRESS = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web}
        spec:
          defaultBackend: {}
        """;
    private static final String WITH_TLS = "{{ if .Values.on }}\n" + INGRESS + "  tls: [{secretName: a}]\n{{ end }}\n";

    @TempDir
    Path folder;

    private int charts;

    @Test
    void aKeyThatSuppliesAFieldIsFound() throws Exception {
        Path chart = chart("pod: {}\n", POD + HOST_USERS_OF_POD);

        assertThat(found(chart, HOST_USERS))
                .allMatch(found -> found.supplied().toString().contains("{\"pod\":"));
    }

    @Test
    void aMappingWhereAListIsMeantSuppliesNothing() throws Exception {
        for (String template : List.of(POD + TOLERATIONS, POD + VOLUMES)) {
            for (String values : List.of("", "tolerations: {}\n")) {
                assertThat(found(chart(values, template), HOST_USERS))
                        .as(values + template)
                        .allMatch(found -> found.supplied().isEmpty())
                        .allMatch(found -> found.misplaced().size() == 1);
            }
        }
    }

    /** One that is tried before must not hide it, nor one of the same group. */
    @Test
    void aKeyBesideAListIsStillFound() throws Exception {
        String template = POD + TOLERATIONS + VOLUMES;
        for (String values : List.of("pod: {}\n", "tolerations: {}\npod: {}\n")) {
            assertThat(found(chart(values, template + HOST_USERS_OF_POD), HOST_USERS))
                    .as(values)
                    .allMatch(found -> found.supplied().toString().contains("{\"pod\":"));
        }
        assertThat(found(chart("", MANY_KEYS + template + SPLICED), HOST_USERS))
                .allMatch(found -> found.supplied().toString().contains("{\"podExtra\":"));
    }

    /** What it takes to see that a list is meant is not taken from the renders that look for other keys. */
    @Test
    void aListTakesNoRendersFromOtherKeys() throws Exception {
        try (var binaries = HelmBinaries.open(System.out)) {
            String values =
                    "tolerations: {}\n" + MANY_KEYS.replaceAll("[^\n]*(key[0-9]+)[^\n]*", "$1: {}") + "podExtra: {}\n";
            Path without = chart(values, POD + SPLICED);
            var trials = new TrialRenders(without, binaries.newest());
            new KeySearch(new ValuesTree(without, null), trials, "web", 100).find(Set.of(HOST_USERS));
            int enough = trials.count() + 1;

            Path with = chart(values, POD + TOLERATIONS + SPLICED);
            KeySearch.Found found = new KeySearch(
                            new ValuesTree(with, null), new TrialRenders(with, binaries.newest()), "web", enough)
                    .find(Set.of(HOST_USERS));

            assertThat(found.supplied().toString()).contains("{\"podExtra\":");
            assertThat(found.isComplete()).isTrue();
        }
    }

    /** Its entries are meant to stand among those of the pod; a list there is refused. */
    @Test
    void aMappingAmongTheFieldsOfThePodIsFound() throws Exception {
        for (String values : List.of("", "podExtra: {}\n", "podExtra: {dnsPolicy: Default}\n")) {
            assertThat(found(chart(values, POD + SPLICED), HOST_USERS))
                    .as(values)
                    .allMatch(found -> found.supplied().toString().contains("{\"podExtra\":"));
        }
    }

    /** Where the values give it entries, the chart means a mapping, whatever stands above it. */
    @Test
    void aMappingThatTheValuesFillIsMeant() throws Exception {
        for (String values : List.of("tolerations: {dnsPolicy: Default}\n", "volumes: {dnsPolicy: Default}\n")) {
            String template = POD + (values.startsWith("v") ? VOLUMES : TOLERATIONS);
            assertThat(found(chart(values, template), HOST_USERS))
                    .as(values)
                    .allMatch(found -> found.supplied().size() == 1);
        }
    }

    @Test
    void anObjectOfTheSameNameThatASubchartWritesDoesNotCount() throws Exception {
        Path chart = chart("", INGRESS);
        subchart(chart, "on: false\n", WITH_TLS);

        assertThat(found(chart, TLS)).allMatch(found -> found.supplied().isEmpty());
    }

    @Test
    void theObjectItselfCountsBesideOneOfTheSameName() throws Exception {
        Path chart = chart(
                "tls: []\n", INGRESS + "  {{- with .Values.tls }}\n  tls: {{ toYaml . | nindent 2 }}\n  {{- end }}\n");
        subchart(chart, "on: false\n", WITH_TLS);

        assertThat(found(chart, TLS))
                .allMatch(found -> found.supplied().toString().contains("{\"tls\":"));
    }

    @Test
    void aKeyThatIsNamedForAnotherObjectOfTheNameIsWrong() throws Exception {
        Path chart = chart(
                "tls: []\n", INGRESS + "  {{- with .Values.tls }}\n  tls: {{ toYaml . | nindent 2 }}\n  {{- end }}\n");
        subchart(chart, "on: false\n", WITH_TLS);
        try (var binaries = HelmBinaries.open(System.out)) {
            for (HelmBinary helm : binaries.all()) {
                var trials = new TrialRenders(chart, helm);
                WantedField tls = TLS.in(trials.plain("web"), "templates/object.yaml");
                var named = new NamedKeys(trials, new ValueForms(chart));

                assertThat(named.supply("web", tls, named("tls", null))).isTrue();
                assertThat(named.supply("web", tls, named("inner.on", true))).isFalse();
                assertThat(named.supply("web", tls, named("text", null))).isFalse();
            }
        }
    }

    private static DecidingValue named(String key, @Nullable Object switchTo) {
        return new DecidingValue(key, null, List.of(), false, switchTo, false, false, List.of());
    }

    private List<KeySearch.Found> found(Path chart, WantedField wanted) throws IOException {
        try (var binaries = HelmBinaries.open(System.out)) {
            var found = new ArrayList<KeySearch.Found>();
            for (HelmBinary helm : binaries.all()) {
                var trials = new TrialRenders(chart, helm);
                WantedField resolved = wanted.in(trials.plain("web"), "templates/object.yaml");
                found.add(new KeySearch(new ValuesTree(chart, null), trials, "web", 100).find(Set.of(resolved)));
            }
            return found;
        }
    }

    private Path chart(String values, String template) throws IOException {
        Path chart = folder.resolve("chart" + charts++);
        write(chart, "outer", values, template);
        return chart;
    }

    private static void subchart(Path chart, String values, String template) throws IOException {
        write(chart.resolve("charts/inner"), "inner", values, template);
    }

    private static void write(Path chart, String name, String values, String template) throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), values);
        Files.writeString(chart.resolve("templates/object.yaml"), template);
    }
}
