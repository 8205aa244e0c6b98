package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SafeTextTest {
    static final java.util.List<String> HOSTILE = HostileText.ALL;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "order-service|order-service",
                "##vso[task.complete]|#\\#vso[task.complete]",
                "::set-output|:\\:set-output",
                "a:b#c|a:b#c",
                ":::|:\\:\\:",
                "###[|#\\#\\#["
            })
    void breaksMarkers(String text, String safe) {
        assertThat(SafeText.line(text)).isEqualTo(safe);
    }

    @Test
    void showsWhatCannotBeSeen() {
        assertThat(SafeText.line("a\nb\r\tc\u001b[31m")).isEqualTo("a\\nb\\r\\tc\\u001b[31m");
        assertThat(SafeText.line("\u202eabc\u200b\u2028")).isEqualTo("\\u202eabc\\u200b\\u2028");
        assertThat(SafeText.line("tag\udb40\udc41")).isEqualTo("tag\\U000e0041");
        assertThat(SafeText.line("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
    }

    @Test
    void keepsReadableTextOfAnyLanguage() {
        String text = "Größe 大きさ مرحبا \ud83d\ude00 100% (a/b) [c] {d} \"e\" 'f' \\g";
        assertThat(SafeText.line(text)).isEqualTo(text);
    }

    @Test
    void leavesPlainTextUntouchedWithoutCopying() {
        String text = "spec.template.spec.containers[0].image";
        assertThat(SafeText.line(text)).isSameAs(text);
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void isHarmlessAndStable(String text) {
        String safe = SafeText.line(text);
        assertThat(safe).doesNotContain("##", "::").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
        assertThat(SafeText.line(safe)).isEqualTo(safe);
        assertThat(SafeText.line("#:" + safe)).isEqualTo(SafeText.line("#:" + text));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void wellFormedTextCanBeEncodedAndKeepsAllElse(String text) throws CharacterCodingException {
        String encodable = SafeText.wellFormed(text);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(encodable));
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThat(encodable).isEqualTo(text);
        }
    }

    @Test
    void shortensWhatNobodyReads() {
        String safe = SafeText.line("a" + "\ud83d\ude00".repeat(600_000));
        assertThat(safe)
                .hasSizeLessThanOrEqualTo(SafeText.LONGEST)
                .startsWith("a\ud83d\ude00")
                .endsWith("\ud83d\ude00... (1190042 more characters)");
        assertThat(SafeText.line(safe)).isEqualTo(safe);
    }

    @Test
    void theCorpusIsLarge() {
        assertThat(HostileText.ALL).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
}
