package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One test for each shape of text in which a value may be written. */
class YamlEditorTest {
    private static final List<Object> NESTED = List.of("securityContext", "privileged");

    @FunctionalInterface
    private interface Edit {
        TextEdit on(YamlText yaml, YamlEditor editor, int offset) throws Refusal, Hidden;
    }

    /** The text with an edit at the {@code ^}, which is no part of it. */
    private static String edit(String marked, boolean template, boolean json, Edit edit) throws Refusal {
        int offset = marked.indexOf('^');
        String text = marked.replace("^", "");
        var yaml = new YamlText(text, template, json);
        TextEdit made;
        try {
            made = edit.on(yaml, new YamlEditor(yaml), offset);
        } catch (Hidden written) {
            throw new Refusal("written at line " + (written.line() + 1));
        }
        return text.substring(0, made.from()) + made.replacement() + text.substring(made.to());
    }

    private static String yaml(String marked, Edit edit) throws Refusal {
        return edit(marked, false, false, edit);
    }

    private static String template(String marked, Edit edit) throws Refusal {
        return edit(marked, true, false, edit);
    }

    private static void refuses(String marked, String reason, Edit edit) {
        assertThatThrownBy(() -> template(marked, edit))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }

    @Nested
    class Scalars {
        private static final Edit FALSE = (yaml, editor, at) -> editor.set(at, false);
        private static final Edit TEXT = (yaml, editor, at) -> editor.set(at, "true");
        private static final Edit WORD = (yaml, editor, at) -> editor.set(at, "RuntimeDefault");

        @Test
        void keepsCommentsAndSpaces() throws Refusal {
            assertThat(yaml("a:\n  ^b:   true   # why\n", FALSE)).isEqualTo("a:\n  b:   false   # why\n");
            assertThat(yaml("a:\n  ^b: true# no comment\n", FALSE)).isEqualTo("a:\n  b: false\n");
            assertThat(yaml("- ^b: 'x # y' # z", FALSE)).isEqualTo("- b: false # z");
        }

        @Test
        void fillsInWhatIsEmpty() throws Refusal {
            assertThat(yaml("^b:\nc: 1\n", FALSE)).isEqualTo("b: false\nc: 1\n");
            assertThat(yaml("^b: # why\nc: 1\n", FALSE)).isEqualTo("b: false # why\nc: 1\n");
            assertThat(yaml("^b: ~\n", FALSE)).isEqualTo("b: false\n");
        }

        @Test
        void changesOneEntryInBraces() throws Refusal {
            assertThat(yaml("a: {x: 1, ^b: true, c: 2}\n", FALSE)).isEqualTo("a: {x: 1, b: false, c: 2}\n");
            assertThat(yaml("a: {x: 1,\n  ^b: true}\n", FALSE)).isEqualTo("a: {x: 1,\n  b: false}\n");
        }

        @Test
        void quotesTextThatWouldMeanSomethingElse() throws Refusal {
            assertThat(yaml("^b: true\n", TEXT)).isEqualTo("b: \"true\"\n");
            assertThat(yaml("^b: 'no'\n", TEXT)).isEqualTo("b: 'true'\n");
            assertThat(yaml("^b: Unconfined\n", WORD)).isEqualTo("b: RuntimeDefault\n");
            assertThat(yaml("^b: \"Unconfined\"\n", WORD)).isEqualTo("b: \"RuntimeDefault\"\n");
        }

        @Test
        void writesJson() throws Refusal {
            assertThat(edit("{\"a\": {^\"b\":true,\"c\":1}}", false, true, FALSE))
                    .isEqualTo("{\"a\": {\"b\":false,\"c\":1}}");
            assertThat(edit("{^\"b\": \"Unconfined\"}", false, true, WORD)).isEqualTo("{\"b\": \"RuntimeDefault\"}");
        }

