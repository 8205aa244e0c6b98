package io.github.akspolicy.assertj;

/** How the federated credential is written, and the source that names its file. */
enum Federation {
    ARM("infra/identity.json", "  - cluster: infra/identity.json\n", """
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion": "1.0.0.0",
              "resources": [
                {
                  "type": "Microsoft.ManagedIdentity/userAssignedIdentities",
                  "apiVersion": "2023-01-31",
                  "name": "order",
                  "location": "westeurope"
                },
                {
                  "type": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
                  "apiVersion": "2023-01-31",
                  "name": "order/aks",
                  "dependsOn": ["order"],
                  "properties": {
                    "issuer": "ISSUER",
                    "subject": "SUBJECT",
                    "audiences": ["AUDIENCE"]
                  }
                }
              ]
            }
            """),
    TERRAFORM("infra/plan.json", "  - cluster: infra/plan.json\n", """
            {
              "format_version": "1.2",
              "planned_values": {"root_module": {"resources": [
                {
                  "address": "azurerm_user_assigned_identity.order",
                  "mode": "managed",
                  "type": "azurerm_user_assigned_identity",
                  "name": "order",
                  "values": {"name": "order", "location": "westeurope"}
                },
                {
                  "address": "azurerm_federated_identity_credential.order",
                  "mode": "managed",
                  "type": "azurerm_federated_identity_credential",
                  "name": "order",
                  "values": {
                    "name": "aks",
                    "issuer": "ISSUER",
                    "subject": "SUBJECT",
                    "audience": ["AUDIENCE"]
                  }
                }
              ]}},
              "resource_changes": [
                {"address": "azurerm_federated_identity_credential.order",
                 "change": {"after_unknown": {"id": true, "parent_id": true}}}
              ],
              "configuration": {"root_module": {"resources": [
                {"address": "azurerm_federated_identity_credential.order", "expressions": {
                  "parent_id": {"references": ["azurerm_user_assigned_identity.order.id"]}}}
              ]}}
            }
            """),
    SERVICE_OPERATOR("k8s/azure.yaml", "", """
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: UserAssignedIdentity
            metadata:
              name: order
              namespace: azure
            spec:
              location: westeurope
            ---
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: FederatedIdentityCredential
            metadata:
              name: aks
              namespace: azure
            spec:
              owner:
                name: order
              issuer: ISSUER
              subject: SUBJECT
              audiences:
                - AUDIENCE
            """);

    final String file;
    final String source;
    private final String text;

    Federation(String file, String source, String text) {
        this.file = file;
        this.source = source;
        this.text = text;
    }

    String text(String issuer, String subject, String audience) {
        return text.replace("ISSUER", issuer).replace("SUBJECT", subject).replace("AUDIENCE", audience);
    }
}
