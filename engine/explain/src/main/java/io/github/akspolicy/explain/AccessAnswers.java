package io.github.akspolicy.explain;

import static io.github.akspolicy.resource.cluster.ClusterProperties.*;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.Fact;
import io.github.akspolicy.explain.AccessExplanation.Answer;
import io.github.akspolicy.explain.AccessExplanation.Evidence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.resource.cluster.AuthenticationMode;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How people get into one cluster (articles/aks/concepts-identity.md, control-kubeconfig-access.md, local-accounts.md and
 * private-clusters.md of MicrosoftDocs/azure-aks-docs).
 */
final class AccessAnswers {
    private final Environment environment;
    private final Map<RoleAssignment, Fact<RoleAssignment>> assignments;
    private final Fact<ManagedCluster> fact;
    private final ManagedCluster cluster;
    private final Setting entra;
    private final Setting azureRbac;
    private final Setting noLocalAccounts;

    /** @param assignments all role assignments of the environment with their sources */
    AccessAnswers(
            Environment environment, Map<RoleAssignment, Fact<RoleAssignment>> assignments, Fact<ManagedCluster> fact) {
        this.environment = environment;
        this.assignments = assignments;
        this.fact = fact;
        this.cluster = fact.value();
        this.entra = cluster.get(AAD_MANAGED);
        this.azureRbac = cluster.get(AZURE_RBAC);
        this.noLocalAccounts = cluster.get(DISABLE_LOCAL_ACCOUNTS);
    }

    List<Answer> all() {
        return List.of(mode(), localAccounts(), kubeconfig(), rights(), reach());
    }

    private Answer mode() {
        String open = unknown(entra, azureRbac);
        return new Answer(
                "Authentication mode",
                open.isEmpty() ? AuthenticationMode.of(cluster).words() : open,
                settings(AAD_MANAGED, AZURE_RBAC, ENABLE_RBAC),
                List.of(
                        "cluster/auth-mode",
                        "cluster/entra-id-enabled",
                        "cluster/azure-rbac-enabled",
                        "cluster/kubernetes-rbac-enabled"));
    }

    private Answer localAccounts() {
        String open = unknown(noLocalAccounts);
        String sentence;
        if (!open.isEmpty()) {
            sentence = open;
        } else if (noLocalAccounts.isTrue()) {
            sentence = entra.isTrue()
                    ? "do not work: Azure refuses az aks get-credentials --admin"
                    : "do not work, and without Entra ID no person can sign in";
        } else {
            sentence = (entra.isTrue()
                            ? "work beside Entra ID: az aks get-credentials --admin"
                            : "work, and are the only way in: az aks get-credentials")
                    + " hands out a certificate of system:masters, which no role limits, which names no user, and which only a"
                    + " rotation of the cluster's certificates takes back";
        }
        return new Answer(
                "Local accounts",
                sentence,
                settings(DISABLE_LOCAL_ACCOUNTS),
                List.of("cluster/local-accounts-disabled"));
    }

    private Answer kubeconfig() {
        var evidence = new ArrayList<Evidence>();
        for (Fact<RoleAssignment> assignment : assignments()) {
            AzureRole role = assignment.value().role();
            String gets = role == null ? "" : gets(role);
            if (role == null) {
                evidence.add(assigned(assignment, ": what this role allows is not known here"));
            } else if (!gets.isEmpty()) {
                evidence.add(assigned(assignment, ": " + gets));
            }
        }
        String elsewhere =
                "Owners and Contributors of the resource group or subscription whose roles are assigned elsewhere";
        return new Answer(
                "Who can get a kubeconfig",
                evidence.isEmpty() ? "no subject in the sources; also " + elsewhere : "those below, and " + elsewhere,
                evidence,
                List.of("cluster/cluster-user-role", "cluster/role-assignments"));
    }

    private String gets(AzureRole role) {
        String user = entra.isTrue()
                ? "one that signs in with Entra ID"
                : noLocalAccounts.isTrue()
                        ? "one that nothing signs in with: local accounts are disabled, and Entra ID is not enabled"
                        : "one with a certificate of system:masters";
        String admin = noLocalAccounts.isTrue()
                ? "the administrator's, which Azure refuses here"
                : "the administrator's, with a certificate of system:masters";
        if (role.grants(AzureRole.Grant.USER_KUBECONFIG)) {
            return role.grants(AzureRole.Grant.ADMIN_KUBECONFIG) ? user + ", and " + admin : user;
        }
        return role.grants(AzureRole.Grant.ADMIN_KUBECONFIG) ? admin : "";
    }

