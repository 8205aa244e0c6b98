package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;

/**
 * Azure as a large platform defines it: 1,000 clusters and 1,000 registries with what belongs to each of them, 9,000
 * resources of Azure Service Operator, or a multiple of them. Whoever goes through all role assignments for each registry,
 * or through all diagnostic settings for each cluster, looks at a million pairs.
 *
 * @param texts the manifest files, 90 objects each
 */
record AzureWorkload(List<String> texts) implements Release {
    private static final int UNITS_PER_FILE = 10;

    private static final String UNIT = """
            ---
            apiVersion: containerservice.azure.com/v1api20240901
            kind: ManagedCluster
            metadata: {name: aks-$N}
            spec:
              location: westeurope
              owner: {name: rg-$N}
              identity: {type: SystemAssigned}
              aadProfile: {managed: true, enableAzureRBAC: true}
              agentPoolProfiles: [{name: system, mode: System}]
            ---
            apiVersion: containerregistry.azure.com/v1api20230701
            kind: Registry
            metadata: {name: contoso$N}
            spec: {location: westeurope, owner: {name: rg-$N}, sku: {name: Premium}}
            ---
            apiVersion: authorization.azure.com/v1api20220401
            kind: RoleAssignment
            metadata: {name: pull-$N}
            spec:
              owner: {group: containerregistry.azure.com, kind: Registry, name: contoso$N}
              principalIdFromConfig: {name: kubelet-$N, key: principalId}
              roleDefinitionReference: {wellKnownName: AcrPull}
            ---
            apiVersion: authorization.azure.com/v1api20220401
            kind: RoleAssignment
            metadata: {name: read-$N}
            spec:
              owner: {group: containerservice.azure.com, kind: ManagedCluster, name: aks-$N}
              principalId: $ID
              principalType: Group
              roleDefinitionReference: {wellKnownName: Azure Kubernetes Service RBAC Reader}
            ---
            apiVersion: insights.azure.com/v1api20210501preview
            kind: DiagnosticSetting
            metadata: {name: logs-$N}
            spec:
              owner: {group: containerservice.azure.com, kind: ManagedCluster, name: aks-$N}
              logs: [{category: kube-audit-admin, enabled: true}]
              workspaceReference: {armId: /subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w}
            ---
            apiVersion: network.azure.com/v1api20220701
            kind: PrivateEndpoint
            metadata: {name: registry-$N}
            spec:
              privateLinkServiceConnections:
                - name: registry
                  privateLinkServiceReference: {group: containerregistry.azure.com, kind: Registry, name: contoso$N}
            ---
            apiVersion: network.azure.com/v1api20220701
            kind: PrivateEndpointsPrivateDnsZoneGroup
            metadata: {name: zone-$N}
            spec: {owner: {name: registry-$N}}
            ---
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: UserAssignedIdentity
            metadata: {name: id-$N, namespace: team-$N}
            spec: {location: westeurope, owner: {name: rg-$N}}
            ---
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: FederatedIdentityCredential
            metadata: {name: credential-$N, namespace: team-$N}
            spec:
              owner: {name: id-$N}
              issuer: https://westeurope.oic.prod-aks.azure.com/$ID/$ID/
              subject: system:serviceaccount:team-$N:app
              audiences: ["api://AzureADTokenExchange"]
            """;

    /** How many resources a scale of 1 has. */
    static final int RESOURCES = 9_000;

    /** @param scale 1 for 9,000 resources */
    static AzureWorkload of(int scale) {
        var texts = new ArrayList<String>();
        int units = scale * RESOURCES / 9;
        for (int from = 0; from < units; from += UNITS_PER_FILE) {
            var text = new StringBuilder();
            for (int i = from; i < from + UNITS_PER_FILE; i++) {
                text.append(UNIT.replace("$N", String.valueOf(i))
                        .replace("$ID", "%08d-0000-4000-8000-000000000000".formatted(i)));
            }
            texts.add(text.toString());
        }
        return new AzureWorkload(List.copyOf(texts));
    }

    @Override
    public ReleaseId id() {
        return new ReleaseId("benchmark", "azure", "azure");
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public void read(Receiver receiver) {
        for (int i = 0; i < texts.size(); i++) {
            receiver.file(ManifestFile.asWritten("azure-" + i + ".yaml", texts.get(i)));
        }
    }
}
