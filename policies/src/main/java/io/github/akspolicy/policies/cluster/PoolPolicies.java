package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.pool;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isAbsent;
import static io.github.akspolicy.policies.cluster.Requirement.isNotTrue;
import static io.github.akspolicy.policies.cluster.Requirement.isOneOf;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import java.util.List;

/** The node pools. Each is one sentence: this property must be that. */
final class PoolPolicies {
    private static final Parameter<List<String>> OS_SKUS = Parameter.strings(
            "allowedOsSkus",
            List.of("AzureLinux", "AzureLinux3", "AzureContainerLinux"),
            "the SKUs that are right; AzureLinuxOSGuard is a preview");
    private static final Parameter<List<String>> SSH_MODES =
            Parameter.strings("allowed", List.of("Disabled", "EntraID"), "the ways of access that are right");

    public static final List<Policy> ALL = List.of(
            pool(
                    PolicyInfo.of(
                                    "cluster/node-os-azure-linux",
                                    MEDIUM,
                                    "Node pools must use Azure Linux",
                                    "use Azure Linux")
                            .parameters(OS_SKUS),
                    that(OS_SKU, isOneOf(OS_SKUS), (pool, judgement) -> pool.isLinux())),
            pool(
                    PolicyInfo.of(
                                    "cluster/ssh-disabled",
                                    MEDIUM,
                                    "SSH to nodes must be disabled",
                                    "disable SSH, or let it ask Entra")
                            .parameters(SSH_MODES)
                            .in(PREVIEW),
                    that(SSH_ACCESS, isOneOf(SSH_MODES))),
            pool(
                    PolicyInfo.of(
                                    "cluster/host-encryption",
                                    MEDIUM,
                                    "Encryption at host must be enabled on all pools",
                                    "enable encryption at host")
                            .in(HARDENED),
                    that(HOST_ENCRYPTION, isTrue())),
            pool(
                    PolicyInfo.of(
                                    "cluster/node-public-ip",
                                    HIGH,
                                    "Nodes must not have public IPs",
                                    "give nodes no public addresses")
                            .in(RECOMMENDED),
                    that(NODE_PUBLIC_IP, isNotTrue()),
                    that(PUBLIC_IP_PREFIX, isAbsent())),
            pool(
                    PolicyInfo.of(
                                    "cluster/trusted-launch",
                                    LOW,
                                    "Pools should use trusted launch",
                                    "enable secure boot and vTPM")
                            .in(HARDENED),
                    that(SECURE_BOOT, isTrue()),
                    that(VTPM, isTrue())),
            pool(
                    PolicyInfo.of("cluster/fips", INFO, "Pools must use FIPS images (optional)", "use FIPS images"),
                    that(FIPS, isTrue(), (pool, judgement) -> !pool.isFipsByDefault())),
            pool(
                    PolicyInfo.of(
                                    "cluster/kubelet-seccomp-default",
                                    LOW,
                                    "Kubelet should default to RuntimeDefault seccomp",
                                    "let the kubelet default to RuntimeDefault")
                            .in(PREVIEW),
                    that(SECCOMP_DEFAULT, is("RuntimeDefault"), (pool, judgement) -> pool.isLinux())));

    private PoolPolicies() {}
}
