package io.github.akspolicy.cluster.bicep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Bicep, what is not, and where it is not. */
class BicepParserTest {
    /** Every form of the syntax once. */
    private static final String ALL = """
            metadata owner = 'team' // a comment
            targetScope = 'subscription'
            extension microsoftGraph
            extension 'br:mcr.microsoft.com/bicep/extensions/kubernetes:1.0' with { namespace: 'default' } as k8s
            provider 'kubernetes@1.0.0' with {
              kubeConfig: 'x'
            }
            import { poolType, sizes as allSizes } from 'types.bicep'
            import * as shared from './shared.bicep'
            @sys.description('a type')
            @export()
            type settings = {
              @secure()
              password: string?
              'with-dash': ('a' | 'b')[]
              nested: { *: shared.inner }
              tuple: [int, string]
              size: resourceInput<'Microsoft.Compute/virtualMachines@2024-07-01'>.properties.hardwareProfile
            }
            type literal = 'a'
              | 'b' | -1 | !true | null
            @description('''several
            lines''')
            @allowed([
              'a'
              'b'
            ])
            param first string = 'a'
            @secure()
            param second object = {}
            param third resource 'Microsoft.Storage/storageAccounts@2023-01-01'
            var plain = 1 + -2 * 3 % 4 >= 5 && !(first =~ 'A') || first !~ 'b' ?? false
            var typed string[] = ['a', 'b']
            var text = 'it\\'s ${first}-${{ a: 'b}' }.a} \\u{1F600} \\${no}'
            var verbatim = '''
            no ${escape} here ''''
            var interpolated = $$'''one $${first} two ${three}'''
            var chosen = first == 'a'
              ? { yes: true }
              : null
            var spread = { ...second, 'key-${first}': [...typed, 'c'] }
            var loop = [for (item, i) in typed: {
              name: item
              index: i
            }]
            var lambdas = map(range(0, 3), (x, i) => x + i)
            var access = second.?a.b[?first]!.c[^1]
            func double(
              x int,
              y string?
            ) int => x * 2
            #disable-next-line no-unused-vars BCP073
            resource old 'Microsoft.Network/virtualNetworks@2023-05-01' existing = {
              name: 'old'
              scope: resourceGroup('network')
            }
            @batchSize(2)
            resource many 'Microsoft.X/y@2020-01-01' = [for i in range(0, 2): if (i > 0) {
              name: 'y${i}'
              @description('nested')
              resource inner 'z' = {
                name: 'z'
                resource: 'a property'
              }
            }]
            module local 'module.bicep' =
            if (first == 'a') {
              name: 'm'
              params: { id: old::subnet.id, key: old.listKeys().keys[0] }
            }
            assert isRight = true
            test one 'test.bicep' = { params: {} }
            output made object = { /* within */ a: az.resourceGroup().location }
            """;

    private static List<Statement> parsed(String text) throws BicepException {
        return BicepParser.parse(text, 1);
    }

    @Test
    void everyFormOfTheSyntaxIsRead() throws BicepException {
        assertThat(parsed(ALL)).hasSize(29);
        assertThat(parsed(ALL.replace("\n", "\r\n"))).hasSize(29);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "// only a comment",
                "\uFEFFvar a = 1",
                "var a = [\n]",
                "var a = [1, 2\n3]",
                "var a = {b: 1, c: 2}",
                "var a = f(\n1,\n2\n)",
                "var a = ''''''",
                "var a = ''''quoted''''",
                "var for = 1\nvar in = for",
                "param type string\nparam resource object",
                "var a = (\n1\n)",
                "using 'main.bicep'\nextends './base.bicepparam'\nparam a = readEnvironmentVariable('A')",
                "using none\nvar x = 'a'\nparam b = x",
            })
    void isBicep(String text) {
        assertThatCode(() -> parsed(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "var a =|1:8",
                "var a = 'b|1:9",
                "var a = 'b\\q'|1:11",
                "var a = '\\u{110000}'|1:10",
                "var a = 1 2|1:11",
                "var a = [1 2]|1:12",
                "var a = f(1,)|1:13",
                "var a = (1, 2)|1:9",
                "var a = '${b'|1:13",
                "var a = 99999999999999999999|1:9",
                "resource a 'x' = 1|1:18",
                "what is this|1:1",
                "/* never ends|1:1",
                "var a = '''x|1:9",
                "var a = ;|1:9",
                "@secure() param a string|1:11",
                "param a string =|1:17",
            })
    void isNotBicep(String text, String at) {
        try {
            parsed(text);
        } catch (BicepException wrong) {
            assertThat(wrong.position()).hasToString(at);
            return;
        }
        throw new AssertionError("it was read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "(", "{a: ", "!", "f(", "a ? b : ", "'${", "1 + (", "x => "})
    @Timeout(20)
    void whatIsNestedTooDeeplyIsRefused(String opening) {
        assertThatCode(() -> parsed("var a = " + opening.repeat(50_000))).isInstanceOf(BicepException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", ".a", "!", "[0]", "::a", " ?? b", "()"})
    @Timeout(20)
    void chainsThatNeverEndAreRefused(String link) {
        assertThatCode(() -> parsed("var a = x" + link.repeat(50_000))).isInstanceOf(BicepException.class);
        assertThatCode(() -> parsed("var a = x" + ".a".repeat(500))).doesNotThrowAnyException();
        assertThatCode(() -> parsed("param a string" + "[]".repeat(50_000))).isInstanceOf(BicepException.class);
    }

    @Test
    @Timeout(60)
    void noChangeOfATextBreaksOrHangsTheReader() {
        var random = new Random(45);
        String pieces = "{}[]()'$?:!@#|&=<>.,/*\\\n\r \tax0";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(ALL);
            for (int change = random.nextInt(3); change >= 0 && text.length() > 1; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 2 -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                    default -> text.setLength(at + 1);
                }
            }
            try {
                parsed(text.toString());
            } catch (BicepException refused) {
                assertThat(refused.position().line()).isPositive();
            }
        }
    }
}
