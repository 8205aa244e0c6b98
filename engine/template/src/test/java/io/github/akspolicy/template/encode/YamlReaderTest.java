package io.github.akspolicy.template.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values files: what they set, and where. */
class YamlReaderTest {
    private static GoMap read(String text) throws EncodeException {
        return (GoMap) Objects.requireNonNull(YamlReader.values(Bytes.of(text)).data());
    }

    private static Value at(GoMap map, String key) {
        return Objects.requireNonNull(map.get(key));
    }

    private static Sources set(String path) {
        return Sources.of(new Source.Setting(path));
    }

    @Test
    void eachLeafHasItsPathAndLayer() throws EncodeException {
        GoMap values = read("image:\n  tag: '1.0'\n  pull: Always\nports:\n- 80\n- {name: web, port: 443}\nnone:\n");
        GoMap image = (GoMap) Objects.requireNonNull(at(values, "image").data());
        GoSlice ports = (GoSlice) Objects.requireNonNull(at(values, "ports").data());
        GoMap second = (GoMap) Objects.requireNonNull(ports.elements().get(1).data());
        assertThat(at(image, "tag").sources()).isEqualTo(set("image.tag"));
        assertThat(ports.elements().get(0).sources()).isEqualTo(set("ports[0]"));
        assertThat(ports.elements().get(0).data()).isEqualTo(80.0);
        assertThat(at(second, "port").sources()).isEqualTo(set("ports[1].port"));
        assertThat(at(values, "none").sources()).isEqualTo(set("none"));
        assertThat(at(values, "none").isNil()).isTrue();
    }

    @Test
    void eachMapKnowsItsPlace() throws EncodeException {
        GoMap values = read("a:\n  b: {}\nl: [{c: 1}]\n");
        GoMap a = (GoMap) Objects.requireNonNull(at(values, "a").data());
        GoMap b = (GoMap) Objects.requireNonNull(at(a, "b").data());
        GoSlice list = (GoSlice) Objects.requireNonNull(at(values, "l").data());
        GoMap element = (GoMap) Objects.requireNonNull(list.elements().get(0).data());
        assertThat(values.path()).isEmpty();
        assertThat(b.path()).isEqualTo("a.b");
        assertThat(b.missing("x").sources()).isEqualTo(Sources.of(new Source.Absent("a.b.x")));
        assertThat(element.path()).isEqualTo("l[0]");
    }

    @Test
    void anAliasHasThePathOfWhereItIsUsed() throws EncodeException {
        GoMap values = read("base: &b {x: 1}\nuse: *b\nmerged: {<<: *b, y: 2}\n");
        GoMap use = (GoMap) Objects.requireNonNull(at(values, "use").data());
        GoMap merged = (GoMap) Objects.requireNonNull(at(values, "merged").data());
        assertThat(at(use, "x").sources()).isEqualTo(set("use.x"));
        assertThat(at(merged, "x").sources()).isEqualTo(set("merged.x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            value = {
                "a: 1 → map[a:1]",
                "a: yes⏎n: on → map[a:true false:true]",
                "1.5: x⏎010: b⏎~x: z → map[1.5:x 8:b ~x:z]",
                "a: 2001-01-01⏎b: 12:30:45 → map[a:2001-01-01 b:12:30:45]",
                "a: 9007199254740993 → map[a:9.007199254740992e+15]",
                "a: 1⏎a: 2 → map[a:2]",
                "a: 1⏎---⏎b: 2 → map[a:1]",
                "a: !!str 1⏎b: !!float 1⏎c: !!binary aGk= → map[a:1 b:1 c:hi]",
                "a: é⏎日本: 😀 → map[a:é 日本:😀]",
                "# nothing → map[]",
            })
    void readsAsHelmDoes(String text, String printed) throws EncodeException {
        Value values = YamlReader.values(Bytes.of(text.replace('⏎', '\n')));
        assertThat(Bytes.text(Printer.bytes(values))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            value = {
                "- a → error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of"
                        + " type map[string]interface {}",
                "12 → error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into Go value of"
                        + " type map[string]interface {}",
                "a: .inf → error converting YAML to JSON: json: unsupported value: +Inf",
                "a: {{ .Values.x }} → error converting YAML to JSON: yaml: invalid map key: map[interface {}]interface"
                        + " {}{\".Values.x\":interface {}(nil)}",
                "? [1, b]⏎: c → error converting YAML to JSON: yaml: invalid map key: []interface {}{1, \"b\"}",
                "a: *x → error converting YAML to JSON: yaml: unknown anchor 'x' referenced",
                "a: &x [*x] → error converting YAML to JSON: yaml: anchor 'x' value contains itself",
                "<<: 1 → error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value",
                "a: !!int x → error converting YAML to JSON: yaml: cannot decode !!str `x` as a !!int",
                "? ~⏎: x → error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value:"
                        + " \"x\"",
                "18446744073709551615: x → error converting YAML to JSON: unsupported map key of type: uint64, key:"
                        + " 0xffffffffffffffff, value: \"x\"",
                "a: [ → error converting YAML to JSON: yaml: line 1: did not find expected node content",
            })
    void refusesAsHelmDoes(String text, String message) {
        assertThatThrownBy(() -> read(text.replace('⏎', '\n')))
                .isInstanceOf(EncodeException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNotText() {
        assertThatThrownBy(() -> YamlReader.values("a: \u00E9"))
                .hasMessageMatching("error converting YAML to JSON: yaml: .* UTF-8 octet");
        assertThatThrownBy(() -> YamlReader.values("a: \u00FFb"))
                .hasMessage("error converting YAML to JSON: yaml: invalid leading UTF-8 octet");
    }

    @Test
    void endsWithDocumentsThatAliasesBlowUp() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            text.append('a')
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatThrownBy(() -> read(text.toString()))
                .hasMessage("error converting YAML to JSON: yaml: document contains excessive aliasing");
    }

    @Test
    void endsWithDocumentsThatAreTooDeep() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(5000) + "]".repeat(5000)))
                .hasMessageContaining("exceeded max depth");
    }
}