        @Test
        void leavesWhatIsComputedOrNoScalar() {
            refuses("^b: {{ .Values.b }}\n", "the template computes the value: {{ .Values.b }}", FALSE);
            refuses("^b: x-{{ .Values.b }}\n", "computes", FALSE);
            refuses("^b:\n  c: 1\n", "not a scalar", FALSE);
            refuses("^b:\n- c\n", "not a scalar", FALSE);
            refuses("^b: |\n  text\n", "not a scalar", FALSE);
            refuses("^b: text\n  that goes on\n", "not a scalar", FALSE);
            refuses("^b: *alias\n", "not a scalar", FALSE);
            refuses("^b: {c: 1}\n", "not a scalar", FALSE);
            refuses("- ^b\n", "no entry", FALSE);
        }
    }

    @Nested
    class Additions {
        private static final Edit ADD = (yaml, editor, at) -> editor.addTo(at, NESTED, "false");
        private static final Edit BESIDE = (yaml, editor, at) -> editor.addBeside(at, NESTED, "false");

        @Test
        void putsItBehindTheScalarsOfABlock() throws Refusal {
            assertThat(yaml("^a:\n  b: 1\n  c: x # y\n  d:\n    e: 1\nf: 2\n", ADD))
                    .isEqualTo(
                            "a:\n  b: 1\n  c: x # y\n  securityContext:\n    privileged: false\n  d:\n    e: 1\nf: 2\n");
        }

        @Test
        void takesTheIndentationOfTheBlock() throws Refusal {
            assertThat(yaml("^a:\n      b:\n        - 1\n", ADD))
                    .isEqualTo("a:\n      securityContext:\n        privileged: false\n      b:\n        - 1\n");
        }

        @Test
        void opensABlockWhereNothingIs() throws Refusal {
            String block = "a:\n  securityContext:\n    privileged: false\n";
            assertThat(yaml("^a: {}\n", ADD)).isEqualTo(block);
            assertThat(yaml("^a:\n", ADD)).isEqualTo(block);
            assertThat(yaml("^a: null\n", ADD)).isEqualTo(block);
            assertThat(yaml("^a: {} # none\n  # b: 1\nc: 1\n", ADD))
                    .isEqualTo("a: # none\n  securityContext:\n    privileged: false\n  # b: 1\nc: 1\n");
            assertThat(yaml("^a: {}", ADD)).isEqualTo(block.stripTrailing());
        }

        @Test
        void staysInBraces() throws Refusal {
            assertThat(yaml("^a: {b: 1}\n", ADD)).isEqualTo("a: {b: 1, securityContext: {privileged: false}}\n");
            assertThat(yaml("x: {^a: {}, c: 1}\n", ADD))
                    .isEqualTo("x: {a: {securityContext: {privileged: false}}, c: 1}\n");
            assertThat(yaml("x: {^a: { b: 1 }, c: 1}\n", ADD))
                    .isEqualTo("x: {a: { b: 1, securityContext: {privileged: false} }, c: 1}\n");
            assertThat(yaml("- ^{name: x}\n", BESIDE)).isEqualTo("- {name: x, securityContext: {privileged: false}}\n");
        }

        @Test
        void writesJson() throws Refusal {
            assertThat(edit("{\n  ^\"a\": {\n    \"b\": 1\n  }\n}\n", false, true, ADD))
                    .isEqualTo(
                            "{\n  \"a\": {\n    \"securityContext\": {\"privileged\": false},\n    \"b\": 1\n  }\n}\n");
            assertThat(edit("{^\"a\":{\"b\":1}}", false, true, ADD))
                    .isEqualTo("{\"a\":{\"b\":1, \"securityContext\": {\"privileged\": false}}}");
        }

        @Test
        void addsToAnItem() throws Refusal {
            assertThat(yaml("c:\n  - ^name: x\n    image: y\n    ports:\n      - 1\n  - name: z\n", BESIDE))
                    .isEqualTo("c:\n  - name: x\n    image: y\n    securityContext:\n      privileged: false\n"
                            + "    ports:\n      - 1\n  - name: z\n");
            assertThat(yaml("c:\n- ^args:\n  - x\n  name: y\n", BESIDE))
                    .isEqualTo("c:\n- args:\n  - x\n  securityContext:\n    privileged: false\n  name: y\n");
            assertThat(yaml("- ^name: x\n  image: y\n- name: z\n  image: y\n", BESIDE))
                    .isEqualTo("- name: x\n  image: y\n  securityContext:\n    privileged: false\n"
                            + "- name: z\n  image: y\n");
            assertThat(yaml("- ^name: x", BESIDE)).isEqualTo("- name: x\n  securityContext:\n    privileged: false");
        }

