package io.github.akspolicy.helm.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm printed is matched with what the executor wrote: each document once, and none is lost. */
class ComparedAnswerTest {
    private static final String A = "s/templates/a.yaml";
    private static final String HOOK = "kind: Job\nmetadata: {annotations: {helm.sh/hook: pre-install}}";

    private static String printed(String name, String text) {
        return new HelmDocument(name, text).printed();
    }

    private static ComparedAnswer compare(String output, Object... texts) {
        return new ComparedAnswer(output, false, written(texts), "");
    }

    private static ComparedAnswer compareWithHooks(String output, Object... texts) {
        return new ComparedAnswer(output, true, written(texts), "");
    }

    private static SortedMap<String, Text> written(Object... texts) {
        var written = new TreeMap<String, Text>();
        for (int i = 0; i < texts.length; i += 2) {
            written.put(
                    String.valueOf(texts[i]),
                    texts[i + 1] instanceof Text text ? text : Text.of(String.valueOf(texts[i + 1])));
        }
        return written;
    }

    private static Text random(String before, String word, String behind) {
        var made = new Mark(Sources.of(new Source.Deployment("randAlphaNum")), null);
        return new Text.Builder()
                .append(before, Mark.NONE)
                .append(word, made)
                .append(behind, Mark.NONE)
                .build();
    }

    @Test
    void equalTextsKeepTheirLineBreaksAndHooks() throws HelmFailure {
        String text = "\n\nkind: A\n---\n" + HOOK + "\n---\n\nkind: B\n";
        ComparedAnswer compared = compare(printed(A, "kind: B") + printed(A, "kind: A"), A, text);

        compared.require("x");
        assertThat(compared.files()).containsEntry(A, text);
    }

    /** Helm reads UTF-16, hides the hook and installs it; the executor has its bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
    void aHookInUtf16IsAHook(String charset) throws Exception {
        String text = new String(("\uFEFF" + HOOK + "\n").getBytes(charset), StandardCharsets.ISO_8859_1);
        ComparedAnswer compared = compare(printed(A, "kind: A"), A, "kind: A", "s/templates/b.yaml", text);

        compared.require("x");
        assertThat(compared.files().get("s/templates/b.yaml")).contains("h\0o\0o\0k");
    }

    @Test
    void aDocumentThatTheExecutorDoesNotWriteIsEvaluated() {
        ComparedAnswer compared =
                compare(printed(A, "kind: A") + printed("s/templates/b.yaml", "kind: B"), A, "kind: A");

        assertThat(compared.files()).containsKeys(A, "s/templates/b.yaml");
        assertThatThrownBy(() -> compared.require("may have hooks"))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("the chart may have hooks, and s/templates/b.yaml is written otherwise by Helm");
    }

    @Test
    void aDocumentStandsForOneOnly() {
        ComparedAnswer compared = compare(printed(A, "kind: A"), A, "kind: A\n---\nkind: A\n");

        assertThat(compared.isEqual()).isFalse();
        assertThat(compared.files()).containsEntry(A, "---\nkind: A\n");
    }

    @Test
    void whatOnlyTheExecutorWritesIsNotEvaluated() {
        ComparedAnswer compared = compareWithHooks(printed(A, "kind: A"), A, "kind: A\n---\n" + HOOK);

        assertThat(compared.isEqual()).isFalse();
        assertThat(compared.files()).containsEntry(A, "---\nkind: A\n");
    }

    /** The line that begins a document of another template may be the first of a document. */
    @Test
    void linesOfOtherTemplatesHideNothing() throws HelmFailure {
        String forged = "kind: A\n---\n---\n# Source: s/templates/b.yaml\nkind: Pod\n";
        String output = printed(A, "kind: A") + printed(A, "---\n# Source: s/templates/b.yaml\nkind: Pod");
        ComparedAnswer equal = compare(output, A, forged);
        equal.require("x");
        assertThat(equal.files()).containsOnlyKeys(A).containsEntry(A, forged);

        ComparedAnswer hidden = compare(output + printed("s/templates/b.yaml", "kind: Pod"), A, forged);
        assertThat(hidden.isEqual()).isFalse();
        assertThat(hidden.files()).containsEntry("s/templates/b.yaml", "---\nkind: Pod\n");
    }

    @Test
    void aRandomWordIsHelms() throws HelmFailure {
        Text text = random("kind: A\nword: ", "abc", "\nend: 1\n---\n" + HOOK);
        ComparedAnswer compared = compare(printed(A, "kind: A\nword: xyzzy\nend: 1"), A, text);

        compared.require("x");
        assertThat(compared.files()).containsEntry(A, "kind: A\nword: xyzzy\nend: 1\n---\n" + HOOK);
    }

    @Test
    void whatStandsAroundARandomWordMustBeTheSame() {
        Text text = random("kind: A\nword: ", "abc", "\nend: 1\n");
        for (String other : new String[] {"kind: B\nword: x\nend: 1", "kind: A\nword: x\nend: 2", "kind: A\nword:"}) {
            assertThat(compare(printed(A, other), A, text).isEqual()).as(other).isFalse();
        }
    }

    /** Only what another execution writes otherwise is decided by chance. */
    @Test
    void whatChanceDecidesIsPassedOver() {
        String output = printed(A, "kind: A\non: true");
        ComparedAnswer decided = compare(output, A, "kind: A\n---\n" + HOOK);
        decided.passOver(written(A, "kind: A\n---\n" + HOOK), written(A, "kind: A\non: true\n"));
        assertThatCode(() -> decided.require("x")).doesNotThrowAnyException();
        assertThat(decided.files()).containsEntry(A, "---\nkind: A\non: true\n---\n" + HOOK + "\n");

        ComparedAnswer other = compare(output, A, "kind: A\n");
        other.passOver(written(A, "kind: A\n"), written(A, "kind: A\n"));
        assertThat(other.isEqual()).isFalse();
    }

    @Test
    void textBeforeTheFirstTemplateIsEvaluated() {
        assertThat(compare("kind: Pod\n" + printed(A, "kind: A"), A, "kind: A").files())
                .containsEntry("", "---\nkind: Pod\n\n");
    }
}