    private Answer rights() {
        var evidence = new ArrayList<Evidence>();
        Setting groups = cluster.get(ADMIN_GROUPS);
        for (Field group : groups.items()) {
            evidence.add(new Evidence("group " + group.textOr("") + " is cluster-admin", at(group.place())));
        }
        if (groups.unresolved() != null) {
            evidence.add(new Evidence(unknown(groups) + ": its groups are cluster-admin", at(groups.place())));
        }
        for (Fact<RoleAssignment> assignment : assignments()) {
            AzureRole role = assignment.value().role();
            if (role != null && role.grants(AzureRole.Grant.DATA)) {
                String namespace = assignment.value().namespace();
                String where = namespace.isEmpty() ? " in the whole cluster" : " in namespace " + namespace;
                String counts = azureRbac.isFalse() ? ", which does not count without Azure RBAC" : "";
                evidence.add(assigned(assignment, where + counts));
            }
        }
        String open = unknown(azureRbac);
        String sentence = !open.isEmpty()
                ? open
                : !entra.isTrue()
                        ? noLocalAccounts.isTrue()
                                ? "Kubernetes RBAC, for service accounts only: no person can sign in"
                                : noLocalAccounts.unresolved() != null
                                        ? "Kubernetes RBAC; local accounts, if they are enabled, are cluster-admin"
                                        : "Kubernetes RBAC, but every local account is cluster-admin"
                        : azureRbac.isTrue()
                                ? "role assignments in Azure, and Kubernetes RBAC: either may allow"
                                : "Kubernetes RBAC: bindings of Entra groups and users in the cluster";
        return new Answer(
                "Who decides what they may do",
                sentence,
                evidence,
                List.of("cluster/entra-admin-groups", "cluster/role-assignment-namespace-scope"));
    }

    private Answer reach() {
        var evidence = new ArrayList<>(settings(PRIVATE_CLUSTER));
        Setting isPrivate = cluster.get(PRIVATE_CLUSTER);
        String open = unknown(isPrivate);
        String sentence;
        if (!open.isEmpty()) {
            sentence = open;
            evidence.addAll(settings(AUTHORIZED_IP_RANGES, VNET_INTEGRATION));
        } else if (isPrivate.isTrue()) {
            evidence.addAll(settings(PUBLIC_FQDN, PRIVATE_DNS_ZONE, VNET_INTEGRATION));
            sentence = "only from its virtual network and those that are connected to it";
        } else {
            evidence.addAll(settings(AUTHORIZED_IP_RANGES, VNET_INTEGRATION));
            Setting ranges = cluster.get(AUTHORIZED_IP_RANGES);
            sentence = ranges.unresolved() != null
                    ? unknown(ranges)
                    : ranges.items().isEmpty()
                            ? "from everywhere on the internet"
                            : "over the internet, from "
                                    + String.join(", ", ranges.field().strings());
        }
        Setting command = cluster.get(DISABLE_RUN_COMMAND);
        if (!command.isTrue() && command.unresolved() == null) {
            sentence += "; also by az aks command invoke, which needs no network access";
        }
        evidence.addAll(settings(DISABLE_RUN_COMMAND));
        return new Answer(
                "How the API server is reached",
                sentence,
                evidence,
                List.of(
                        "cluster/private",
                        "cluster/private-public-fqdn-disabled",
                        "cluster/private-dns-zone-valid",
                        "cluster/private-access-path",
                        "cluster/authorized-ip-ranges",
                        "cluster/api-server-vnet-integration",
                        "cluster/run-command-disabled"));
    }

    /** Roles on the cluster, on a namespace of it, or on what it lies in. */
    private List<Fact<RoleAssignment>> assignments() {
        return environment.indexes().derive(ClusterFacts.ASSIGNMENTS).concerning(cluster).stream()
                .map(assignments::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Evidence assigned(Fact<RoleAssignment> assignment, String what) {
        RoleAssignment value = assignment.value();
        AzureRole role = value.role();
        String type = value.principalType();
        Unresolved open = value.principal().unresolved();
        String principal =
                (type.isEmpty() ? "principal" : type) + " " + (open == null ? value.principalText() : open.shown());
        Setting said = value.roleSetting();
        String title = role == null ? "the role " + said.textOrEmpty() : role.title();
        return new Evidence(
                principal + " by " + title + what,
                assignment.origin(said.place()).primary().toString());
    }

    private List<Evidence> settings(AzureProperty... properties) {
        return Arrays.stream(properties)
                .map(cluster::get)
                .map(setting -> new Evidence(words(setting), at(setting.place())))
                .toList();
    }

    private String words(Setting setting) {
        if (setting.isWritten() || !setting.isExpressible()) {
            return setting.words();
        }
        String effective = setting.text();
        return setting.words() + (effective == null ? "" : ", which means " + effective);
    }

    private String at(Place place) {
        return fact.origin(place).primary().toString();
    }

    /** That the first of the settings is known only at deployment; empty when all are known. */
    private static String unknown(Setting... settings) {
        return Stream.of(settings)
                .filter(setting -> setting.unresolved() != null)
                .map(setting -> "known only at deployment: " + setting.words())
                .findFirst()
                .orElse("");
    }
}