        @Test
        void understandsTemplates() throws Refusal {
            assertThat(template("    ^a:\n      {{- include \"x\" . | nindent 6 }}\n", ADD))
                    .isEqualTo("    a:\n      securityContext:\n        privileged: false\n"
                            + "      {{- include \"x\" . | nindent 6 }}\n");
            assertThat(template("    ^a:\n{{ toYaml .Values.a | indent 10 }}\n", ADD))
                    .isEqualTo("    a:\n          securityContext:\n            privileged: false\n"
                            + "{{ toYaml .Values.a | indent 10 }}\n");
            assertThat(template("- ^name: {{ .Chart.Name }}\n  image: {{ .x }}\n  {{- with .y }}\n  z: 1\n", BESIDE))
                    .isEqualTo(
                            "- name: {{ .Chart.Name }}\n  image: {{ .x }}\n  securityContext:\n    privileged: false\n"
                                    + "  {{- with .y }}\n  z: 1\n");
        }

        @Test
        void writesNoKeyTwice() {
            refuses(
                    "- ^name: x\n  {{- with .Values.s }}\n  securityContext:\n    {{- toYaml . }}\n  {{- end }}\n",
                    "written at line 3",
                    BESIDE);
        }

        @Test
        void leavesWhatIsNoMapping() {
            refuses("^a: {{ toYaml .Values.a }}\n", "prints the whole mapping", ADD);
            refuses("^a: text\n", "not a mapping", ADD);
            refuses("^a: *b\n", "not a mapping", ADD);
            refuses("^a:\n  - 1\n", "there is a list", ADD);
        }
    }

    @Nested
    class Items {
        private static final Edit ALL = (yaml, editor, at) -> editor.addItem(at, "ALL");
        private static final Edit REMOVE = (yaml, editor, at) -> new Removal(yaml).item(at);

        @Test
        void addsOneInTheStyleOfTheOthers() throws Refusal {
            assertThat(yaml("^drop: [\"A\"] # x\n", ALL)).isEqualTo("drop: [\"A\", \"ALL\"] # x\n");
            assertThat(yaml("^drop: [A, B]\n", ALL)).isEqualTo("drop: [A, B, ALL]\n");
            assertThat(yaml("^drop: []\n", ALL)).isEqualTo("drop: [ALL]\n");
            assertThat(yaml("^drop:\n", ALL)).isEqualTo("drop: [ALL]\n");
            assertThat(yaml("^drop: ~\n", ALL)).isEqualTo("drop: [ALL]\n");
            assertThat(yaml("x:\n  ^drop:\n  - A # a\n  - B\n  # c\ny: 1\n", ALL))
                    .isEqualTo("x:\n  drop:\n  - A # a\n  - B\n  - ALL\n  # c\ny: 1\n");
            assertThat(yaml("^drop:\n    - \"A\"", ALL)).isEqualTo("drop:\n    - \"A\"\n    - \"ALL\"");
            assertThat(edit("{^\"drop\": [\"A\"]}", false, true, ALL)).isEqualTo("{\"drop\": [\"A\", \"ALL\"]}");
        }

        @Test
        void removesOne() throws Refusal {
            assertThat(yaml("add: [^A, B]\n", REMOVE)).isEqualTo("add: [B]\n");
            assertThat(yaml("add: [A, ^B]\n", REMOVE)).isEqualTo("add: [A]\n");
            assertThat(yaml("add: [ ^\"A\" ]\n", REMOVE)).isEqualTo("add: [  ]\n");
            assertThat(yaml("add:\n  - A\n  - ^B # b\n  - C\n", REMOVE)).isEqualTo("add:\n  - A\n  - C\n");
            assertThat(yaml("add:\n  - A\n  - ^B", REMOVE)).isEqualTo("add:\n  - A");
        }

