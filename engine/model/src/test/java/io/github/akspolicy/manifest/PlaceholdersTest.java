package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${TAG}                          | TAG",
                "${TAG:-latest}                  | TAG",
                "${TAG:=latest}                  | TAG",
                "${{ vars.TAG }}                 | vars.TAG",
                "contoso.azurecr.io/web:$(tag)   | tag",
                "#{Build.BuildId}#               | Build.BuildId",
                "#{Tag}                          | Tag",
                "__TAG__                         | TAG",
                "web-__my_tag__                  | my_tag",
                "<tag>                           | tag",
                "<your-registry>.azurecr.io      | your-registry",
                "%TAG%                           | TAG",
                "{{ tag }}                       | tag",
                "{{ .Values.tag }}               | Values.tag",
                "$TAG                            | TAG",
                "app:$BUILD_ID                   | BUILD_ID",
                "REPLACE_ME                      | REPLACE_ME",
                "REPLACE_WITH_YOUR_TENANT        | REPLACE_WITH_YOUR_TENANT",
                "CHANGE_ME_PLEASE                | CHANGE_ME_PLEASE",
                "changeme                        | changeme",
                "YOUR-APP-PASSWORD               | YOUR-APP-PASSWORD",
                "your-registry.azurecr.io/web    | your-registry",
                "YOUR API KEY                    | YOUR API KEY",
                "IMAGE_PLACEHOLDER               | IMAGE_PLACEHOLDER",
            })
    void isFoundByItsForm(String text, String name) {
        assertThat(Placeholders.in(text)).extracting(Placeholder::name).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ä${TAG}ß",
                "é$(tag)",
                "ß#{Tag}ß",
                "ü __TAG__",
                "é<größe>",
                "é<änderung>",
                "ü%TAG%",
                "é{{ tag }}",
                "ö:$TAG",
                "ü ChAnGe-mE",
                "ü rEPLACE_ME",
                "é <tag>ſ"
            })
    void isFoundAmongLettersThatAreNotAscii(String text) {
        assertThat(Placeholders.DEFAULT.mayBeIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "é", "<", "é<", "$é", "fıll-me", "ſ re", "exchange"})
    void whatBeginsNoneIsNotLookedAtClosely(String text) {
        assertThat(Placeholders.DEFAULT.mayBeIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "cost is $5",
                "$HOMEwork",
                "100%",
                "a%20b%20c",
                "Logging__LogLevel__Default",
                "___",
                "a < b and c > d",
                "<html><body>hello</body></html>",
                "see <name> in the documentation",
                "<nil>",
                "youtube",
                "yours-truly",
                "exchange-mechanism",
                "todo-app",
                "overprovisioning-placeholder",
                "${pvc.namespace}",
                "{name}",
                "Use your-name here",
            })
    void isNotFoundElsewhere(String text) {
        assertThat(Placeholders.in(text)).isEmpty();
    }

    @Test
    void tellsWhatIsKnownBesideIt() {
        Unresolved image = Placeholders.DEFAULT.unresolved("${REGISTRY}/web:v1-#{Build}#");
        assertThat(image).isNotNull();
        assertThat(image.placeholders()).containsExactly("${REGISTRY}", "#{Build}#");
        assertThat(image.withHoles()).isEqualTo("⟨⟩/web:v1-⟨⟩");
        assertThat(Unresolved.mayBe("v1-⟨⟩", "latest")).isFalse();
        assertThat(Unresolved.mayBe("⟨⟩est", "latest")).isTrue();
        assertThat(Unresolved.mayBe("l⟨⟩t⟨⟩t", "latest")).isTrue();
        assertThat(Unresolved.mayBe("lat⟨⟩test", "latest")).isFalse();
        assertThat(Unresolved.mayBe("⟨⟩a⟨⟩x⟨⟩", "latest")).isFalse();
        assertThat(Unresolved.mayBe("latest", "latest")).isTrue();
    }

    @Test
    void isConfigurable() {
        Placeholders others =
                Placeholders.DEFAULT.without(PlaceholderForm.PARENTHESES).with(Pattern.compile("@@[A-Z]+@@"));
        assertThat(others.find("$(tag)")).isEmpty();
        assertThat(others.find("web:@@TAG@@")).extracting(Placeholder::text).containsExactly("@@TAG@@");
        assertThat(Placeholders.RENDERED.find("{{ tag }}")).isEmpty();
        assertThat(Placeholders.NONE.find("${TAG}")).isEmpty();
    }

    @Test
    void readsYamlThatItWouldBreak() throws Exception {
        String text = "replicas: {{ N }}\nimage: %IMAGE%:1\nitems:\n  - {{ ITEM }}\nkey: \"{{ Q }}\"\n";
        String readable = Placeholders.DEFAULT.readable(text);
        assertThat(readable).hasSameSizeAs(text);
        Node document = new PlaceholderMarks(Placeholders.DEFAULT)
                .mark(ManifestReader.manifests(readable).get(0));
        assertThat(Field.root(document).get("replicas").string()).isEqualTo("{{ N }}");
        assertThat(Field.root(document).get("image").string()).isEqualTo("%IMAGE%:1");
        assertThat(Field.root(document).get("items").strings()).containsExactly("{{ ITEM }}");
        assertThat(Field.root(document).get("key").string()).isEqualTo("{{ Q }}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: {{ if .x }}", "a: {{ .Values.x }}", "a: {{ end }}", "a: {b: c}", "a: 50%"})
    void leavesOtherYamlAlone(String text) {
        assertThat(Placeholders.DEFAULT.readable(text)).isEqualTo(text);
    }

    @Test
    void countsWhatIsNoFreeText() throws Exception {
        String text = """
                apiVersion: v1
                kind: Pod
                metadata: {name: "${NAME}", annotations: {note: "$(x) ${FREE}"}}
                spec:
                  containers:
                    - image: "#{Image}#"
                      args: ["$(POD_IP)", "--a=${FREE}"]
                      command: [sh, -c, "echo $HOME <x>"]
                      env: [{name: A, value: "${FREE}"}]
                ---
                apiVersion: v1
                kind: Secret
                data: {password: WU9VUi1BUFAtUEFTU1dPUkQ=, key: "__KEY__", other: aGVsbG8=}
                stringData: {file: "a: ${A}\\nb: 1"}
                ---
                apiVersion: kyverno.io/v1
                kind: ClusterPolicy
                spec: {message: "{{ request.object }}"}
                """;
        var marks = new PlaceholderMarks(Placeholders.DEFAULT);
        List<Node> documents = ManifestReader.manifests(text);
        documents.forEach(marks::mark);
        assertThat(marks.counted()).containsOnlyKeys("${NAME}", "#{Image}#", "YOUR-APP-PASSWORD", "__KEY__");
        Field container = Field.root(marks.mark(documents.get(0)))
                .at("spec", "containers")
                .items()
                .get(0);
        assertThat(container.get("args").items().get(0).unresolved()).isNull();
        assertThat(container.get("args").items().get(1).unresolved()).isNotNull();
        assertThat(container.get("command").items().get(2).unresolved()).isNull();
    }

    @Test
    void takesTimeThatGrowsWithTheText() {
        for (String unit : List.of("${", "#{a", "__a", "<a", "%A", "{{ ", "$A", "your-", "REPLACE_ME_", "A_")) {
            assertTimeout(Duration.ofSeconds(5), () -> Placeholders.in(unit.repeat(3_000)));
            assertTimeout(Duration.ofSeconds(5), () -> Placeholders.DEFAULT.readable(("a: " + unit).repeat(100_000)));
        }
    }
}
