package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MarkdownTest {
    /** Besides the corpus of all formats what only Markdown and the pages that show it know. */
    static final List<String> HOSTILE = hostile();

    private static List<String> hostile() {
        var texts = new ArrayList<>(HostileText.ALL);
        texts.addAll(List.of(
                "@octocat please approve",
                "@contoso/admins",
                "@<2e2b5b3a-0000-4000-8000-000000000000>",
                "fixes #1 and GH-1 and contoso/store#12",
                "closes AB#12 and !34",
                "0123456789abcdef0123456789abcdef01234567",
                "www.example.com and https://example.com/a?b=c",
                "mail me@example.com or mailto:me@example.com xmpp:a@b.c",
                "<https://example.com> <me@example.com>",
                "[a]: https://example.com \"title\"",
                "[a][b] ![c][d] [^1]",
                "&lt;b&gt; &#64;octocat &amp;",
                "\\@octocat \\<b> \\`code\\`",
                "`",
                "``",
                "``` three ```",
                "`unclosed",
                "closed`",
                "```suggestion\nx: 1\n```",
                "~~~suggestion",
                "a | b | c",
                "a \\| b \\\\| c",
                "|---|---|",
                "# heading",
                "- item",
                "1. item",
                "> quote",
                "    code block",
                "---",
                "===",
                "*a* _b_ ~~c~~ **d** __e__",
                "$$x$$ $`y`$",
                ":tada: :octocat:",
                "- [x] done",
                "<!-- aks-policy -->",
                "<details><summary>a</summary>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<svg/onload=alert(1)>",
                "ends with a backslash \\",
                "ends with two \\\\",
                "two  spaces  ",
                "line  \nbreak",
                "\\",
                "a\\`b",
                "` ` `",
                "(www.example.com)",
                "wwwexample"));
        return List.copyOf(texts);
    }

    @Test
    void plainWordsStayPlain() {
        String sentence = "spec.replicas is 1, which isn't enough (for x_1, y_2 z_3).";
        assertThat(Markdown.text(sentence))
                .isEqualTo("`spec.replicas` is 1, which isn't enough (for `x_1`, `y_2 z_3`).");
    }

    @Test
    void everythingElseIsCode() {
        assertThat(Markdown.text("rules[0].verbs contains \"*\"")).isEqualTo("`rules[0].verbs` contains `\"*\"`");
        assertThat(Markdown.code("a`b")).isEqualTo("``a`b``");
        assertThat(Markdown.code("`")).isEqualTo("`` ` ``");
        assertThat(Markdown.code("")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aSentenceIsProseAndCode(String text) {
        var read = new MarkdownReader("- fix: " + Markdown.text(text) + " end\n");
        isInert(read);
        assertThat(MarkdownReader.spaced(read.text()))
                .isEqualTo(MarkdownReader.spaced("fix: " + SafeText.line(text) + " end"));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aSentenceMayBeginALine(String text) {
        isInert(new MarkdownReader("- " + Markdown.text(text) + "\n"));
        isInert(new MarkdownReader(Markdown.text(text) + "\n"));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aCodeSpanIsOneCodeSpan(String text) {
        var read = new MarkdownReader("- at " + Markdown.code(text) + " end\n");
        isInert(read);
        assertThat(read.code()).containsExactly(SafeText.line(text));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void aCellIsOneCell(String text) {
        String row = Markdown.row(List.of(Markdown.code(text), Markdown.text(text), "end"));
        var read = new MarkdownReader(Markdown.row(List.of("a", "b", "c")) + "|---|---|---|\n" + row);
        assertThat(read.cells()).containsExactly(3, 3);
        assertThat(read.kinds()).doesNotContain("HtmlInline", "HtmlBlock", "Link", "Image");
        assertThat(read.code()).contains(SafeText.line(text).replace("|", "\\u007c"));
    }

    private static void isInert(MarkdownReader read) {
        assertThat(read.kinds()).isSubsetOf(Set.of("Document", "BulletList", "ListItem", "Paragraph", "Text", "Code"));
        assertThat(read.prose())
                .allSatisfy(prose -> assertThat(prose).doesNotContainPattern("[^A-Za-z0-9 '().,;:-]|www|//"));
    }

    @Test
    void theReaderDoesSeeMarkup() {
        var read = new MarkdownReader("a <b> www.example.com ![i](x)\n\n| a |\n|---|\n| b | c |\n\n<div>\n");
        assertThat(read.kinds()).contains("HtmlInline", "HtmlBlock", "Link", "Image", "TableCell");
    }
}
