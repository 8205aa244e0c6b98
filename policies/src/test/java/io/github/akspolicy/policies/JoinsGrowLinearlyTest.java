package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A policy that goes through all facts of an environment for each of them takes a hundred times as long for ten times as
 * many. No clock is asked: what counts is how many facts a policy looks at, all that it derives included.
 */
class JoinsGrowLinearlyTest {
    private static final int FEW = 25;

    /** Twice as many take twice as many looks, and some for what is looked at once. Squared they would be four times. */
    private static final double TWICE = 2.2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"{namespace: store, cluster: infra/aks.json}", "{cluster: infra/aks.json}"})
    void twiceAsManyFactsAreLookedAtTwiceAsOften(String settings) throws Exception {
        Map<String, Long> few = looks(FEW, settings);
        Map<String, Long> many = looks(2 * FEW, settings);

        assertThat(few.values().stream().mapToLong(Long::longValue).sum())
                .as("facts looked at, or nothing is shown")
                .isGreaterThan(FEW * 50L);
        assertThat(many.keySet().stream()
                        .filter(policy -> many.get(policy) > TWICE * Math.max(few.get(policy), FEW))
                        .map(policy -> policy + ": " + few.get(policy) + ", " + many.get(policy))
                        .toList())
                .isEmpty();
    }

    /** Without it, nobody would know whether the count sees a nested loop. */
    @Test
    void aNestedLoopIsCounted() {
        var index = new Index<String, String>("texts", resource -> List.of(), text -> text);
        List<String> facts = IntStream.range(0, FEW).mapToObj(String::valueOf).toList();
        var counting = new Counting(new Indexes() {
            @Override
            @SuppressWarnings("unchecked")
            public <F> List<F> all(Index<?, F> asked) {
                return (List<F>) facts;
            }

            @Override
            public <K, F> List<F> get(Index<K, F> asked, K key) {
                return all(asked);
            }

            @Override
            public <T> T derive(Derivation<T> derivation) {
                throw new UnsupportedOperationException();
            }
        });
        var joined = new Derivation<>(
                "joined",
                Set.of(index),
                indexes -> indexes.all(index).stream()
                        .filter(text -> indexes.all(index).stream().noneMatch(other -> other.equals(text + "?")))
                        .toList());

        assertThat(counting.derive(joined)).hasSize(FEW);
        assertThat(counting.derive(joined)).hasSize(FEW);

        assertThat(counting.looks).isEqualTo(FEW + FEW * FEW);
    }

    private Map<String, Long> looks(int size, String settings) throws Exception {
        Environment environment = environment(size, settings);
        assertThat(environment.problems()).isEmpty();
        var looks = new TreeMap<String, Long>();
        for (Policy policy : new BuiltInPolicies().policies()) {
            if (policy instanceof EnvironmentPolicy<?> joint) {
                looks.put(policy.info().id(), looks(joint, environment.indexes()));
            }
        }
        return looks;
    }

    private static <F> long looks(EnvironmentPolicy<F> policy, Indexes indexes) {
        var counting = new Counting(indexes);
        for (F fact : indexes.all(policy.subject())) {
            policy.evaluate(fact, counting, new Judgement() {
                @Override
                public <T> T get(Parameter<T> parameter) {
                    return parameter.defaultValue();
                }

                @Override
                public void add(Observation observation) {}
            });
        }
        return counting.looks;
    }

    /** Hands on what it is asked for, and counts every fact that is taken out of it. */
    private static final class Counting implements Indexes {
        private final Indexes indexes;
        private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();
        private long looks;

        Counting(Indexes indexes) {
            this.indexes = indexes;
        }

        @Override
        public <F> List<F> all(Index<?, F> index) {
            return counted(indexes.all(index));
        }

        @Override
        public <K, F> List<F> get(Index<K, F> index, K key) {
            return counted(indexes.get(index, key));
        }

        @Override
        @SuppressWarnings("unchecked") // what a derivation makes is of its own type
        public <T> T derive(Derivation<T> derivation) {
            Object made = derived.get(derivation);
            if (made == null) {
                made = derivation.of().apply(this);
                derived.put(derivation, made);
            }
            return (T) made;
        }

        private <F> List<F> counted(List<F> facts) {
            class Counted extends AbstractList<F> implements RandomAccess {
                @Override
                public F get(int index) {
                    looks++;
                    return facts.get(index);
                }

                @Override
                public int size() {
                    return facts.size();
                }
            }
            return new Counted();
        }
    }

    private Environment environment(int size, String settings) throws Exception {
        return ProjectFolder.in(folder)
                .file("infra/aks.json", """
                        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                         "resources": [""" + resources(size, AZURE, ",") + "]}")
                .file("k8s/store.yaml", resources(size, WORKLOADS, ""))
                .configuration("""
                        schemaVersion: 1
                        profile: all
                        environments:
                          prod: %s
                        sources: [{manifests: k8s}]
                        """.formatted(settings))
                .load()
                .environment("prod");
    }

    private static String resources(int size, String resources, String separator) {
        return IntStream.range(0, size)
                .mapToObj(i -> resources
                        .replace("$N", String.valueOf(i))
                        .replace("$ID", "0000%04d-0000-4000-8000-00000000%04d".formatted(i, i)))
                .collect(Collectors.joining(separator));
    }

    /** A cluster, a registry, a vault, and everything that some policy joins with one of them or with each other. */
    private static final String AZURE = """
            {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks$N",
             "location": "westeurope", "identity": {"type": "SystemAssigned"},
             "properties": {"aadProfile": {"managed": true, "enableAzureRBAC": true, "adminGroupObjectIDs": ["$ID"]},
               "apiServerAccessProfile": {"enablePrivateCluster": true, "disableRunCommand": true},
               "autoUpgradeProfile": {"upgradeChannel": "stable", "nodeOSUpgradeChannel": "NodeImage"},
               "agentPoolProfiles": [{"name": "sys$N", "mode": "System", "osSKU": "AzureLinux"}]}},
            {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
             "name": "aks$N/user$N", "properties": {"mode": "User", "osSKU": "AzureLinux", "nodeTaints": ["team=t$N:NoSchedule"]}},
            {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
             "name": "aks$N/late$N", "properties": {"mode": "System", "orchestratorVersion": "1.31.0"}},
            {"type": "Microsoft.ContainerService/managedClusters/maintenanceConfigurations", "apiVersion": "2024-09-01",
             "name": "aks$N/aksManagedAutoUpgradeSchedule", "properties": {"maintenanceWindow": {"durationHours": 2}}},
            {"type": "Microsoft.ContainerService/deploymentSafeguards", "apiVersion": "2025-07-01", "name": "default",
             "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks$N')]",
             "properties": {"level": "Enforce", "podSecurityStandardsLevel": "Baseline"}},
            {"type": "Microsoft.KubernetesConfiguration/extensions", "apiVersion": "2023-05-01", "name": "flux$N",
             "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks$N')]",
             "properties": {"extensionType": "microsoft.flux"}},
            {"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "logs$N",
             "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks$N')]",
             "properties": {"workspaceId": "w", "logs": [{"category": "guard", "enabled": true}]}},
            {"type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "contoso$N",
             "properties": {}},
            {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2023-11-01", "name": "registry$N",
             "properties": {"privateLinkServiceConnections": [{"name": "c", "properties":
               {"privateLinkServiceId": "[resourceId('Microsoft.ContainerRegistry/registries', 'contoso$N')]"}}]}},
            {"type": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "apiVersion": "2023-11-01",
             "name": "registry$N/default", "properties": {}},
            {"type": "Microsoft.Network/privateDnsZones/virtualNetworkLinks", "apiVersion": "2020-06-01",
             "name": "privatelink.azurecr.io/link$N", "properties": {}},
            {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "vault$N", "properties": {}},
            {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2023-11-01", "name": "vault$N",
             "properties": {"privateLinkServiceConnections": [{"name": "c", "properties":
               {"privateLinkServiceId": "[resourceId('Microsoft.KeyVault/vaults', 'vault$N')]"}}]}},
            {"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "reads$N",
             "scope": "[resourceId('Microsoft.KeyVault/vaults', 'vault$N')]",
             "properties": {"workspaceId": "w", "logs": [{"category": "AuditEvent", "enabled": true}]}},
            {"type": "Microsoft.Security/pricings", "apiVersion": "2024-01-01", "name": "Containers",
             "properties": {"pricingTier": "Free"}},
            {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "push$N",
             "scope": "[resourceId('Microsoft.ContainerRegistry/registries', 'contoso$N')]",
             "properties": {"principalId": "$ID", "roleDefinitionId":
               "/providers/Microsoft.Authorization/roleDefinitions/8311e382-0749-4cb8-b61a-304f252e45ec"}},
            {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "read$N",
             "scope": "[concat(resourceId('Microsoft.ContainerService/managedClusters', 'aks$N'), '/namespaces/team$N')]",
             "properties": {"principalId": "$ID", "principalType": "Group", "roleDefinitionId":
               "/providers/Microsoft.Authorization/roleDefinitions/7f6c6a51-bcf8-42ba-9220-52d62157d7db"}},
            {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "own$N",
             "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks$N')]",
             "properties": {"principalId": "1$ID", "principalType": "User", "roleDefinitionId":
               "/providers/Microsoft.Authorization/roleDefinitions/$ID"}},
            {"type": "Microsoft.Authorization/roleDefinitions", "apiVersion": "2022-04-01", "name": "$ID",
             "properties": {"roleName": "role $N", "permissions": [{"dataActions":
               ["Microsoft.ContainerService/managedClusters/pods/read"]}]}},
            {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "id$N"},
            {"type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
             "apiVersion": "2023-01-31", "name": "id$N/order$N", "properties": {"issuer": "https://example.com/$N/",
               "subject": "system:serviceaccount:store:Order$N", "audiences": ["api://AzureADTokenExchange"]}}""";

    /** A service with an identity, images, secrets, rights and neighbours of its own. */
    private static final String WORKLOADS = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: order$N, labels: {app: order$N}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: order$N}}
              template:
                metadata:
                  labels: {app: order$N, azure.workload.identity/use: "true"}
                  annotations: {azure.workload.identity/use-identity-binding: "true"}
                spec:
                  serviceAccountName: order$N
                  nodeSelector: {kubernetes.azure.com/agentpool: orders}
                  tolerations: [{key: team, value: t, effect: NoSchedule}]
                  containers:
                    - name: order
                      image: contoso$N.azurecr.io/order:1.4.2
                      env: [{name: AZURE_CLIENT_ID, value: "$ID"}]
                  volumes:
                    - name: secrets
                      csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: order$N}}
                    - name: logs
                      hostPath: {path: /var/log}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: order$N, annotations: {azure.workload.identity/client-id: "$ID"}}
            ---
            apiVersion: secrets-store.csi.x-k8s.io/v1
            kind: SecretProviderClass
            metadata: {name: order$N}
            spec:
              provider: azure
              parameters: {clientID: "$ID", keyvaultName: store, tenantId: "$ID", objects: ""}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: order$N}
            spec: {podSelector: {matchLabels: {app: other$N}}, policyTypes: [Ingress]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: order$N}
            spec: {selector: {app: order$N}, ports: [{port: 80}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: order$N}
            spec:
              ingressClassName: class$N
              rules: [{host: order$N.contoso.com, http: {paths: [{path: /, pathType: Prefix,
                backend: {service: {name: order$N, port: {number: 80}}}}]}}]
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: order$N}
            spec: {minAvailable: 1, selector: {matchLabels: {app: order$N}}}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: order$N}
            spec: {minReplicas: 2, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: order$N}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: order$N}
            rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: order$N}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: order$N}
            subjects: [{kind: ServiceAccount, name: order$N, namespace: store}, {kind: ServiceAccount, name: gone$N, namespace: far}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: far$N}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            subjects: [{kind: ServiceAccount, name: gone$N, namespace: far$N}]
            """;
}
