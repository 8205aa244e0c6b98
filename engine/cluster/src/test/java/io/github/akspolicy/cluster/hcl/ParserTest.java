package io.github.akspolicy.cluster.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.akspolicy.cluster.hcl.Expression.Part;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What HashiCorp's own parser takes and refuses: each text here was given to it as well (hclparse as WebAssembly, npm package
 * {@code @cdktf/hcl2json} 0.21.0, 2026-11-30).
 */
class ParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\ufeffa = 1",
                "a = 1 # comment",
                "a = 1 // comment\nb = 2",
                "a = /* in between */ 1 /* behind */\n",
                "a = 1\r\nb {\r\n}\r\n",
                "b {}\n",
                "b { a = 1 }\n",
                "b \"x\" y {\n  c {\n  }\n}\n",
                "b { # comment\n}\n",
                "a-b_c = 1",
                "größe = 1",
                "a = b.c[0].d[*].e.*.f.0",
                "a = b [0]",
                "a = -b.c + !d ? 1.5e3 : null",
                "a = (\n  1\n  + 2\n)",
                "a = [\n  1,\n  2,\n]",
                "a = {\n  b = 1\n\n  c : 2, \"d\" = 3\n  (e) = 4\n}",
                "a = { b = 1, }",
                "a = f(1, 2,)",
                "a = f(b...)",
                "a = f(\n  b\n)",
                "a = provider::azurerm::parse_resource_id(b)",
                "a = [for b in c : b]",
                "a = {for k, v in c : k => v... if v}",
                "a = [\n  for b in c :\n  b\n]",
                "a = \"${b}-%{ if c }x%{ else }${d}%{ endif }\"",
                "a = \"%{ for k, v in c ~} ${v} %{~ endfor }\"",
                "a = \"$${b} %%{c} $ % $$ \\\" \\\\ \\n \\u00e9 \\U0001F600\"",
                "a = \"${\n  b\n}\"",
                "a = \"${\"${b}\"}\"",
                "a = <<EOT\n  x ${b}\n\nEOT\n",
                "a = <<-EOT\n  x\n  EOT\n",
                "a = f(<<A\nx\nA\n, <<B\ny\nB\n)",
                "a = <<EOT\nEOTX \\ \"\nEOT\nb = 1",
                "a = b ? c : d ? e : f",
            })
    void whatIsHcl(String text) throws HclException {
        Parser.file(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a =",
                "a = 1 b = 2",
                "a = 1\na = 2",
                "a = \"x",
                "a = \"x\ny\"",
                "a = \"x\ry\"",
                "a = \"\\x\"",
                "a = \"\\u12\"",
                "a = \"${}\"",
                "a = \"${b\"",
                "a = \"%{ if b }\"",
                "a = \"%{ endif }\"",
                "a = \"%{ while b }%{ endif }\"",
                "a = \"%{ if b }%{ else }%{ else }%{ endif }\"",
                "a = <<EOT\nx\nEOT",
                "a = <<EOT x\nEOT\n",
                "a = <<EOT\nx\ry\nEOT\n",
                "a = 'x'",
                "a = 1;",
                "a = 1 & 2",
                "a = b |\n c",
                "a = b ?\n c : d",
                "a = 1 +\n 2",
                "a = 1.0.1",
                "a = b.0.1",
                "a = b.",
                "a = [1 2]",
                "a = [, 1]",
                "a = {b = 1 c = 2}",
                "a = {b = 1,, c = 2}",
                "a = {for = 1}",
                "a = [for b in c : b...]",
                "a = f(,)",
                "a = f(b..., c)",
                "a = /* open",
                "b {",
                "b { a = 1\n}\n",
                "b { a = 1 c = 2 }\n",
                "b { c {} }\n",
                "b {} c {}\n",
                "b \"${x}\" {}\n",
                "\"a\" = 1",
                "}",
                "a = \u200b1",
            })
    void whatIsNot(String text) {
        assertThat(catchThrowableOfType(HclException.class, () -> Parser.file(text)))
                .isNotNull();
    }

    @Test
    void placesAreCountedInCharacters() throws HclException {
        Body body = Parser.file("a = \"😀\" == b\r\nresource \"x\" \"y\" {\n  c = [1, d.e]\n}\n");

        var comparison = (Expression.Binary) body.attributes().get(0).value();
        assertThat(comparison.left().at()).isEqualTo(new Position(1, 5));
        assertThat(comparison.right().at()).isEqualTo(new Position(1, 12));
        Body.Block block = body.blocks().get(0);
        assertThat(block.labels()).containsExactly("x", "y");
        Body.Attribute attribute = block.body().attributes().get(0);
        assertThat(attribute.at()).isEqualTo(new Position(3, 3));
        var list = (Expression.Tuple) attribute.value();
        assertThat(list.items().get(0)).isEqualTo(new Expression.Literal(BigDecimal.ONE, new Position(3, 8)));
        assertThat(list.items().get(1).at()).isEqualTo(new Position(3, 11));
    }

    @Test
    void aFailureSaysWhere() {
        HclException failure = catchThrowableOfType(HclException.class, () -> Parser.file("a = 1\nb = 2 c = 3\n"));

        assertThat(failure.at()).isEqualTo(new Position(2, 7));
        assertThat(failure).hasMessage("the line does not end behind an argument");
    }

    /** {@code hclsyntax}: an empty line does not count for the indentation, and neither does the line that ends it. */
    @Test
    void indentedHeredocsLoseWhatAllLinesBeginWith() throws HclException {
        assertThat(texts("a = <<-EOT\n    one\n\n      two ${b} $${c}\n  EOT\n"))
                .containsExactly("one\n\n  two ", " ${c}\n");
        assertThat(texts("a = <<EOT\n  one\\n\n EOT\n")).containsExactly("  one\\n\n");
        assertThat(texts("a = <<-EOT\n  one\n${b}\n  EOT\n")).containsExactly("  one\n", "\n");
    }

    @Test
    void tildesTakeAwayTheSpaceBesideThem() throws HclException {
        assertThat(texts("a = \"x ${~ b ~} y\"")).containsExactly("x", "y");
        assertThat(texts("a = <<EOT\nx\n%{ if b ~}\n  y\n%{~ endif }\nEOT\n")).containsExactly("x\n", "\n");
    }

    @Test
    void operatorsBindAsInTheLanguage() throws HclException {
        var or = (Expression.Binary) value("a = 1 + 2 * 3 == 7 && !b || c");

        assertThat(or.operator()).isEqualTo("||");
        var and = (Expression.Binary) or.left();
        assertThat(and.operator()).isEqualTo("&&");
        var equal = (Expression.Binary) and.left();
        assertThat(equal.operator()).isEqualTo("==");
        assertThat(((Expression.Binary) equal.left()).operator()).isEqualTo("+");
        var minus = (Expression.Binary) value("a = 1 - 2 - 3");
        assertThat(minus.left()).isInstanceOf(Expression.Binary.class);
    }

    /** {@code .*} takes attributes alone: the index behind it is one of the whole list. */
    @Test
    void splatsReachAsFarAsTheyAreWritten() throws HclException {
        var index = (Expression.Index) value("a = b.*.c[0]");
        assertThat(index.of()).isInstanceOf(Expression.Splat.class);

        var splat = (Expression.Splat) value("a = b[*].c[0]");
        assertThat(splat.each()).isInstanceOf(Expression.Index.class);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        String deep = "(".repeat(100_000);

        for (String text : List.of(
                "a = " + deep,
                "a = " + "-".repeat(100_000),
                "a = " + "\"${".repeat(100_000),
                "b {\n".repeat(100_000))) {
            assertThat(catchThrowableOfType(HclException.class, () -> Parser.file(text)))
                    .hasMessageContaining("nested more than");
        }
    }

    private static Expression value(String text) throws HclException {
        return Parser.file(text).attributes().get(0).value();
    }

    private static List<String> texts(String text) throws HclException {
        return ((Expression.Template) value(text))
                .parts().stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> ((Part.Text) part).text())
                        .toList();
    }
}
