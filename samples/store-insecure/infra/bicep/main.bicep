@description('Who reaches the API server.')
param authorizedIpRanges string[]

@description('patch, stable, rapid or node-image.')
param upgradeChannel string = 'none'

param location string = 'westeurope'
param clusterName string = 'aks-store-prod'
param kubernetesVersion string = '1.36'
param disableLocalAccounts bool = false
param adminGroupObjectId string = '9e4c2f71-8d3a-4b60-a5f7-1c6e0d9b2358'
param developerGroupObjectId string = '2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46'

@description('Resource id of the subnet of the nodes.')
param nodeSubnetId string

@description('Resource id of the workspace for audit logs and Container Insights.')
param logAnalyticsWorkspaceId string

var workloads = {
  'order-service': 'id-order-service-prod'
  'product-service': 'id-product-service-prod'
}
var roles = {
  clusterUser: '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'
  rbacClusterAdmin: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'
}

resource clusterIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-aks-store-prod'
  location: location
}

resource workloadIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for workload in items(workloads): {
    name: workload.value
    location: location
  }
]

resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: clusterName
  location: location
  sku: {
    name: 'Base'
    tier: 'Standard'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${clusterIdentity.id}': {}
    }
  }
  properties: {
    kubernetesVersion: kubernetesVersion
    dnsPrefix: 'store-prod'
    nodeResourceGroup: 'rg-aks-store-prod-nodes'
    nodeResourceGroupProfile: {
      restrictionLevel: 'ReadOnly'
    }
    disableLocalAccounts: disableLocalAccounts
    enableRBAC: true
    aadProfile: {
      managed: true
      enableAzureRBAC: false
      tenantID: '5d0b9a64-1f6e-4c0a-9c57-2f0e6f3c8a11'
      adminGroupObjectIDs: [
        adminGroupObjectId
      ]
    }
    apiServerAccessProfile: {
      enablePrivateCluster: false
      authorizedIPRanges: authorizedIpRanges
    }
    oidcIssuerProfile: {
      enabled: false
    }
    podIdentityProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: false
      }
      defender: {
        securityMonitoring: {
          enabled: false
        }
      }
      imageCleaner: {
        enabled: true
        intervalHours: 48
      }
      kubernetesResourceObjectEncryptionProfile: {
        infrastructureEncryption: 'Disabled'
      }
    }
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'false'
        }
      }
      azurepolicy: {
        enabled: false
      }
      httpApplicationRouting: {
        enabled: true
      }
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: logAnalyticsWorkspaceId
          useAADAuth: 'true'
        }
      }
    }
    autoUpgradeProfile: {
      upgradeChannel: upgradeChannel
      nodeOSUpgradeChannel: 'None'
    }
    ingressProfile: {
      webAppRouting: {
        enabled: true
        nginx: {
          defaultIngressControllerType: 'None'
        }
      }
    }
    networkProfile: {
      networkPlugin: 'kubenet'
      networkPolicy: 'none'
      outboundType: 'loadBalancer'
      loadBalancerSku: 'standard'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.245.0.0/16'
      dnsServiceIP: '10.245.0.10'
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        type: 'VirtualMachineScaleSets'
        vmSize: 'Standard_D4ds_v5'
        osType: 'Linux'
        osSKU: 'AzureLinux'
        osDiskType: 'Ephemeral'
        count: 3
        minCount: 3
        maxCount: 5
        enableAutoScaling: true
        availabilityZones: ['1', '2', '3']
        vnetSubnetID: nodeSubnetId
        orchestratorVersion: kubernetesVersion
        enableEncryptionAtHost: true
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
        securityProfile: {
          sshAccess: 'Disabled'
          enableSecureBoot: true
          enableVTPM: true
        }
        upgradeSettings: {
          maxSurge: '33%'
        }
      }
      {
        name: 'store'
        mode: 'User'
        type: 'VirtualMachineScaleSets'
        vmSize: 'Standard_D8ds_v5'
        osType: 'Linux'
        osSKU: 'Ubuntu'
        osDiskType: 'Ephemeral'
        count: 3
        minCount: 3
        maxCount: 12
        enableAutoScaling: true
        availabilityZones: ['1', '2', '3']
        vnetSubnetID: nodeSubnetId
        orchestratorVersion: kubernetesVersion
        enableEncryptionAtHost: false
        enableNodePublicIP: true
        securityProfile: {
          sshAccess: 'LocalUser'
          enableSecureBoot: true
          enableVTPM: true
        }
        upgradeSettings: {
          maxSurge: '33%'
        }
      }
    ]
  }

  resource upgrades 'maintenanceConfigurations' = [
    for schedule in [
      { name: 'aksManagedAutoUpgradeSchedule', day: 'Sunday' }
      { name: 'aksManagedNodeOSUpgradeSchedule', day: 'Saturday' }
    ]: {
      name: schedule.name
      properties: {
        maintenanceWindow: {
          schedule: {
            weekly: {
              intervalWeeks: 1
              dayOfWeek: schedule.day
            }
          }
          durationHours: 6
          startTime: '02:00'
          utcOffset: '+00:00'
        }
      }
    }
  ]
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: cluster
  properties: {
    workspaceId: logAnalyticsWorkspaceId
    logs: [
      { category: 'kube-audit-admin', enabled: true }
      { category: 'guard', enabled: true }
    ]
  }
}

resource credential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = [
  for (workload, i) in items(workloads): {
    parent: workloadIdentity[i]
    name: 'aks-store-prod'
    properties: {
      issuer: cluster.properties.oidcIssuerProfile.issuerURL
      subject: 'system:serviceaccount:store:${workload.key}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
]

module pull 'registry.bicep' = {
  name: 'pull'
  params: {
    principalId: cluster.properties.identityProfile.kubeletidentity.objectId
  }
}

resource developers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    name: guid(cluster.id, developerGroupObjectId, role.key)
    scope: cluster
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      principalId: developerGroupObjectId
      principalType: 'Group'
    }
  }
]
