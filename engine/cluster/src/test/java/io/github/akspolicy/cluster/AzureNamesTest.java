package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.identity.FederatedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure ignores the case of types and names: so does every reader of its notations. */
class AzureNamesTest {
    @TempDir
    Path folder;

    private Read template(String resources) {
        return Read.of(folder, "aks.json", Read.template("\"resources\": [" + resources + "]"));
    }

    private static String cluster(String type, String properties) {
        return "{\"type\": \"" + type + "\", \"apiVersion\": \"2024-09-01\", \"name\": \"aks\", " + properties + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft.ContainerService/managedClusters",
                "microsoft.containerservice/managedClusters",
                "MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS",
                "microsoft.ContainerService/managedclusters"
            })
    void aTypeIsKnownInAnyCase(String type) throws Exception {
        Read read = template(cluster(type, "\"properties\": {\"disableLocalAccounts\": false}"));

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isFalse())
                .isTrue();
        assertThat(read.resources().get(0).id().group()).isEqualTo("Microsoft.ContainerService");
        assertThat(new DefinitionReader()
                        .isDefinition(
                                ManifestReader.json(Files.readString(folder.resolve("aks.json")), ReadLimits.DEFAULT)))
                .isTrue();
    }

    @Test
    void aPropertyIsKnownInAnyCaseOnEveryLevel() {
        Read read = template(cluster(
                "microsoft.containerservice/managedclusters",
                "\"PROPERTIES\": {\"networkprofile\": {\"NETWORKPOLICY\": \"none\"}, \"DisableLocalAccounts\": true}"));

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.NETWORK_POLICY).text()).isEqualTo("none");
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    @Test
    void sectionsOfTheTemplateAndOfItsParameterFileAreKnownInAnyCase() throws IOException {
        Path parameters =
                Files.writeString(folder.resolve("prod.json"), "{\"Parameters\": {\"LOCAL\": {\"Value\": true}}}");
        Read read = Read.of(
                folder,
                "aks.json",
                "{\"$Schema\": \"https://schema.management.azure.com/schemas/2019-04-01/DeploymentTemplate.json#\","
                        + "\"PARAMETERS\": {\"local\": {\"Type\": \"bool\"}}, \"Resources\": ["
                        + cluster(
                                "microsoft.containerservice/managedclusters",
                                "\"Properties\": {\"disableLocalAccounts\": \"[Parameters('Local')]\"}")
                        + "]}",
                parameters);

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    @Test
    void childrenExtensionsAndNestedDeploymentsAreKnownInAnyCase() {
        Read read = template(
                "{\"type\": \"MICROSOFT.RESOURCES/DEPLOYMENTS\", \"apiVersion\": \"2022-09-01\", \"name\": \"n\","
                        + " \"Properties\": {\"Template\": {\"Resources\": ["
                        + "{\"Type\": \"microsoft.containerservice/managedClusters\", \"ApiVersion\": \"2024-09-01\","
                        + " \"Name\": \"aks\", \"Resources\": [{\"TYPE\": \"AGENTPOOLS\", \"APIVERSION\": \"2024-09-01\","
                        + " \"NAME\": \"user\", \"PROPERTIES\": {\"MODE\": \"User\"}}]},"
                        + "{\"type\": \"microsoft.containerservice/managedclusters/PROVIDERS/diagnosticsettings\","
                        + " \"apiVersion\": \"2021-05-01-preview\", \"name\": \"aks/MICROSOFT.insights/logs\"}]}}}");

        assertThat(read.told()).isEmpty();
        assertThat(read.pools()).hasSize(1);
        assertThat(read.resources())
                .extracting(resource -> resource.id().group() + "/" + resource.kind())
                .contains(
                        "Microsoft.ContainerService/managedClusters/agentPools",
                        "Microsoft.Insights/diagnosticSettings");
    }

    @Test
    void assignmentsRegistriesAndCredentialsAreKnownInAnyCase() {
        Read read = template(
                "{\"type\": \"microsoft.authorization/roleassignments\", \"apiVersion\": \"2022-04-01\","
                        + " \"name\": \"a\", \"SCOPE\": \"[RESOURCEID('microsoft.containerregistry/REGISTRIES', 'Acr')]\","
                        + " \"PROPERTIES\": {\"ROLEDEFINITIONID\": \"/providers/MICROSOFT.authorization/ROLEDEFINITIONS/"
                        + "B24988AC-6180-42A0-AB88-20F7382DD24C\", \"principaltype\": \"user\"}},"
                        + "{\"type\": \"microsoft.containerregistry/registries\", \"apiVersion\": \"2023-07-01\", \"name\": \"acr\"},"
                        + "{\"type\": \"microsoft.managedidentity/userassignedidentities/federatedidentitycredentials\","
                        + " \"apiVersion\": \"2023-01-31\", \"name\": \"id/fed\", \"PROPERTIES\": {\"ISSUER\": \"https://a\"}}");

        RoleAssignment assignment = read.resources().stream()
                .flatMap(resource -> RoleAssignment.of(resource).stream())
                .findFirst()
                .orElseThrow();
        AzureResource registry = read.resources().stream()
                .flatMap(resource -> AzureResource.of(resource, AzureType.REGISTRY).stream())
                .findFirst()
                .orElseThrow();

        assertThat(assignment.role()).hasToString("CONTRIBUTOR");
        assertThat(registry.isMeantBy(assignment.scope().field())).isTrue();
        assertThat(read.resources().stream().flatMap(resource -> FederatedCredential.of(resource).stream()))
                .hasSize(1)
                .allSatisfy(
                        credential -> assertThat(credential.issuer().value()).isEqualTo("https://a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"properties\": {\"disableLocalAccounts\": true}, \"Properties\": {\"disableLocalAccounts\": false}",
                "\"properties\": {\"disableLocalAccounts\": true, \"disablelocalaccounts\": false}",
                "\"Type\": \"Microsoft.Web/sites\", \"properties\": {}",
                "\"properties\": {\"aadProfile\": {\"managed\": true, \"Managed\": false}}"
            })
    void namesThatDifferOnlyInCaseAreAProblem(String properties) {
        assertThat(template(cluster("Microsoft.ContainerService/managedClusters", properties))
                        .told())
                .singleElement()
                .asString()
                .contains("are the same name to Azure");
    }

    @Test
    void twoParametersThatDifferOnlyInCaseAreAProblem() {
        Read read = Read.of(
                folder,
                "aks.json",
                Read.template(
                        "\"parameters\": {\"open\": {\"defaultValue\": false}, \"Open\": {\"defaultValue\": true}},"
                                + "\"resources\": []"));

        assertThat(read.told()).singleElement().asString().contains("\"Open\" and \"open\"");
    }

    @Test
    void labelsOfKubernetesKeepTheirCase() {
        Read read = template(
                cluster(
                        "Microsoft.ContainerService/managedClusters",
                        "\"properties\": {\"agentPoolProfiles\": [{\"name\": \"a\", \"nodeLabels\": {\"app\": \"x\", \"App\": \"y\"}}]}"));

        assertThat(read.told()).isEmpty();
    }

    @Test
    void answersOfAzAreKnownInAnyCase() {
        Read read = Read.of(
                folder,
                "show.json",
                "{\"Type\": \"microsoft.containerservice/ManagedClusters\", \"name\": \"aks\","
                        + " \"id\": \"/subscriptions/s/resourcegroups/g/providers/microsoft.containerservice/managedclusters/aks\","
                        + " \"DisableLocalAccounts\": true}");

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    @Test
    void azureSeesTwoNamesThatDifferInCaseAsOneInAnswersAndBodiesToo() {
        Read answer = Read.of(
                folder,
                "show.json",
                "{\"type\": \"Microsoft.ContainerService/managedClusters\", \"name\": \"aks\","
                        + " \"disableLocalAccounts\": true, \"disablelocalaccounts\": false}");
        Read plan = Read.of(folder, "plan.json", azapi("Microsoft.ContainerService/managedClusters@2024-09-01", """
                "properties": {"disableLocalAccounts": true}, "Properties": {"disableLocalAccounts": false}"""));

        assertThat(List.of(answer.told(), plan.told()))
                .allSatisfy(told -> assertThat(told).singleElement().asString().contains("are the same name to Azure"));
    }

    @Test
    void theBodyOfAzapiIsKnownInAnyCase() {
        Read read = Read.of(folder, "plan.json", azapi("microsoft.containerservice/managedclusters@2024-09-01", """
                "PROPERTIES": {"disablelocalaccounts": true}"""));

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    private static String azapi(String type, String body) {
        return "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [{"
                + "\"address\": \"azapi_resource.aks\", \"mode\": \"managed\", \"type\": \"azapi_resource\","
                + " \"name\": \"aks\", \"values\": {\"type\": \"" + type + "\", \"name\": \"aks\", \"body\": {" + body
                + "}}}]}}}";
    }
}
