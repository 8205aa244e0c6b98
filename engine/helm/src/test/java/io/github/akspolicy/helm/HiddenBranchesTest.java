package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pod that only an upgrade installs is named as a branch not taken, wherever the template that decides about it is written, and
 * whichever way the state of the release takes to it.
 */
class HiddenBranchesTest extends ConditionsFixture {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: hidden}\n";
    private static final String ON_UPGRADE = "{{ if .Release.IsUpgrade }}\n" + POD + "{{ end }}\n";

    @BeforeEach
    void chart() {
        chart.file("values.yaml", "name: shop\npods: {'true': {kind: Pod}, 'false': {}}\ntexts: [{}]\n")
                .file(
                        "templates/_pod.tpl",
                        "{{- define \"shop.pod\" }}\n" + ON_UPGRADE + "{{- end }}" + "{{ define \"shop.true\" }}\n"
                                + POD + "{{ end }}{{ define \"shop.false\" }}{{ end }}");
    }

    private String named(DeploymentInput input) throws Exception {
        return String.join(
                "\n",
                named().stream().filter(text -> text.contains(input.toString())).toList());
    }

    /** What the chart deploys, as each engine in question says. */
    List<String> documents(ChartRequest request) throws Exception {
        return rendered(request);
    }

    private static List<String> rendered(ChartRequest request) throws SourceException {
        return List.of(text(new HelmChartRenderer().render(request)));
    }

    /** What is named must be there: the upgrade of the same chart installs the pod, its installation does not. */
    private void assertNamed() throws Exception {
        assertNamed(true);
    }

    private void assertNamed(boolean isHidden) throws Exception {
        String named = named(DeploymentInput.RELEASE_STATE);
        boolean isEvaluated = isEvaluated();

        assertInstalledByUpgradesOnly(
                documents(chart.request()), documents(chart.asUpgrade().request()));
        assertThat(named).isNotEmpty();
        assertThat(isEvaluated).as("the upgrade is evaluated, too").isEqualTo(isHidden);
    }

    private static void assertInstalledByUpgradesOnly(List<String> installed, List<String> upgraded) {
        assertThat(installed).allSatisfy(text -> assertThat(text).doesNotContainPattern("(?m)^kind: Pod"));
        assertThat(upgraded).allSatisfy(text -> assertThat(text).containsPattern("(?m)^kind: Pod"));
    }

    private static byte[] latin1(String text) {
        return ("{{/* caf\u00e9 */}}\n" + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void templatesThatAreNotUtf8() throws Exception {
        chart.bytes("chart/" + T, latin1(ON_UPGRADE));

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
        assertNamed();
    }

    @Test
    void partialsThatAreNotUtf8() throws Exception {
        chart.bytes("chart/templates/_latin.tpl", latin1("{{ define \"latin\" }}\n" + ON_UPGRADE + "{{ end }}"))
                .file(T, "{{ include \"latin\" . }}");

        assertThat(named()).containsExactly("chart/templates/_latin.tpl:3 (release state)");
        assertNamed();
    }

    @Test
    void templatesOfOtherBytesWithoutConditions() throws Exception {
        chart.bytes("chart/" + T, latin1("kind: Thing\na: {{ .Values.name }}\n"));

        assertThat(named()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "pod.gotmpl", "ci/pod.yaml", "docs/pod.yaml.gotmpl", "files/ci/pod.txt"})
    void filesThatTplReads(String path) throws Exception {
        chart.file(path, ON_UPGRADE).file(T, "{{ tpl (.Files.Get \"" + path + "\") . }}");

        assertThat(named()).containsExactly("chart/" + path + ":1 (release state)");
        assertNamed();
    }

    @Test
    void filesOfOtherBytesThatTplReads() throws Exception {
        chart.bytes("chart/pod.txt", latin1(ON_UPGRADE)).file(T, "{{ tpl (.Files.Get \"pod.txt\") . }}");

        assertThat(named()).containsExactly("chart/pod.txt:2 (release state)");
        assertNamed();
    }

    @Test
    void largeFilesThatTplReads() throws Exception {
        chart.file("large.txt", "# filler\n".repeat(150_000) + ON_UPGRADE)
                .file(T, "{{ tpl (.Files.Get \"large.txt\") . }}");

        assertThat(named()).containsExactly("chart/large.txt:150001 (release state)");
        assertNamed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range $path, $_ := .Files.Glob \"conf/*\" }}{{ tpl ($.Files.Get $path) $ }}{{ end }}",
                "{{ range $path, $content := .Files }}{{ if hasPrefix \"conf\" $path }}{{ tpl (toString $content) $ }}{{ end }}{{ end }}",
                "{{ $files := .Files }}{{ tpl ($files.Get (printf \"conf/%s\" \"pod.md\")) . }}",
                "{{ tpl (index .Files \"conf/pod.md\" | toString) . }}",
                "{{ tpl (.Files.Lines \"conf/pod.md\" | join \"\\n\") . }}",
                "{{ tpl (index (.Files.Glob \"conf/**\") \"conf/pod.md\" | toString) . }}",
                "{{ tpl (.Files.GetBytes \"conf/pod.md\" | toString) . }}",
            })
    void waysToFiles(String template) throws Exception {
        chart.file("conf/pod.md", ON_UPGRADE).file(T, template);

        assertThat(named()).contains("chart/conf/pod.md:1 (release state)");
        assertNamed();
    }

    /** A README with templates in it, as helm-docs and authors write them, is not read by most charts. */
    @Test
    void filesThatTplDoesNotRead() throws Exception {
        chart.file("README.md", ON_UPGRADE)
                .file("README.md.gotmpl", ON_UPGRADE)
                .file("ci/values.yaml", ON_UPGRADE)
                .file("conf/a.yaml", "a: {{ .Values.name }}\n")
                .file(T, "kind: Thing\n{{ tpl (.Files.Get \"conf/a.yaml\") . }}\n{{ tpl .Values.name . }}");

        assertThat(named()).isEmpty();
    }

    @Test
    void keysOfValues() throws Exception {
        chart.values("mine.yaml", "map:\n  a:\n    ? |\n      " + ON_UPGRADE.replace("\n", "\n      ") + "\n    : 1\n")
                .file(T, "{{ range $key, $_ := .Values.map.a }}{{ tpl $key $ }}{{ end }}");

        assertThat(named()).hasSize(1).allMatch(text -> text.matches("mine.yaml:[34] \\(release state\\)"));
        assertNamed();
    }

    @Test
    void annotationsOfAChart() throws Exception {
        chart.file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\nannotations:\n  pod: |\n    "
                                + ON_UPGRADE.replace("\n", "\n    ") + "\n")
                .file(T, "{{ tpl .Chart.Annotations.pod . }}");

        assertThat(named()).hasSize(1).allMatch(text -> text.matches("chart/Chart.yaml:[56] \\(release state\\)"));
        assertNamed();
    }

    /** A template that another one runs after changes what all of them read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set .Values \"up\" .Release.IsUpgrade }}",
                "{{ $_ := set . \"up\" .Release.IsUpgrade }}{{ $_ := set .Values \"up\" .up }}",
                "{{ $_ := merge .Values (dict \"up\" .Release.IsUpgrade) }}",
                "{{ $_ := mustMerge .Values (dict \"up\" .Release.IsUpgrade) }}",
                "{{ $_ := mergeOverwrite .Values (dict \"up\" .Release.IsUpgrade) }}",
                "{{ $_ := mustMergeOverwrite $.Values (dict \"a\" 1) (dict \"up\" .Release.IsUpgrade) }}",
                "{{ $_ := merge . (dict \"Values\" (dict \"up\" .Release.IsUpgrade)) }}",
                "{{ $_ := set .Values (printf \"%s\" \"up\") .Release.IsUpgrade }}",
                "{{ $_ := set .Values \"a\" (dict \"b\" .Release.IsUpgrade) }}{{ if .Values.a.b }}{{ $_ := set .Values \"up\" true }}{{ end }}",
                "{{ $v := .Values }}{{ $_ := set $v \"up\" .Release.IsUpgrade }}",
                "{{ $d := dict \"v\" .Values }}{{ $_ := set $d.v \"up\" .Release.IsUpgrade }}",
                "{{ with .Values }}{{ $_ := set . \"up\" $.Release.IsUpgrade }}{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := set .Values \"up\" true }}{{ end }}",
                "{{ if not .Release.IsUpgrade }}{{ else }}{{ if set .Values \"up\" true }}{{ end }}{{ end }}",
                "{{ range $k, $v := dict \"up\" .Release.IsUpgrade }}{{ $_ := set $.Values $k $v }}{{ end }}",
                "{{ $_ := mergeOverwrite .Values (fromYaml (printf \"up: %t\" .Release.IsUpgrade)) }}",
                "{{ $_ := mergeOverwrite .Values (dict \"up\" (.Release | toJson | contains \"IsUpgrade\\\":true\")) }}",
                "{{ $_ := tpl \"{{ $_ := set .Values `up` .Release.IsUpgrade }}\" . }}",
                "{{ $_ := set (index .Values.texts 0) \"up\" .Release.IsUpgrade }}"
                        + "{{ $_ := set .Values \"up\" (index .Values.texts 0).up }}",
                "{{ $r := pick .Release \"IsUpgrade\" }}{{ $_ := mergeOverwrite .Values $r }}"
                        + "{{ $_ := set .Values \"up\" .Values.IsUpgrade }}",
            })
    void valuesThatAnotherTemplateChanges(String change) throws Exception {
        chart.file(T, "{{ if .Values.up }}\n" + POD + "{{ end }}\n").file(FIRST, change);
        assertNamed();
    }

    /** What looks made by a template holds mappings that the values have, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set (dict `p` .Values.part).p `up` .Release.IsUpgrade }}",
                "{{ $_ := set (set (dict) `p` .Values.part).p `up` .Release.IsUpgrade }}",
                "{{ $_ := set (unset (dict `p` .Values.part) `x`).p `up` .Release.IsUpgrade }}",
                "{{ $_ := set (get (dict `p` .Values.part) `p`) `up` .Release.IsUpgrade }}",
                "{{ $_ := set (pick .Values `part`).part `up` .Release.IsUpgrade }}",
                "{{ $_ := set (omit .Values `texts`).part `up` .Release.IsUpgrade }}",
                "{{ $_ := set (merge (dict) .Values).part `up` .Release.IsUpgrade }}",
                "{{ $_ := set (merge (deepCopy .Values.part) .Values).part `up` .Release.IsUpgrade }}",
                "{{ $_ := set (default .Values.part (dict)) `up` .Release.IsUpgrade }}",
                "{{ $_ := set (ternary (deepCopy .Values.part) .Values.part false) `up` .Release.IsUpgrade }}",
                "{{ $_ := set (index (list .Values.part) 0) `up` .Release.IsUpgrade }}",
                "{{ $_ := merge (dict `part` .Values.part) (dict `part` (dict `up` .Release.IsUpgrade)) }}",
                "{{ $_ := merge (merge (dict) .Values) (dict `part` (dict `up` .Release.IsUpgrade)) }}",
                "{{ $_ := mergeOverwrite (dict) .Values (dict `part` (dict `up` .Release.IsUpgrade)) }}",
                "{{ $_ := mergeOverwrite (deepCopy .Values.part) .Values (dict `part` (fromYaml (printf `up: %t` .Release.IsUpgrade))) }}",
                "{{ $_ := merge (dict `Release` .Values.part) . }}{{ $_ := set .Values.part `up` .Values.part.IsUpgrade }}",
                "{{ $c := deepCopy .Values }}{{ $c = .Values }}{{ $_ := set $c.part `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ if true }}{{ $c = .Values.part }}{{ end }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ $_ := set .Values `part` $c }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ $_ := set .Values `part` (set $c `x` 1) }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ $d := set $c `x` 1 }}{{ $_ := set .Values `part` $d }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ $_ := set .Values `part` (ternary $c .Values true) }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict `x` 1 }}{{ with $c }}{{ $_ := set $.Values `part` . }}{{ end }}{{ $_ := set $c `up` .Release.IsUpgrade }}",
                "{{ $c := dict }}{{ include `share` (list .Values $c) }}{{ $_ := set $c `up` .Release.IsUpgrade }}"
                        + "{{ define `share` }}{{ $_ := set (index . 0) `part` (index . 1) }}{{ end }}",
                "{{ $c := dict `p` .Values.part }}{{ $_ := set $c.p `up` .Release.IsUpgrade }}",
                "{{ $c := dict `p` .Values.part }}{{ $_ := merge $c (dict `p` (dict `up` .Release.IsUpgrade)) }}",
                "{{ $c := dict }}{{ $_ := merge $c .Values }}{{ $_ := mergeOverwrite $c (dict `part` (dict `up` .Release.IsUpgrade)) }}",
                "{{ range $c := list .Values.part }}{{ $_ := set $c `up` $.Release.IsUpgrade }}{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := merge (dict `part` .Values.part) .Values.ups }}{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := mergeOverwrite (dict) .Values .Values.ups }}{{ end }}",
                "{{ if .Release.IsUpgrade }}{{ $_ := merge (dict `Values` .Values.part) (deepCopy (dict `Values` (dict `up` 1))) }}{{ end }}",
            })
    void valuesThatLookMade(String change) throws Exception {
        chart.file("values.yaml", "part: {x: 1}\nups: {part: {up: true}}\ntexts: []\n")
                .file(T, "{{ if .Values.part.up }}\n" + POD + "{{ end }}\n")
                .file(FIRST, change);

        assertNamed();
    }

    /** What a template has made is changed for no other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "set (deepCopy .Values) `up` .Release.IsUpgrade",
                "set (deepCopy .Values).part `up` .Release.IsUpgrade",
                "set (deepCopy $) `up` .Release.IsUpgrade",
                "set (deepCopy $) (printf `u%s` `p`) .Release",
                "set (deepCopy $).Values.part `up` .Release.IsUpgrade",
                "set (get (deepCopy .Values) `part`) `up` .Release.IsUpgrade",
                "set (toYaml .Values | fromYaml) `up` .Release.IsUpgrade",
                "set (dict `part` .Values.part) `up` .Release.IsUpgrade",
                "set (dict `a` (dict) `part` .Values.part).a `up` .Release.IsUpgrade",
                "set (pick .Values `part`) `up` .Release.IsUpgrade",
                "set (merge (dict) .Values) `up` .Release.IsUpgrade",
                "set (default (dict) (deepCopy .Values.part)) `up` .Release.IsUpgrade",
                "unset (deepCopy .Values) (print .Release.Name)",
                "merge (deepCopy .Values) (dict `part` (dict `up` .Release.IsUpgrade))",
                "merge (dict `part` (dict `x` 1)) (dict `part` (dict `up` .Release.IsUpgrade)) .Values",
                "mergeOverwrite (dict) .Values (dict `up` (print .Release.IsUpgrade))",
                "merge (dict `scope` .Values.part) .",
                "merge (dict `Values` .Values.part) .",
                "deepCopy $ }}{{ $_ := set $c `up` .Release.IsUpgrade }}{{ hasKey $c `up`",
                "dict }}{{ range list 1 2 }}{{ $_ := set $c `up` $.Release.IsUpgrade }}{{ end }}{{ empty $c",
                "toYaml .Values | fromYaml }}{{ $_ := merge $c (dict `up` (print .Release.IsUpgrade)) }}{{ hasKey (get $c `part`) `x`",
                "dict }}{{ $c = set $c `up` .Release.IsUpgrade }}{{ empty $c",
            })
    void whatATemplateMadeByItself(String change) throws Exception {
        chart.file("values.yaml", "part: {x: 1}\n")
                .file(T, "kind: Thing\n{{ if .Values.part.up }}\na: b\n{{ end }}\nc: {{ toJson .Values }}\n")
                .file(FIRST, "# {{ $c := " + change + " }}");

        assertThat(named()).isEmpty();
        assertThat(renders()).isEqualTo("{untouched=1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $_ := set .Values \"up\" .Release.IsUpgrade }}",
                "{{ $_ := merge .Values (dict \"up\" .Release.IsUpgrade) }}",
                "{{ $_ := mergeOverwrite .Values (dict \"up\" .Release.IsUpgrade) }}"
            })
    void valuesThatNotesChange(String change) throws Exception {
        chart.file(T, "{{ if .Values.up }}\n" + POD + "{{ end }}\n").file("templates/deep/er/NOTES.txt", change);

        assertNamed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range $k, $v := .Values }}{{ if and (eq $k \"up\") (eq $v true) }}\n",
                "{{ if contains `\"up\":true` (toJson .Values) }}{{ if true }}\n",
                "{{ if index .Values (printf \"%s\" \"up\") }}{{ if true }}\n",
                "{{ if has true (values .Values) }}{{ if true }}\n",
                "{{ with deepCopy .Values }}{{ if .up }}\n",
                "{{ if (fromJson (toJson .Values)).up }}{{ if true }}\n",
                "{{ if eq (printf \"%v\" .Values.up) \"true\" }}{{ if true }}\n",
            })
    void waysToReadWhatWasChanged(String open) throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values \"up\" .Release.IsUpgrade }}")
                .file(T, open + POD + "{{ end }}{{ end }}\n");

        assertNamed();
    }

    @Test
    void keysThatAreThereOrNot() throws Exception {
        chart.file("values.yaml", "up: 1\n")
                .file(FIRST, "{{ if .Release.IsUpgrade }}{{ $_ := unset .Values \"up\" }}{{ end }}")
                .file(T, "{{ if not (hasKey .Values \"up\") }}\n" + POD + "{{ end }}\n");

        assertNamed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ include (printf \"shop.%s\" \"pod\") . }}",
                "{{ include (printf \"%[1]s.pod\" \"shop\") . }}",
                "{{ include (printf \"shop.%.3s\" \"podium\") . }}",
                "{{ include (printf \"%[2]s.%[1]s\" \"pod\" \"shop\") . }}",
                "{{ include (lower \"SHOP.POD\") . }}",
                "{{ include (trimSuffix \"-x\" \"shop.pod-x\") . }}",
                "{{ include (print \"shop.podium\" | trunc 8) . }}",
                "{{ include (index (list \"shop.pod\") 0) . }}",
                "{{ include (list \"shop\" \"pod\" | join \".\") . }}",
                "{{ include (replace \"_\" \".\" \"shop_pod\") . }}",
                "{{ $name := \"shop.pod\" }}{{ include $name . }}",
                "{{ include (printf \"%s.pod\" .Values.name) . }}",
                "{{ include (get .Values \"template\" | default \"shop.pod\") . }}",
                "{{ include (printf \"shop.%t\" .Release.IsUpgrade) . }}",
                "{{ include (print \"shop.\" .Release.IsUpgrade) . }}",
                "{{ include (print $.Template.BasePath \"/_whole.tpl\") . }}",
                "{{ include (printf \"%s/templates/%s\" .Chart.Name \"_whole.tpl\") . }}",
                "{{ include \"shop/templates/_whole.tpl\" . }}",
                "{{ template \"shop/templates/_whole.tpl\" . }}",
                "{{ include (.Template.Name | replace \"a.yaml\" \"_whole.tpl\") . }}",
                "{{ include (print $.Template.BasePath \"/_whole.tpl\") (dict \"Release\" .Release) }}",
                "{{ block \"mine\" .Release }}{{ if .IsUpgrade }}\n" + POD + "{{ end }}{{ end }}",
            })
    void templatesByComputedNames(String template) throws Exception {
        chart.file("templates/_whole.tpl", ON_UPGRADE).file(T, template);

        assertNamed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ include (ternary (print $.Template.BasePath \"/b.yaml\") \"shop.pod\" (empty .Values.name)) . }}",
                "{{ include (printf \"%s.pod\" (ternary $.Template.BasePath .Values.name (empty .Values.name))) . }}",
                "{{ include (print .Template.BasePath \"/named\") . }}",
                "{{ include (list .Template.BasePath \"named\" | join \"/\" | trim) . }}",
            })
    void namesThatFilesOfTemplatesMayHave(String template) throws Exception {
        chart.file("templates/_named.tpl", "{{ define \"shop/templates/named\" }}\n" + ON_UPGRADE + "{{ end }}")
                .file(T, template);

        assertNamed();
    }

    @Test
    void namesOfNoTemplateWithConditions() throws Exception {
        chart.file(
                        "templates/_pod.tpl",
                        "{{ define \"shop.alpha\" }}a: b{{ end }}{{ define \"shop.b\" }}" + ON_UPGRADE + "{{ end }}")
                .file("templates/_whole.tpl", ON_UPGRADE)
                .file(
                        T,
                        "kind: Thing\n{{ include (printf \"%s.%s\" .Values.name \"alpha\") . }}\n"
                                + "b: {{ include (print $.Template.BasePath \"/_pod.tpl\") . | sha256sum }}\n");

        assertThat(named()).noneMatch(text -> text.contains("_pod.tpl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ tpl (.Files.Get (printf \"%t.txt\" .Release.IsUpgrade)) . }}",
                "{{ .Files.Get (print .Release.IsUpgrade \".txt\") }}",
                "{{ range $_, $c := .Files.Glob (print .Release.IsUpgrade \"*\") }}{{ toString $c }}{{ end }}",
                "{{ range $_, $pod := pick .Values.pods (toString .Release.IsUpgrade) }}{{ with $pod }}{{ toYaml . }}{{ end }}{{ end }}",
                "{{ toYaml (omit .Values.pods (toString .Release.IsInstall)).true | replace \"null\" \"\" }}",
                "{{ regexFind (print .Release.IsUpgrade \".*\") \"true: 1#kind: Pod\" | trimPrefix \"true: 1#\" }}",
                "{{ splitList (toString .Release.IsInstall) \"kind: Pod#true#x: y\" | first | trunc 9 | trimSuffix \"#true#x: y\" "
                        + "| replace \"kind: Pod\" (ternary \"kind: Pod\" \"\" .Release.IsUpgrade) }}",
            })
    void functionsThatChoose(String template) throws Exception {
        chart.file("true.txt", POD).file("false.txt", "").file(T, template);

        assertNamed();
    }

    /** A condition that a reader of the template sees is named, and {@code variants} evaluates both of its sides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Release.IsUpgrade }}\n" + POD + "{{ end }}",
                "{{ include \"shop.pod\" . }}",
                "{{ range list 1 2 }}{{ if $.Release.IsInstall }}{{ break }}{{ end }}\n---\n" + POD + "{{ end }}",
                "{{ range list 1 2 }}{{ if $.Release.IsInstall }}{{ continue }}{{ end }}\n---\n" + POD + "{{ end }}",
                "{{ if .Release.IsUpgrade | toJson | printf \"[%s]\" | fromJsonArray | first }}\n" + POD + "{{ end }}",
                "{{ $d := dict (lower \"R\") .Release }}{{ if $d.r.IsUpgrade }}\n" + POD + "{{ end }}",
                "{{ $d := dict \"a\" (dict \"b\" (dict \"c\" (dict \"d\" (dict \"e\" .Release)))) }}"
                        + "{{ if $d.a.b.c.d.e.IsUpgrade }}\n" + POD + "{{ end }}",
                "{{ $d := set (dict) `a` (dict `b` (dict `c` (dict `d` (dict `e` (dict `f` .Release.IsUpgrade))))) }}"
                        + "{{ if $d.a.b.c.d.e.f }}\n" + POD + "{{ end }}",
                "{{ if (set (deepCopy .Values) `up` .Release.IsUpgrade).up }}\n" + POD + "{{ end }}",
                "{{ with set (deepCopy .Values) (printf `u%s` `p`) .Release }}{{ if .up.IsUpgrade }}\n" + POD
                        + "{{ end }}{{ end }}",
                "{{ if contains `true` (toJson (set (dict) `up` .Release.IsUpgrade)) }}\n" + POD + "{{ end }}",
                "{{ define `mine` }}{{ if .Values.up }}\n" + POD + "{{ end }}{{ end }}"
                        + "{{ include `mine` (set (deepCopy $) `Values` (dict `up` .Release.IsUpgrade)) }}",
                "{{ $c := deepCopy .Values }}{{ $_ := set $c `up` .Release.IsUpgrade }}{{ if $c.up }}\n" + POD
                        + "{{ end }}",
                "{{ $c := dict }}{{ if .Release.IsUpgrade }}{{ $_ := set $c `up` true }}{{ end }}{{ if $c }}\n" + POD
                        + "{{ end }}",
                "{{ $c := dict `on` 1 }}{{ if .Release.IsUpgrade }}{{ $_ := unset $c `on` }}{{ end }}{{ if not (hasKey $c `on`) }}\n"
                        + POD + "{{ end }}",
                "{{ $c := dict }}{{ $_ := mergeOverwrite $c (dict `up` (print .Release.IsUpgrade)) }}{{ if contains `true` (toJson $c) }}\n"
                        + POD + "{{ end }}",
                "{{ $c := dict }}{{ range list 1 2 }}{{ if $c.up }}\n---\n" + POD
                        + "{{ end }}{{ $_ := set $c `up` $.Release.IsUpgrade }}{{ end }}",
                "{{ $m := merge (deepCopy .Values) (dict `a` (dict `up` .Release.IsUpgrade)) }}{{ if $m.a.up }}\n" + POD
                        + "{{ end }}",
            })
    void conditionsInTheOpen(String template) throws Exception {
        chart.file(T, template);

        assertNamed(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {{ .Release.IsUpgrade }}",
                "a: {{ not .Release.IsInstall | quote }}",
                "{{ $r := .Release }}a: {{ printf \"%v\" $r.IsUpgrade }}",
                "a: {{ and .Values.name .Release.IsUpgrade }}",
            })
    void stateThatIsWrittenAsItIs(String line) throws Exception {
        chart.file(T, "kind: Thing\n" + line + "\n");

        assertThat(named()).containsExactly("chart/" + T + ":2 (release state)");
    }

    /** What is written as it is decides nothing, unless it becomes part of a sign of YAML or is a question itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ print .Release.IsInstall | replace \"true\" \"#\" | trimPrefix \"false\" }}kind: Pod\n---\n",
                "{{ printf \"%d\" .Release.Revision | replace \"1\" \"#\" | replace \"2\" \"\" }}kind: Pod\n",
                "a: |\n  x\n{{ indent (sub 3 (mul 3 (sub .Release.Revision 1)) | int) \"kind: Pod\" }}\n",
                "{{ printf \"%.*s\" (mul 9 (sub .Release.Revision 1) | int) \"kind: Pod\" }}",
                "{{ substr 0 (mul 9 (sub .Release.Revision 1) | int) \"kind: Pod\" }}",
                "{{ repeat (sub .Release.Revision 1 | int) \"kind: Pod\" }}",
                "{{ if semverCompare \">=2\" (printf \"%d.0.0\" .Release.Revision) }}\nkind: Pod\n{{ end }}",
                "{{ (split \"true\" (print .Release.IsUpgrade \"\\nkind: Pod\"))._1 }}",
                "{{ range chunk (sub 3 .Release.Revision | int) (list 1 2) }}{{ if eq (len .) 1 }}\n---\nkind: Pod\n{{ end }}{{ end }}"
            })
    void textsThatTheStateCuts(String template) throws Exception {
        chart.file(T, template);

        List<String> named = named();

        // helm template cannot be told another revision
        assertInstalledByUpgradesOnly(
                rendered(chart.request()), rendered(chart.asUpgrade().request()));
        assertThat(named).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ eq .Release.Revision 2 }}",
                "{{ ne (int .Release.Revision) 1 | quote }}",
                "*a{{ .Release.Revision }}"
            })
    void questionsThatAreWritten(String question) throws Exception {
        chart.file(T, "kind: Thing\nx: [&a1 {a: b}, &a2 {c: d}]\nprivileged: " + question + "\n");

        assertThat(named()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $f := get . (printf \"F%s\" \"iles\") }}{{ tpl ($f.Get \"pod.md\") . }}",
                "{{ range values (pick . \"Files\") }}{{ tpl (.Get \"pod.md\") $ }}{{ end }}",
                "{{ range $k, $v := . }}{{ if eq $k \"Files\" }}{{ tpl ($v.Get \"pod.md\") $ }}{{ end }}{{ end }}",
                "{{ $f := .Files }}{{ tpl (print ($f.Get \"half.txt\") ($f.Get \"rest.txt\")) . }}",
                "{{ include (print .Template.BasePath \"/NOTES.txt\") . }}",
                "{{ $c := dict }}{{ $_ := set $c `t` (replace `XX` `{{` (.Files.Get `xx.txt`)) }}{{ tpl $c.t . }}",
                "{{ $c := dict }}{{ $_ := merge $c (dict `t` (replace `XX` `{{` (.Files.Get `xx.txt`))) }}{{ range $c }}{{ tpl . $ }}{{ end }}",
                "{{ tpl (set (deepCopy .Values) `t` (replace `XX` `{{` (.Files.Get `xx.txt`))).t . }}",
                "{{ define `t` }}{{ tpl .t . }}{{ end }}{{ include `t` (set (deepCopy .) `t` (replace `XX` `{{` (.Files.Get `xx.txt`))) }}",
                "{{ tpl \"{{ define `z` }}{{ if .Release.IsUpgrade }}\\nkind: Pod\\n{{ end }}{{ end }}{{ include `z` . }}\" . }}",
            })
    void waysThatAreHardToFollow(String template) throws Exception {
        chart.file("pod.md", ON_UPGRADE)
                .file("half.txt", "{")
                .file("xx.txt", ON_UPGRADE.replace("{{", "XX"))
                .file("rest.txt", ON_UPGRADE.substring(1))
                .file("templates/NOTES.txt", ON_UPGRADE)
                .file(T, template);

        assertNamed();
    }

    @Test
    void timesAndSeedsInValuesThatAreReadAsAWhole() throws Exception {
        chart.file(FIRST, "{{ $_ := set .Values \"seed\" (randInt 0 2) }}")
                .file(
                        T,
                        "kind: Thing\n{{ range $k, $v := .Values }}\n{{ if eq (toString $v) \"1\" }}\nprivileged: true\n"
                                + "{{ break }}{{ end }}{{ end }}");

        assertThat(named(DeploymentInput.RANDOM)).contains("chart/" + T + ":3 (random values)");
    }
}
