package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Referents;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates are what they deploy, as far as that can be known. */
class TemplateReadingTest {
    private static final String CLUSTER = "{\"type\": \"Microsoft.ContainerService/ManagedClusters\",\n"
            + "\"apiVersion\": \"2024-09-01\", \"name\": \"aks\", \"properties\": {\n%s\n}}";

    @TempDir
    Path folder;

    private Read resources(String resources) {
        return Read.of(folder, "aks.json", Read.template("\"resources\": [" + resources + "]"));
    }

    private Setting setting(String value, String around) {
        String cluster = CLUSTER.formatted("\"kubernetesVersion\": " + value);
        Read read = Read.of(folder, "aks.json", Read.template(around + "\"resources\": [" + cluster + "]"));
        assertThat(read.told()).isEmpty();
        return read.cluster().get(ClusterProperties.KUBERNETES_VERSION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            concat('1.', '32')                                        | 1.32
            format('{0}.{1}', 1, parameters('minor'))                 | 1.33
            if(equals(variables('old'), true()), '1.1', '1.2')        | 1.2
            if(not(empty(parameters('list'))), 'some', 'none')        | some
            coalesce(null(), parameters('nothing'), 'x')              | x
            parameters('object').nested[1].name                       | second
            variables('made').b                                       | 2
            union(createObject('a', '1'), createObject('a', '2')).a   | 2
            string(length(createArray(1, 2, 3)))                      | 3
            toLower(replace(substring('ABCDEF', 1, 3), 'C', 'x'))     | bxd
            last(split('a/b/c', '/'))                                 | c
            join(map(createArray('a', 'b'), lambda('x', concat(lambdaVariables('x'), '!'))), ',') | a!,b!
            first(filter(range(1, 5), lambda('n', greater(lambdaVariables('n'), 3)))) | 4
            toObject(createArray('k'), lambda('x', lambdaVariables('x')), lambda('x', 'v')).k | v
            if(and(true(), or(false(), contains('abc', 'b'))), string(add(mul(2, 3), mod(7, 4))), '') | 9
            tryGet(parameters('object'), 'absent', 'deeper')          |
            string(min(3, 1, 2))                                      | 1
            own.twice('ab')                                           | abab
            reduce(createArray('a', 'b', 'c'), '>', lambda('all', 'x', concat(lambdaVariables('all'), lambdaVariables('x')))) | >abc
            join(sort(createArray('b', 'c', 'a'), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y')))), '') | abc
            join(objectKeys(groupBy(createArray('a1', 'b1', 'a2'), lambda('x', first(lambdaVariables('x'))))), '') | ab
            mapValues(createObject('k', 'v'), lambda('x', toUpper(lambdaVariables('x')))).k | V
            join(map(createArray('a', 'b'), lambda('x', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i')))), ',') | a0,b1
            join(createArray('', 'a'), ',')                           | ,a
            string(indexOf(createArray('a', 'b', 'a'), 'a'))          | 0
            string(lastIndexOf(createArray('a', 'b', 'a'), 'a'))      | 2
            indexFromEnd(createArray('a', 'b', 'c'), 2)               | b
            coalesce(tryIndexFromEnd(createArray('a'), 2), 'none')    | none
            intersection(createObject('a', 'x', 'b', 'y'), createObject('a', 'x', 'b', 'z')).a | x
            string(length(intersection(createObject('b', 'y'), createObject('b', 'z')))) | 0
            parseCidr('10.144.1.7/20').lastUsable                     | 10.144.15.254
            parseCidr('10.144.0.0/20').netmask                        | 255.255.240.0
            cidrSubnet('10.144.0.0/20', 24, 15)                       | 10.144.15.0/24
            cidrHost('10.144.3.0/24', 2)                              | 10.144.3.3
            dateTimeFromEpoch(1683040573)                             | 2023-05-02T15:16:13Z
            string(dateTimeToEpoch('2023-05-02T15:16:13Z'))           | 1683040573
            string(base64ToJson(base64('[7, 8]'))[1])                 | 8
            dataUriToString(dataUri('a b'))                           | a b
            uriComponentToString(uriComponent('http://a/ b?c+d'))     | http://a/ b?c+d
            uri('http://contoso.org/first/', 'nested/a.json')         | http://contoso.org/first/nested/a.json
            string(createObject('a', createArray(1, true(), null(), 'x'))) | {"a":[1,true,null,"x"]}
            if(empty(resourceId('Microsoft.X/y', parameters('free'))), 'none', 'some') | some
            if(equals(concat('aks-', parameters('free')), ''), 'none', 'some') | some
            if(not(equals(coalesce(resourceGroup().location, ''), '')), 'some', 'none') | some
            """)
    void knowsWhatFollowsFromTheTemplate(String expression, String expected) {
        Setting setting = setting("\"[" + expression + "]\"", """
                "functions": [{"namespace": "own", "members": {"twice": {
                  "parameters": [{"name": "x", "type": "string"}],
                  "output": {"type": "string", "value": "[concat(parameters('x'), parameters('x'))]"}}}}],
                "parameters": {
                  "minor": {"type": "int", "defaultValue": 33},
                  "nothing": {"type": "string", "nullable": true},
                  "free": {"type": "string"},
                  "list": {"type": "array", "defaultValue": ["a"]},
                  "object": {"type": "object", "defaultValue": {"nested": [{"name": "first"}, {"name": "second"}]}}
                },
                "variables": {"old": false, "made": {"a": 1, "b": "[string(add(1, 1))]"}},
                """);
        assertThat(setting.text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            parameters('version')
            concat('1.', parameters('version'))
            reference('other').properties.version
            if(equals(parameters('version'), '1'), '1.1', '1.2')
            uniqueString(resourceGroup().id)
            parameters('object').absent
            coalesce(parameters('version'), '1.32')
            empty(parameters('version'))
            cidrSubnet('10.0.0.0/24', 28, 16)
            cidrHost('fd00::/64', 1)
            sort(createArray('a', 'b'), lambda('x', 'y', equals(lambdaVariables('x'), parameters('version'))))
            base64ToString('%')
            uri('not a uri', 'x')
            """)
    void quotesWhatIsKnownOnlyAtDeployment(String expression) {
        Setting setting = setting(
                "\"[" + expression + "]\"",
                "\"parameters\": {\"version\": {\"type\": \"string\"}, \"object\": {\"type\": \"object\","
                        + " \"defaultValue\": {}}},\n");
        assertThat(setting.text()).isNull();
        assertThat(setting.unresolved()).isNotNull();
        assertThat(setting.unresolved().expression()).isEqualTo("[" + expression + "]");
    }

    @Test
    void takesParametersFromFilesAndSaysWhichLine() throws IOException {
        Path parameters = Files.writeString(folder.resolve("prod.parameters.json"), """
                {"parameters": {
                  "LocalAccounts": {"value": true},
                  "secret": {"reference": {"keyVault": {"id": "x"}, "secretName": "y"}}}}
                """);
        String cluster = CLUSTER.formatted("\"disableLocalAccounts\": \"[parameters('localAccounts')]\",\n"
                + "\"servicePrincipalProfile\": {\"secret\": \"[parameters('secret')]\"}");
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template("\"parameters\": {\"localAccounts\": {\"type\": \"bool\", \"defaultValue\": false},"
                        + "\"secret\": {\"type\": \"secureString\"}},\n\"resources\": [" + cluster + "]"),
                parameters);
        Setting setting = read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(setting.isTrue()).isTrue();
        assertThat(read.cluster()
                        .get(ClusterProperties.SERVICE_PRINCIPAL_SECRET)
                        .unresolved())
                .isNotNull();
        var origin = read.files.get(0).origins().locate(setting.place());
        assertThat(origin.primary())
                .isEqualTo(new SourceLocation("prod.parameters.json", 2, 3, SourceLocation.Role.VALUES));
        assertThat(origin.related())
                .containsExactly(new SourceLocation("aks.json", 5, 1, SourceLocation.Role.MANIFEST));
    }

    /** A conversion decides nothing: the line to edit is that of the value. */
    @Test
    void aConvertedValueKeepsItsLine() throws IOException {
        String cluster = CLUSTER.formatted("\"disableLocalAccounts\": \"[bool(parameters('text'))]\",\n"
                + "\"kubernetesVersion\": \"[string(parameters('version'))]\"");
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template("\"parameters\": {\"text\": {\"type\": \"string\",\n\"defaultValue\": \"false\"},\n"
                        + "\"version\": {\"type\": \"int\",\n\"defaultValue\": 1}},\n\"resources\": [" + cluster
                        + "]"));
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isFalse())
                .isTrue();
        assertThat(line(read, read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS)))
                .isEqualTo(3);
        assertThat(read.cluster().get(ClusterProperties.KUBERNETES_VERSION).text())
                .isEqualTo("1");
        assertThat(line(read, read.cluster().get(ClusterProperties.KUBERNETES_VERSION)))
                .isEqualTo(5);
    }

    private static int line(Read read, Setting setting) {
        return read.files.get(0).origins().locate(setting.place()).primary().line();
    }

    /** What a tool fills into a file of parameters is not known before, whatever a function makes of it. */
    @Test
    void aPlaceholderInAFileOfParametersIsUnknown() throws IOException {
        Path parameters = Files.writeString(folder.resolve("azd.parameters.json"), """
                {"parameters": {
                  "localAccounts": {"value": "${DISABLE_LOCAL_ACCOUNTS}"},
                  "prefix": {"value": "${AZURE_ENV_NAME}"},
                  "network": {"value": {"policy": "#{POLICY}#", "plugin": "azure"}}}}
                """);
        String cluster = CLUSTER.formatted("\"disableLocalAccounts\": \"[parameters('localAccounts')]\",\n"
                + "\"dnsPrefix\": \"[toLower(concat('AKS-', parameters('prefix')))]\",\n"
                + "\"networkProfile\": {\"networkPolicy\": \"[parameters('network').policy]\","
                + " \"networkPlugin\": \"[parameters('network').plugin]\"}");
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template(
                        "\"parameters\": {\"localAccounts\": {\"type\": \"bool\"}, \"prefix\": {\"type\": \"string\"},"
                                + " \"network\": {\"type\": \"object\"}},\n\"resources\": [" + cluster + "]"),
                parameters);

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).unresolved())
                .isNotNull();
        assertThat(read.cluster().get(ClusterProperties.NETWORK_POLICY).unresolved())
                .isNotNull();
        assertThat(read.cluster().get(ClusterProperties.NETWORK_PLUGIN).text()).isEqualTo("azure");
        assertThat(read.resources().get(0).root().at("properties", "dnsPrefix").unresolved())
                .isNotNull();
    }

    /** What only its tool can read is no broken JSON: the error says which tool and what to name then. */
    @ParameterizedTest
    @CsvSource({
        "prod.tfvars, terraform show -json",
        "plan.tfplan, terraform show -json",
        "prod.bicepparam, under parameters of the definition"
    })
    void sourcesThatOnlyTheirToolsReadSayWhatToDo(String name, String mending) {
        assertThat(Read.of(folder, name, "resource \"azurerm_kubernetes_cluster\" \"aks\" {}")
                        .told())
                .singleElement()
                .asString()
                .startsWith(name + ":1:1: a file " + name.substring(name.indexOf('.')) + " cannot be read")
                .contains(mending);
    }

    @Test
    void parametersInBicepAreReadForCompiledTemplates() throws IOException {
        Path parameters = Files.writeString(folder.resolve("prod.bicepparam"), """
                using 'main.bicep'
                var isLocal = true
                param accounts = !isLocal
                """);
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template(
                        "\"parameters\": {\"accounts\": {\"type\": \"bool\"}}, \"resources\": [{"
                                + "\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2026-06-01\","
                                + " \"name\": \"aks\", \"properties\": {\"disableLocalAccounts\": \"[parameters('accounts')]\"}}]"),
                parameters);
        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isFalse())
                .isTrue();
        assertThat(read.files
                        .get(0)
                        .origins()
                        .locate(read.cluster()
                                .get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                                .place())
                        .primary())
                .hasToString("prod.bicepparam:3:18");
    }

    @Test
    void aParameterThatTheTemplateDoesNotHaveIsAProblem() throws IOException {
        Path parameters = Files.writeString(
                folder.resolve("p.json"), "{\"parameters\": {\n\"localAcounts\": {\"value\": true}}}");
        Read read = Read.of(folder, "aks.json", Read.template("\"resources\": []"), parameters);
        assertThat(read.told())
                .containsExactly("p.json:2:1: the template aks.json has no parameter \"localAcounts\""
                        + " (remove it, or fix its name)");
    }

    @Test
    void leavesOutWhatIsNotDeployed() {
        Read read = resources("""
                {"condition": false, "type": "Microsoft.ContainerService/managedClusters", "name": "off"},
                {"condition": "[equals(1, 2)]", "type": "Microsoft.ContainerService/managedClusters", "name": "never"},
                {"existing": true, "type": "Microsoft.ContainerService/managedClusters", "name": "there"},
                {"condition": "[equals(resourceGroup().name, 'x')]",
                 "type": "Microsoft.ContainerService/managedClusters", "name": "perhaps"}
                """);
        assertThat(read.resources()).extracting(Resource::name).containsExactly("perhaps");
    }

    @Test
    void readsResourcesBySymbolicName() {
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template(
                        "\"languageVersion\": \"2.0\", \"resources\": {\"cluster\": " + CLUSTER.formatted("") + "}"));
        assertThat(read.cluster().name()).isEqualTo("aks");
    }

    @Test
    void goesRoundCopyLoopsOfResourcesAndProperties() {
        Read read = resources("""
                {"type": "Microsoft.ContainerService/managedClusters", "name": "[format('aks{0}', copyIndex(1))]",
                 "copy": {"name": "clusters", "count": 2},
                 "properties": {"copy": [{"name": "agentPoolProfiles", "count": 3,
                   "input": {"name": "[concat('pool', copyIndex('agentPoolProfiles'))]", "osSKU": "AzureLinux"}}]}},
                {"type": "Microsoft.ContainerService/managedClusters/agentPools", "name": "[format('aks1/{0}', copyIndex())]",
                 "copy": {"name": "more", "count": "[length(reference('x'))]"}, "properties": {}}
                """);
        assertThat(read.resources()).extracting(Resource::name).contains("aks1", "aks2");
        assertThat(read.pools())
                .filteredOn(pool -> pool.cluster() != null)
                .extracting(AgentPool::name)
                .containsExactly("pool0", "pool1", "pool2", "pool0", "pool1", "pool2");
        assertThat(read.pools())
                .filteredOn(pool -> pool.cluster() == null)
                .hasSize(1)
                .allMatch(pool ->
                        !pool.clusters(new Referents<>(List.of(read.cluster()))).isEmpty());
    }

    @Test
    void entersNestedDeploymentsWithTheirOwnScopeAndTheirOutputs() {
        Read read = resources("""
                {"type": "Microsoft.Resources/deployments", "name": "module", "properties": {
                  "expressionEvaluationOptions": {"scope": "inner"},
                  "parameters": {"local": {"value": "[not(false())]"}},
                  "template": {"parameters": {"local": {"type": "bool"}},
                    "resources": [{"type": "Microsoft.ContainerService/managedClusters", "name": "inner",
                      "properties": {"disableLocalAccounts": "[parameters('local')]"}}],
                    "outputs": {"version": {"type": "string", "value": "[concat('1.', '33')]"}}}}},
                {"type": "Microsoft.ContainerService/managedClusters", "name": "outer", "properties": {
                  "kubernetesVersion": "[reference(resourceId('Microsoft.Resources/deployments', 'module')).outputs.version.value]"}}
                """);
        assertThat(read.told()).isEmpty();
        ManagedCluster inner = read.cluster();
        assertThat(inner.name()).isEqualTo("inner");
        assertThat(inner.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue()).isTrue();
        ManagedCluster outer = ManagedCluster.of(read.resources().get(1)).get(0);
        assertThat(outer.get(ClusterProperties.KUBERNETES_VERSION).text()).isEqualTo("1.33");
    }

    @Test
    void whatAnExpressionMakesNothingOfLeadsToTheParameterThatSaysSo() {
        Read read = Read.of(folder, "aks.json", Read.template("""
                "parameters": {
                  "withEntra": {"type": "bool",
                    "defaultValue": false}},
                "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                  "properties": {
                    "aadProfile": "[if(parameters('withEntra'), createObject('managed', true()), null())]",
                    "enableRBAC": true}}]
                """));
        var origins = read.files.get(0).origins();
        assertThat(origins.locate(
                        read.cluster().get(ClusterProperties.AAD_MANAGED).place()))
                .hasFieldOrPropertyWithValue(
                        "primary", new SourceLocation("aks.json", 7, 5, SourceLocation.Role.MANIFEST))
                .hasFieldOrPropertyWithValue(
                        "related", List.of(new SourceLocation("aks.json", 4, 21, SourceLocation.Role.VALUES)));
        assertThat(origins.locate(read.cluster()
                                .get(ClusterProperties.OIDC_ISSUER)
                                .place())
                        .related())
                .isEmpty();
    }

    /** As Bicep writes loops in the properties of a resource that a loop makes. */
    @Test
    void anIndexWithoutANameIsThatOfTheResource() {
        Read read = resources("""
                {"type": "Microsoft.ContainerService/managedClusters", "name": "[format('aks{0}', copyIndex())]",
                 "copy": {"name": "clusters", "count": 2},
                 "properties": {"copy": [{"name": "agentPoolProfiles", "count": 2,
                   "input": {"name": "[format('p{0}{1}', copyIndex(), copyIndex('agentPoolProfiles'))]"}}]}}
                """);
        assertThat(read.pools()).extracting(AgentPool::name).containsExactly("p00", "p01", "p10", "p11");
    }

    @Test
    void aListThatIsAParameterLeadsToItsDefault() {
        Read read = Read.of(folder, "aks.json", Read.template("""
                "parameters": {
                  "ranges": {"type": "array",
                    "defaultValue": []}},
                "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                  "properties": {"apiServerAccessProfile": {
                    "authorizedIPRanges": "[parameters('ranges')]"}}}]
                """));
        assertThat(read.files
                        .get(0)
                        .origins()
                        .locate(read.cluster()
                                .get(ClusterProperties.AUTHORIZED_IP_RANGES)
                                .place())
                        .primary())
                .isEqualTo(new SourceLocation("aks.json", 4, 21, SourceLocation.Role.VALUES));
    }

    /**
     * Modules hand on what they were given: as an object that an expression makes, and null for nothing, for which the default
     * counts (tried out in Azure/bicep-registry-modules#101).
     */
    @Test
    void takesArgumentsOfModulesThatExpressionsMake() {
        Read read = Read.of(folder, "main.json", Read.template("""
                "parameters": {"isBig": {"type": "bool", "defaultValue": true}, "version": {"type": "string", "nullable": true}},
                "resources": [{"type": "Microsoft.Resources/deployments", "name": "aks", "properties": {
                  "expressionEvaluationOptions": {"scope": "inner"},
                  "parameters": {
                    "local": "[if(parameters('isBig'), createObject('value', true()), createObject('value', false()))]",
                    "version": {"value": "[parameters('version')]"},
                    "policy": {"value": null}},
                  "template": {
                    "parameters": {"local": {"type": "bool"}, "version": {"type": "string", "defaultValue": "1.35"},
                      "policy": {"type": "string", "nullable": true}},
                    "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
                      "name": "aks", "properties": {"disableLocalAccounts": "[parameters('local')]",
                        "kubernetesVersion": "[parameters('version')]",
                        "networkProfile": {"networkPolicy": "[parameters('policy')]"}}}]}}}]
                """));
        ManagedCluster cluster = read.cluster();
        assertThat(cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
        assertThat(cluster.get(ClusterProperties.KUBERNETES_VERSION).text())
                .as("null is nothing given: the default counts")
                .isEqualTo("1.35");
        assertThat(cluster.get(ClusterProperties.NETWORK_POLICY).isSet()).isFalse();
        assertThat(cluster.get(ClusterProperties.NETWORK_POLICY).unresolved()).isNull();
    }

    @Test
    void childrenAndExtensionsBelongToTheirCluster() {
        Read read = resources("""
                {"type": "Microsoft.ContainerService/managedClusters", "name": "[parameters('n')]", "properties": {},
                 "resources": [
                   {"type": "agentPools", "name": "user", "properties": {"enableNodePublicIP": true}},
                   {"type": "Microsoft.Insights/diagnosticSettings", "name": "logs", "properties": {}}]},
                {"type": "Microsoft.ContainerService/managedClusters/providers/roleAssignments",
                 "name": "[concat(parameters('n'), '/Microsoft.Authorization/', 'guid')]", "properties": {}}
                """.replace("parameters('n')", "uniqueString('x')"));
        ManagedCluster cluster = read.cluster();
        assertThat(read.pools())
                .hasSize(1)
                .allMatch(
                        pool -> pool.clusters(new Referents<>(List.of(cluster))).contains(cluster));
        assertThat(read.pools().get(0).get(PoolProperties.NODE_PUBLIC_IP).isTrue())
                .isTrue();
        for (AzureType type : new AzureType[] {AzureType.DIAGNOSTIC_SETTING, AzureType.ROLE_ASSIGNMENT}) {
            AzureResource extension = read.resources().stream()
                    .flatMap(resource -> AzureResource.of(resource, type).stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(cluster.isMeantBy(extension.root().get("scope")))
                    .as(type.arm())
                    .isTrue();
        }
    }

    @Test
    void circlesAndBombsEndWithALine() {
        assertThat(Read.of(
                                folder,
                                "aks.json",
                                Read.template(
                                        "\"variables\": {\"a\": \"[variables('b')]\",\n\"b\": \"[variables('a')]\"},"
                                                + "\n\"resources\": ["
                                                + CLUSTER.formatted("\"x\": \"[variables('a')]\"") + "]"))
                        .told())
                .containsExactly(
                        "aks.json:3:6: variable 'a' is made of itself: variable 'a' -> variable 'b' -> variable 'a'");
        var bomb = new StringBuilder("\"variables\": {\"v0\": \"0123456789\"");
        for (int i = 1; i < 60; i++) {
            bomb.append(",\n\"v%d\": \"[concat(variables('v%d'), variables('v%d'))]\"".formatted(i, i - 1, i - 1));
        }
        bomb.append("},\n\"resources\": [").append(CLUSTER.formatted("\"kubernetesVersion\": \"[variables('v59')]\""));
        Read read = Read.of(folder, "bomb.json", Read.template(bomb + "]"));
        assertThat(read.cluster().get(ClusterProperties.KUBERNETES_VERSION).unresolved())
                .isNotNull();
    }

    @Test
    void brokenExpressionsAreProblemsWithALine() {
        assertThat(resources(CLUSTER.formatted("\"kubernetesVersion\": \"[concat('1'\"]")
                                .replace("\"]\n", "]\"\n"))
                        .told())
                .singleElement()
                .asString()
                .startsWith("aks.json:4:22: this expression cannot be read: ");
    }
}
