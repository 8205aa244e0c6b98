package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.source.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions in Bicep as they are written: what they come to, and which line decides it. */
class BicepReadingTest {
    private static final String AKS = "resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = ";

    @TempDir
    Path folder;

    private Path write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        return Files.writeString(folder.resolve(path), text);
    }

    private Read read(String text, Path... parameters) {
        return Read.of(folder, "main.bicep", text, parameters);
    }

    private static Origin origin(Read read, AzureProperty property) {
        return read.files.get(0).origins().locate(read.cluster().get(property).place());
    }

    private static String accounts(Read read) {
        return read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).textOrEmpty();
    }

    /** An expression, with what it is; {@code ?} where only the deployment knows. */
    private static Stream<Arguments> expressions() {
        return """
                true | true
                a && !b | true
                1 + 2 * 3 == 7 | true
                10 / 3 == 3 && 10 % 3 == 1 && -1 < 0 | true
                'A' =~ 'a' && 'A' !~ 'b' && 'A' != 'a' | true
                '${'x'}-${1}-${true}' == 'x-1-True' | true
                '{0}${'x'}{1}' == '{0}x{1}' | true
                (nothing ?? 'y') == 'y' | true
                nothing ?? a | true
                object.?c ?? 'none' | none
                object.?c.d ?? 'none' | none
                object[?'c'] ?? 'none' | none
                object!.inner['key'] | value
                list[^1] | c
                [...list, 'd'][3] | d
                { ...object, inner: 'over' }.inner | over
                {'${list[0]}x': 'k'}.ax | k
                contains(map(list, x => toUpper(x)), 'B') | true
                filter(list, (x, i) => i > 1)[0] | c
                reduce([1, 2], 0, (sum, x) => sum + x) == 3 | true
                toObject(list, x => x, x => '${x}!').b | b!
                sort(list, (x, y) => x > y)[0] | c
                groupBy(list, x => x == 'a' ? 'one' : 'two').two[1] | c
                mapValues({a: 1}, v => v + 1).a == 2 | true
                [for (x, i) in list: '${i}${x}'][1] | 1b
                [for x in items(object): x.key][0] | inner
                double(4) == 8 && quadruple(1) == 4 | true
                sys.length(list) == az.length('abc') | true
                any(a) | true
                nameof(object) | object
                existing.name | vnet
                existing::subnet.name | snet
                existing.type | Microsoft.Network/virtualNetworks
                loadTextContent('note.txt') | [not an expression]
                loadJsonContent('data.json').deep.list[1] | two
                loadJsonContent('data.json', '$.deep.list[0]') | one
                loadYamlContent('data.yaml').a | yaml
                loadFileAsBase64('note.txt') | W25vdCBhbiBleHByZXNzaW9uXQ==
                given | ?
                existing.properties.x | ?
                existing.listKeys().keys[0] | ?
                loadTextContent('../outside.txt') | ?
                loadTextContent('absent.txt') | ?
                unknownFunction(1) | ?
                createArray('x')[0] | ?
                undeclared | ?
                deployment().name | ?
                list[7] | ?
                object.c | ?
                """.lines().map(line -> Arguments.of((Object[]) line.split(" \\| ")));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void expressionsComeToWhatTheCompilerMakesOfThem(String expression, String value) throws IOException {
        write("note.txt", "[not an expression]");
        write("data.json", "{\"deep\": {\"list\": [\"one\", \"two\"]}}");
        write("data.yaml", "a: yaml\n");
        Read read = read(
                """
                param given string
                param nothing string?
                var a = true
                var b = false
                var list = ['a', 'b', 'c']
                var object = { inner: { key: 'value' } }
                func double(x int) int => x * 2
                func quadruple(x int) int => double(double(x))
                resource existing 'Microsoft.Network/virtualNetworks@2023-05-01' existing = {
                  name: 'vnet'
                  resource subnet 'subnets' existing = { name: 'snet' }
                }
                """ + AKS + "{\n  name: 'aks'\n  properties: {\n    kubernetesVersion: " + expression + "\n  }\n}\n");
        assertThat(read.told()).isEmpty();
        var version = read.cluster().get(ClusterProperties.KUBERNETES_VERSION);
        if (value.equals("?")) {
            assertThat(version.unresolved()).isNotNull();
        } else {
            assertThat(version.textOrEmpty()).isEqualTo(value);
        }
    }

    /** A place that decides, and that of the attribute, in one text of several files. */
    private static final String MODULE = """
            param isLocal bool = true
            param version string
            param tier string?
            param pools array
            %s{
              name: 'aks'
              sku: {
                name: 'Base'
                tier: tier ?? 'Free'
              }
              properties: {
                disableLocalAccounts: isLocal
                kubernetesVersion: version
                enableRBAC: isLocal
                  ? false
                  : true
                agentPoolProfiles: [for pool in pools: {
                  name: pool.name
                  osSKU: pool.sku
                }]
              }
            }
            """.formatted(AKS);

    @Test
    void theLineThatSetsAValueIsTheOneToEdit() throws IOException {
        write("modules/aks.bicep", MODULE);
        Path parameters = write("prod.bicepparam", """
                using 'main.bicep'
                param version = '1.30'
                """);
        Read read = read("""
                param version string = '1.29'
                module aks 'modules/aks.bicep' = {
                  name: 'aks'
                  params: {
                    version: version
                    tier: 'Standard'
                    pools: [
                      {
                        name: 'sys'
                        sku: 'Ubuntu'
                      }
                    ]
                  }
                }
                """, parameters);
        assertThat(read.told()).isEmpty();
        assertThat(origin(read, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).primary())
                .as("the default")
                .hasToString("modules/aks.bicep:1:22");
        assertThat(origin(read, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).related())
                .as("the attribute")
                .extracting(String::valueOf)
                .containsExactly("modules/aks.bicep:12:5");
        assertThat(origin(read, ClusterProperties.KUBERNETES_VERSION).primary())
                .as("the file of parameters, through the call of the module")
                .hasToString("prod.bicepparam:2:17");
        assertThat(origin(read, ClusterProperties.SKU_TIER).primary())
                .as("what the call says")
                .hasToString("main.bicep:6:11");
        assertThat(origin(read, ClusterProperties.ENABLE_RBAC).primary())
                .as("the side of the condition that counts")
                .hasToString("modules/aks.bicep:15:9");
        var pool = read.cluster().pools().get(0);
        assertThat(read.files
                        .get(0)
                        .origins()
                        .locate(pool.get(PoolProperties.OS_SKU).place())
                        .primary())
                .as("an item of a list that a loop goes over")
                .hasToString("main.bicep:10:14");
        assertThat(read.files
                        .get(0)
                        .origins()
                        .locate(pool.get(PoolProperties.HOST_ENCRYPTION).place())
                        .primary())
                .as("what is not written: the object that lacks it")
                .hasToString("modules/aks.bicep:17:44");
        assertThat(origin(read, ClusterProperties.PRIVATE_CLUSTER).primary()).hasToString("modules/aks.bicep:11:3");
    }

    @Test
    void whatHasNoValueIsUnknownAndNamesTheDeclaration() throws IOException {
        Read read = read("param isLocal bool\n" + AKS
                + "{\n  name: 'aks'\n  properties: {\n    disableLocalAccounts: isLocal\n  }\n}\n");
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).unresolved())
                .isNotNull();
        Origin origin = origin(read, ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(origin.primary()).hasToString("main.bicep:5:5");
        assertThat(origin.related()).extracting(String::valueOf).containsExactly("main.bicep:1:1");
    }

    @Test
    void parameterFilesGiveValuesAndTheEnvironmentNone() throws IOException {
        Path json = write("a.json", "{\"parameters\": {\"isLocal\": {\"value\": true}}}");
        Path base = write("base.bicepparam", "using none\nparam isLocal = false\nparam other = 1\n");
        Path extended = write("b.bicepparam", "using 'main.bicep'\nextends 'base.bicepparam'\nparam other = 2\n");
        Path environment = write(
                "c.bicepparam", "using 'main.bicep'\nparam isLocal = bool(readEnvironmentVariable('LOCAL', 'true'))\n");
        String text = "param isLocal bool\nparam other int = 0\n" + AKS
                + "{\n  name: 'aks'\n  properties: {\n    disableLocalAccounts: isLocal\n  }\n}\n";
        assertThat(accounts(read(text, json))).isEqualTo("true");
        assertThat(accounts(read(text, base))).isEqualTo("false");
        assertThat(accounts(read(text, json, extended))).isEqualTo("false");
        assertThat(read(text, environment)
                        .cluster()
                        .get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .unresolved())
                .isNotNull();
        Path wrong = write("d.bicepparam", "using 'main.bicep'\nparam isLocl = true\n");
        assertThat(read(text, wrong).told())
                .singleElement()
                .asString()
                .startsWith("d.bicepparam:2:16: the template main.bicep has no parameter \"isLocl\"");
    }

    @Test
    void childrenScopesAndLoopsBecomeResources() throws IOException {
        Read read = read("""
                param names array = ['a', 'b']
                param deployed bool = true
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = if (deployed) {
                  name: 'aks'
                  properties: {}
                  resource inner 'agentPools' = {
                    name: 'inner'
                    properties: {}
                  }
                }
                resource pools 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = [for (name, i) in names: if (i > 0) {
                  parent: aks
                  name: '${name}${i}'
                  properties: {}
                }]
                resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
                  name: 'logs'
                  scope: aks
                  properties: {}
                }
                """);
        assertThat(read.told()).isEmpty();
        assertThat(read.resources())
                .extracting(resource -> resource.kind() + " " + resource.name())
                .containsExactlyInAnyOrder(
                        "managedClusters aks",
                        "managedClusters/agentPools aks/inner",
                        "managedClusters/agentPools aks/b1",
                        "diagnosticSettings logs");
        assertThat(read.resources().stream()
                        .filter(resource -> resource.kind().equals("diagnosticSettings"))
                        .map(resource -> resource.root().get("scope").stringOr("")))
                .containsExactly("Microsoft.ContainerService/managedClusters/aks");
    }

    @Test
    void whatOtherFilesExportIsTaken() throws IOException {
        write("shared/names.bicep", """
                var base = 'base'
                @export()
                var full = '${base}-aks'
                @export()
                func suffix(x string) string => '${x}-${base}'
                @export()
                type secret = { @secure()
                  password: string }
                """);
        Read read = read("""
                import { full as name, secret } from 'shared/names.bicep'
                import * as shared from './shared/names.bicep'
                param settings secret = { password: 'hidden-word' }
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: name
                  properties: { dnsPrefix: shared.suffix(shared.full), windowsProfile: { adminPassword: settings.password } }
                }
                """);
        assertThat(read.told()).isEmpty();
        assertThat(read.resources().get(0).name()).isEqualTo("base-aks");
        assertThat(read.resources().get(0).root().at("properties", "dnsPrefix").string())
                .isEqualTo("base-aks-base");
        assertThat(read.files.get(0).secrets()).contains("hidden-word");
    }

    @Test
    void aModuleThatIsNotThereIsOneLineAndTheRestGoesOn() throws IOException {
        write("broken.bicep", "param x string =\n");
        Read read = read(AKS + """
                {
                  name: 'aks'
                  properties: {}
                }
                module registry 'br/public:avm/res/network/virtual-network:0.5.1' = {
                  params: { name: 'v' }
                }
                module spec 'ts:00000000-0000-0000-0000-000000000000/group/spec:1' = if (false) {
                  name: 's'
                }
                module broken 'broken.bicep' = { name: 'b' }
                module absent 'absent.bicep' = { name: 'c' }
                """);
        assertThat(read.resources()).hasSize(1);
        assertThat(read.told()).singleElement().asString().startsWith("broken.bicep:1:17: a value is expected");
        assertThat(read.notEvaluated)
                .extracting(line -> line.subjects().get(0).at() + " "
                        + line.subjects().get(0).name() + ": " + line.fault())
                .containsExactly(
                        "main.bicep:5:1 module br/public:avm/res/network/virtual-network:0.5.1: the text of the module is"
                                + " in a registry",
                        "main.bicep:11:1 module broken.bicep: the file of the module cannot be read",
                        "main.bicep:12:1 module absent.bicep: the file of the module is not there");
    }

    /** Of a module of the public registry, what its parameters hand on counts, at the line of the call; all else is unknown. */
    @Test
    void whatAModuleOfTheRegistryHandsOnIsEvaluated() {
        Read read = read("""
                param isLocal bool = true
                module aks 'br/public:avm/res/container-service/managed-cluster:0.14.0' = {
                  params: {
                    name: 'aks'
                    disableLocalAccounts: isLocal
                    skuTier: 'Standard'
                    publicNetworkAccess: null
                    primaryAgentPoolProfiles: [
                      {
                        name: 'sys'
                        osSKU: 'AzureLinux'
                      }
                    ]
                    diagnosticSettings: [{ name: 'logs' }]
                  }
                }
                """);
        assertThat(read.told()).isEmpty();
        assertThat(read.notEvaluated).hasSize(1);
        assertThat(read.resources())
                .extracting(resource -> resource.kind())
                .containsExactlyInAnyOrder("managedClusters", "diagnosticSettings");
        assertThat(read.cluster().name()).isEqualTo("aks");
        assertThat(accounts(read)).isEqualTo("true");
        assertThat(origin(read, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).primary())
                .hasToString("main.bicep:1:22");
        assertThat(origin(read, ClusterProperties.SKU_TIER).primary()).hasToString("main.bicep:6:14");
        assertThat(read.cluster().get(ClusterProperties.NETWORK_POLICY).unresolved())
                .isNotNull();
        assertThat(read.cluster().get(ClusterProperties.OIDC_ISSUER).unresolved())
                .isNotNull();
        assertThat(read.cluster().get(ClusterProperties.KUBERNETES_VERSION).unresolved())
                .as("the default of the module")
                .isNotNull();
        assertThat(read.cluster().pools().get(0).get(PoolProperties.OS_SKU).textOrEmpty())
                .isEqualTo("AzureLinux");
        assertThat(read.cluster()
                        .pools()
                        .get(0)
                        .get(PoolProperties.HOST_ENCRYPTION)
                        .unresolved())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module me 'main.bicep' = { name: 'me' }",
                "var a = b\nvar b = a\nresource x 'Microsoft.ContainerService/managedClusters@2024-09-01' = { name: a }",
                "resource a 'Microsoft.X/y/z@2020-01-01' = { parent: a, name: 'a' }",
                "import { x } from 'main.bicep'\nvar y = x",
                "func f(x int) int => f(x)\nresource x 'Microsoft.ContainerService/managedClusters@2024-09-01' = { name: f(1) }",
            })
    @Timeout(20)
    void whatIsMadeOfItselfEnds(String text) {
        assertThat(read(text).told()).allMatch(problem -> problem.contains("main.bicep:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", ".a", "!", "[0]", " && true", " ?? b"})
    @Timeout(20)
    void longChainsAreReadOrRefused(String link) {
        Read read =
                read("var b = 'x'\nvar c = b" + link.repeat(900) + "\n" + AKS + "{\n  name: c\n  properties: {}\n}\n");
        assertThat(read.told()).allMatch(problem -> problem.startsWith("main.bicep:"));
    }

    @Test
    @Timeout(60)
    void modulesThatCallEachOtherForEverEnd() throws IOException {
        for (int i = 0; i < 300; i++) {
            write("m" + i + ".bicep", "module m 'm" + (i + 1) + ".bicep' = {\n  name: 'm'\n}\n");
        }
        assertThat(read("module m 'm0.bicep' = {\n  name: 'm'\n}\n").notEvaluated)
                .isNotEmpty();
    }

    @Test
    @Timeout(60)
    void loopsInLoopsEnd() {
        var text = new StringBuilder("var a0 = range(0, 1000)\n");
        for (int i = 1; i < 20; i++) {
            text.append("var a%d = [for x in a%d: a%d]\n".formatted(i, i - 1, i - 1));
        }
        text.append(
                "resource x 'Microsoft.ContainerService/managedClusters@2024-09-01' = [for x in a19: { name: x }]\n");
        assertThat(read(text.toString()).told()).isNotEmpty();
    }

    @Test
    @Timeout(120)
    void noChangeOfAFileBreaksTheReader() throws IOException {
        write("modules/aks.bicep", MODULE);
        String text = """
                param names array = ['a', 'b']
                param size object = { count: 3, ...{ x: 1 } }
                var all = map(names, (n, i) => { name: '${n}-${i}', sku: n == 'a' ? 'Ubuntu' : null })
                resource net 'Microsoft.Network/virtualNetworks@2023-05-01' existing = { name: 'n', scope: resourceGroup('g') }
                module m 'modules/aks.bicep' = [for (n, i) in names: if (i > 0) {
                  name: 'm${i}'
                  params: { version: net.id, pools: all, tier: size.?tier }
                }]
                output id string = m[0].outputs.id
                """;
        var random = new Random(46);
        String pieces = "{}[]()'$?:!@#|&=<>.,/*\\\n ax0";
        for (int i = 0; i < 1_000; i++) {
            var changed = new StringBuilder(text);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(changed.length());
                if (random.nextBoolean()) {
                    changed.deleteCharAt(at);
                } else {
                    changed.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                }
            }
            assertThat(Read.of(folder, "main.bicep", changed.toString(), ReadLimits.DEFAULT).problems)
                    .allMatch(problem -> problem.at() != null);
        }
    }

    @Test
    void ordinaryFilesHaveNothingToTell() {
        assertThat(List.of(
                        read("").told(), read("targetScope = 'subscription'\n").told()))
                .allMatch(List::isEmpty);
    }
}
