package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policies.cluster.PropertyBased;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator prunes what its version does not have: an example or fix with such a field is applied, and nothing happens. */
class AsoFieldsTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final AsoFields fields = AsoFields.read();

    static List<PolicyInfo> infos() {
        return new BuiltInPolicies().policies().stream().map(Policy::info).toList();
    }

    @ParameterizedTest
    @MethodSource("infos")
    void examplesHaveOnlyFieldsOfTheirVersion(PolicyInfo info) throws ManifestException {
        String prose = new BuiltInPolicies().documentation(info.id()).orElseThrow();
        for (String example :
                YAML.matcher(prose).results().map(match -> match.group(1)).toList()) {
            for (String document : example.split("(?m)^---$")) {
                if (!document.contains(AsoFields.GROUP + "/v")) {
                    continue;
                }
                assertThat(fields.unknown(Field.root(ManifestReader.yamlDocument(document))))
                        .as("%s: aso-fields.yaml holds the fields", info.id())
                        .isEmpty();
            }
        }
    }

    /** A fix in the words of the operator says which version of the API it needs, where the written one does not have the field. */
    @Test
    void fixesSayWhichVersionHasTheField() throws Exception {
        var silent = new ArrayList<String>();
        for (String version : fields.versions()) {
            Resource cluster = object("ManagedCluster", version);
            Resource pool = object("ManagedClustersAgentPool", version);
            for (AzureProperty property : WrittenCluster.cluster()) {
                check(
                                "ManagedCluster",
                                version,
                                property,
                                ManagedCluster.of(cluster).get(0))
                        .ifPresent(silent::add);
            }
            for (AzureProperty property : WrittenCluster.pool()) {
                check(
                                "ManagedClustersAgentPool",
                                version,
                                property,
                                AgentPool.of(pool).get(0))
                        .ifPresent(silent::add);
            }
        }
        assertThat(silent)
                .as(
                        "give the property .since(…) of the first version that has it, or .aso(\"\") where none has, or add the field to"
                                + " aso-fields.yaml")
                .isEmpty();
    }

    private Optional<String> check(String kind, String version, AzureProperty property, AzureResource resource) {
        String path = property.in(Notation.ASO).replaceFirst("^spec\\.", "");
        boolean isThere = path.isEmpty()
                || fields.since(kind, path)
                        .filter(since -> since.compareTo(version) <= 0)
                        .isPresent();
        String fix = resource.get(property).write("x");
        return isThere != fix.contains("(needs ") || path.isEmpty()
                ? Optional.empty()
                : Optional.of(version + " " + path + ": " + fix);
    }

    /** CAPZ sends its patches in one version of the operator's API, which must have what they write. */
    @Test
    void patchesOfCapzAreOfItsVersion() throws Exception {
        var unknown = new ArrayList<String>();
        for (String kind : List.of("AzureManagedControlPlane", "AzureManagedMachinePool")) {
            boolean isPool = kind.endsWith("Pool");
            Resource resource = Resource.of(
                    Field.root(ManifestReader.yamlDocument(
                            "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: %s\nmetadata: {name: a}\nspec: {name: a}\n"
                                    .formatted(kind))),
                    null,
                    PodTemplates.KNOWN);
            AzureResource view = isPool
                    ? AgentPool.of(resource).get(0)
                    : ManagedCluster.of(resource).get(0);
            int patches = 0;
            for (AzureProperty property : isPool ? WrittenCluster.pool() : WrittenCluster.cluster()) {
                String fix = view.get(property).write("x");
                if (!fix.contains("Patches")) {
                    continue;
                }
                patches++;
                String path = property.in(Notation.ASO).replaceFirst("^spec\\.", "");
                if (fields.since(isPool ? "ManagedClustersAgentPool" : "ManagedCluster", path)
                        .filter(since -> since.compareTo("v1api20250801") <= 0)
                        .isEmpty()) {
                    unknown.add(kind + " " + path + ": " + fix);
                }
            }
            assertThat(patches).as(kind).isGreaterThan(3);
        }
        assertThat(unknown).isEmpty();
    }

    private static Resource object(String kind, String version) throws ManifestException {
        return Resource.of(
                Field.root(ManifestReader.yamlDocument(
                        "apiVersion: %s/%s\nkind: %s\nmetadata: {name: aks}\nspec: {location: westeurope}\n"
                                .formatted(AsoFields.GROUP, version, kind))),
                null,
                PodTemplates.KNOWN);
    }

    @Test
    void whatNoVersionHasIsFound() throws ManifestException {
        assertThat(fields.unknown(Field.root(ManifestReader.yamlDocument("""
                        apiVersion: containerservice.azure.com/v1api20240901
                        kind: ManagedCluster
                        spec:
                          sku: {name: Automatic}
                          safeguardsProfile: {level: Enforcement}
                          bootstrapProfile: {artifactSource: Cache}
                          oidcIssuerProfile: {enabled: true}
                          agentPoolProfiles: [{name: sys, securityProfile: {sshAccess: Disabled}}]
                        """))))
                .containsExactly(
                        "ManagedCluster sku.name: Automatic: from v1api20250801 on, not in v1api20240901",
                        "ManagedCluster safeguardsProfile.level: in no stable version: say \"not in ASO\" instead",
                        "ManagedCluster bootstrapProfile.artifactSource: from v1api20250801 on, not in v1api20240901",
                        "ManagedClustersAgentPool securityProfile.sshAccess: from v1api20250801 on, not in v1api20240901");
    }

    /** Policies about properties exist, so that the checks above have something to check. */
    @Test
    void propertiesAreChecked() {
        assertThat(new BuiltInPolicies().policies()).hasAtLeastOneElementOfType(PropertyBased.class);
        assertThat(WrittenCluster.cluster()).hasSizeGreaterThan(50);
        assertThat(WrittenCluster.pool()).hasSizeGreaterThan(5);
    }
}
