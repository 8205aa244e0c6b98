package io.github.akspolicy.resource.cluster;

import static io.github.akspolicy.resource.cluster.AzureProperty.arm;

/** The properties of a node pool. Sources as for {@link ClusterProperties}. */
public final class PoolProperties {
    private static final String ADD = "az aks nodepool add ";
    private static final String UPDATE = "az aks nodepool update ";

    public static final AzureProperty MODE = arm("mode").azurerm("mode").absent("User");
    public static final AzureProperty OS_TYPE = arm("osType").azurerm("os_type").absent("Linux");
    public static final AzureProperty OS_SKU = arm("osSKU")
            .azurerm("os_sku")
            .nodeClass("imageFamily")
            .az(UPDATE + "--os-sku AzureLinux")
            .absent("Ubuntu")
            .since("2021-03-01", "")
            .since("AzureLinux", "2023-04-01", "2023-04-02-preview");
    public static final AzureProperty ORCHESTRATOR_VERSION = arm("orchestratorVersion")
            // a MachinePool of Cluster API says it
            .capz("")
            .azurerm("orchestrator_version")
            .az("az aks nodepool upgrade --kubernetes-version VERSION");
    public static final AzureProperty SSH_ACCESS = arm("securityProfile.sshAccess")
            .az(UPDATE + "--ssh-access disabled")
            .absent("LocalUser")
            .since("2025-08-01", "2023-06-02-preview");
    public static final AzureProperty HOST_ENCRYPTION = arm("enableEncryptionAtHost")
            .azurerm("host_encryption_enabled | enable_host_encryption")
            .nodeClass("security.encryptionAtHost")
            .az(ADD + "--enable-encryption-at-host")
            .absent(false)
            .since("2020-12-01", "");
    public static final AzureProperty NODE_PUBLIC_IP = arm("enableNodePublicIP")
            .azurerm("node_public_ip_enabled | enable_node_public_ip")
            .az(ADD + "without --enable-node-public-ip")
            .absent(false);
    public static final AzureProperty PUBLIC_IP_PREFIX =
            arm("nodePublicIPPrefixID").aso("nodePublicIPPrefixReference").azurerm("node_public_ip_prefix_id");
    public static final AzureProperty ZONES =
            arm("availabilityZones").azurerm("zones | availability_zones").az(ADD + "--zones 1 2 3");
    public static final AzureProperty SUBNET = arm("vnetSubnetID")
            .aso("vnetSubnetReference")
            // CAPZ makes the network itself and names its subnet in every pool
            .capz("")
            .azurerm("vnet_subnet_id")
            .nodeClass("vnetSubnetID");
    public static final AzureProperty LABELS = arm("nodeLabels").azurerm("node_labels");
    public static final AzureProperty TAINTS = arm("nodeTaints")
            .capz("taints")
            .azurerm("node_taints")
            .az(UPDATE + "--node-taints CriticalAddonsOnly=true:NoSchedule");
    public static final AzureProperty CRITICAL_ADDONS_ONLY = arm("nodeTaints")
            .azurerm("only_critical_addons_enabled")
            .az(UPDATE + "--node-taints CriticalAddonsOnly=true:NoSchedule");
    public static final AzureProperty PRIORITY =
            arm("scaleSetPriority").azurerm("priority").absent("Regular");
    public static final AzureProperty SECURE_BOOT = arm("securityProfile.enableSecureBoot")
            .az(UPDATE + "--enable-secure-boot")
            .absent(false)
            .since("2024-07-01", "2023-11-02-preview");
    public static final AzureProperty VTPM = arm("securityProfile.enableVTPM")
            .az(UPDATE + "--enable-vtpm")
            .absent(false)
            .since("2024-07-01", "2023-11-02-preview");
    public static final AzureProperty FIPS = arm("enableFIPS")
            .azurerm("fips_enabled")
            .nodeClass("fipsMode=FIPS")
            .az(UPDATE + "--enable-fips-image")
            .absent(false)
            .since("2021-03-01", "");
    public static final AzureProperty SECCOMP_DEFAULT = arm("kubeletConfig.seccompDefault")
            .az(ADD + "--kubelet-config FILE")
            .absent("Unconfined")
            .since("", "2024-09-02-preview");

    public static final AzureProperty TYPE =
            arm("type").azurerm("type").az(ADD + "--vm-set-type VirtualMachineScaleSets");
    public static final AzureProperty CUSTOM_CA_TRUST = arm("enableCustomCATrust")
            .azurerm("custom_ca_trust_enabled")
            .azurermRemovedIn(4)
            .az(UPDATE + "--disable-custom-ca-trust")
            .absent(false)
            .since("", "2022-05-02-preview");
    /** The tag that keeps the kubelet from rotating its serving certificate. */
    public static final AzureProperty KUBELET_CERTIFICATE_TAG =
            arm("tags.aks-disable-kubelet-serving-certificate-rotation")
                    .azurerm("tags.aks-disable-kubelet-serving-certificate-rotation")
                    .capz("additionalTags.aks-disable-kubelet-serving-certificate-rotation")
                    .az(UPDATE + "--tags aks-disable-kubelet-serving-certificate-rotation=false");
    /** The tag that kept AKS from installing drivers of GPUs. */
    public static final AzureProperty SKIP_GPU_DRIVER_TAG = arm("tags.SkipGPUDriverInstall")
            .azurerm("tags.SkipGPUDriverInstall")
            .capz("additionalTags.SkipGPUDriverInstall")
            .az(ADD + "--gpu-driver none");

    public static final AzureProperty WORKLOAD_RUNTIME = arm("workloadRuntime")
            .azurerm("workload_runtime")
            .az(ADD + "--workload-runtime OCIContainer")
            .absent("OCIContainer");
    public static final AzureProperty AUTOSCALING = arm("enableAutoScaling")
            .azurerm("auto_scaling_enabled | enable_auto_scaling")
            .capz("scaling{}")
            .az(UPDATE + "--enable-cluster-autoscaler --min-count 3 --max-count 6")
            .absent(false)
            .since("2019-02-01", "2018-08-01-preview");
    public static final AzureProperty COUNT =
            arm("count").capz("").azurerm("node_count").az("az aks nodepool scale --node-count 3");
    public static final AzureProperty MIN_COUNT = arm("minCount")
            .capz("scaling.minSize")
            .azurerm("min_count")
            .az(UPDATE + "--update-cluster-autoscaler --min-count 3 --max-count 6");
    public static final AzureProperty MAX_COUNT = arm("maxCount")
            .capz("scaling.maxSize")
            .azurerm("max_count")
            .az(UPDATE + "--update-cluster-autoscaler --min-count 3 --max-count 6");
    public static final AzureProperty MAX_PODS =
            arm("maxPods").azurerm("max_pods").az(ADD + "--max-pods 50").nodeClass("maxPods");
    public static final AzureProperty OS_DISK_TYPE = arm("osDiskType")
            .azurerm("os_disk_type")
            .az(ADD + "--node-osdisk-type Ephemeral")
            .azurermAbsent("Managed")
            .since("2020-12-01", "");

    private PoolProperties() {}
}