        @Test
        void leavesAnEmptyListAndNoNull() throws Refusal {
            assertThat(yaml("c:\n  add:\n    - ^A\n  drop: []\n", REMOVE)).isEqualTo("c:\n  add: []\n  drop: []\n");
            assertThat(yaml("c:\n  add:\n  - ^A\n  drop: []\n", REMOVE)).isEqualTo("c:\n  add: []\n  drop: []\n");
        }

        @Test
        void leavesListsThatAreComputed() {
            refuses("^drop: {{ toJson .Values.drop }}\n", "computes the list", ALL);
            refuses("^drop: text\n", "not a list", ALL);
        }
    }

    @Nested
    class Removals {
        private static final Edit ENTRY = (yaml, editor, at) -> new Removal(yaml).entry(at, false);
        private static final Edit UPWARDS = (yaml, editor, at) -> new Removal(yaml).entry(at, true);

        @Test
        void removesAnEntryWithItsValue() throws Refusal {
            assertThat(yaml("a:\n  b: 1\n  ^c:\n    d: 1\n    e: 2\n  # f\n  f: 3\n", ENTRY))
                    .isEqualTo("a:\n  b: 1\n  # f\n  f: 3\n");
            assertThat(yaml("a: {b: 1, ^c: 2}\n", ENTRY)).isEqualTo("a: {b: 1}\n");
            assertThat(yaml("a: {^c: 2, b: 1}\n", ENTRY)).isEqualTo("a: {b: 1}\n");
            assertThat(yaml("a: {^c: null}\n", ENTRY)).isEqualTo("a: {}\n");
        }

        @Test
        void removesWhatWouldHideADefault() throws Refusal {
            assertThat(yaml("a:\n  x: 1\n  b:\n    ^c: null\n  d: 1\n", UPWARDS))
                    .isEqualTo("a:\n  x: 1\n  d: 1\n");
            assertThat(yaml("a:\n  b:\n    ^c: null\nd: 1\n", UPWARDS)).isEqualTo("d: 1\n");
        }

        @Test
        void leavesAnEmptyMappingElsewhere() throws Refusal {
            assertThat(yaml("a:\n  b:\n    ^c: 1\n", ENTRY)).isEqualTo("a:\n  b: {}\n");
        }

        @Test
        void keepsAParentWithComments() throws Refusal {
            assertThat(yaml("a:\n  b:\n    # why\n    ^c: null\n", UPWARDS)).isEqualTo("a:\n  b:\n    # why\n");
        }

        @Test
        void leavesWhatATemplateDecides() {
            refuses("^a:\n  {{- if .x }}\n  b: 1\n  {{- end }}\n", "template actions", ENTRY);
            refuses("- ^a: 1\n  b: 2\n", "first of a list item", ENTRY);
        }
    }

    @Test
    void replacesANull() throws Refusal {
        Edit replace = (yaml, editor, at) -> editor.replaceNull(at, List.of("type"), "RuntimeDefault");
        assertThat(yaml("a:\n  ^s: null\n", replace)).isEqualTo("a:\n  s:\n    type: RuntimeDefault\n");
        assertThat(yaml("a: {^s: null}\n", replace)).isEqualTo("a: {s: {type: RuntimeDefault}}\n");
        assertThat(yaml("^s: ~ # x\n", (yaml, editor, at) -> editor.replaceNull(at, List.of(), "true")))
                .isEqualTo("s: true # x\n");
    }

    @Test
    void takesBracketsInTextForText() {
        var yaml = new YamlText("a: it's [no] list\nb: |\n  [x\nc: \"{\"\nd: [it's, e]\nf: 1\n", false, false);
        assertThat(yaml.flow(yaml.text().indexOf("f: 1"))).isNull();
        assertThat(yaml.flow(yaml.text().indexOf("[no]") + 1)).isNull();
        assertThat(yaml.flow(yaml.text().indexOf("e]"))).isNotNull();
    }

    @Test
    void takesTheEndOfAnActionFromItsOwnBraces() {
        var yaml = new YamlText("a: {{ \"}}\" }} b\n{{/* }} c: 1 */}}\nd: 1\n", true, false);
        assertThat(yaml.line(0)).endsWith(" b").doesNotContain("}");
        assertThat(yaml.isAction(1)).isTrue();
        assertThat(yaml.line(2)).isEqualTo("d: 1");
    }
}
