package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policies.rbac.PowerRow.row;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.Set;

/** The policies about powers, a row each: what no rule may grant without need, and what the policy says where one does. */
final class PowerPolicies {
    private static final Parameter<Boolean> BIND_NAMED =
            Parameter.flag("allowNamedBind", true, "whether a rule may be about roles that resourceNames lists");
    private static final Parameter<Boolean> READ_NAMED =
            Parameter.flag("allowNamedGet", true, "whether a rule may be about Secrets that resourceNames lists");
    private static final Parameter<Boolean> ONLY_CLUSTER_WIDE = Parameter.flag(
            "onlyClusterWide",
            false,
            "whether a role is reported only when a binding of the environment grants it in every namespace");
    private static final Parameter<Set<String>> SUBRESOURCES = Parameter.choices(
            "subresources",
            List.of("exec", "attach", "portforward"),
            Set.of("exec", "attach", "portforward"),
            "the ways into a pod that are evaluated");
    private static final Parameter<List<String>> ENGINES =
            Parameter.strings("groups", Powers.POLICY_ENGINES, "groups that the objects of policy engines are in");
    private static final Set<String> CLIENT_SIGNERS =
            Set.of("kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet");

    static final List<PowerRow> ROWS = List.of(
            // Escalate lifts the rule that nobody can grant more than they have.
            row("rbac/escalate", CRITICAL, Powers.ESCALATE)
                    .says(
                            "The escalate verb must not be granted",
                            "take escalate out, so that no subject grants a permission that it does not have")
                    .ofTheCluster()
                    .in(RECOMMENDED),
            // Bind lets its holder bind roles with more permissions than the holder has.
            row("rbac/bind", CRITICAL, Powers.BIND)
                    .says(
                            "The bind verb must not be granted",
                            "take bind out, or name in resourceNames the roles that may be bound")
                    .parameters(BIND_NAMED)
                    .in(RECOMMENDED)
                    .unless((granted, reach, settings) -> granted.isNamed() && settings.get(BIND_NAMED)),
            // Whoever may impersonate users and groups is everybody.
            row("rbac/impersonate", CRITICAL, Powers.IMPERSONATE)
                    .says(
                            "The impersonate verb must not be granted",
                            "take impersonate out, or name in resourceNames whom it is about")
                    .ofTheCluster()
                    .in(RECOMMENDED),
            // Whoever writes roles and bindings hands permissions on.
            row("rbac/rolebinding-write", HIGH, Powers.WRITE_ROLES)
                    .says(
                            "Writing roles and bindings must be restricted",
                            "leave roles and bindings to the deployment pipeline")
                    .ofTheCluster()
                    .in(HARDENED)
                    .weighing((granted, reach) ->
                            reach.grants(Powers.BIND) || reach.grants(Powers.ESCALATE) ? HIGH : MEDIUM),
            // The API of the kubelet runs commands in every pod of the node, past audit and admission.
            row("rbac/node-proxy", CRITICAL, Powers.NODE_PROXY)
                    .says(
                            "Access to nodes/proxy must be restricted",
                            "use nodes/metrics and nodes/stats instead of nodes/proxy")
                    .ofTheCluster()
                    .in(RECOMMENDED),
            // A subject that changes nodes draws pods, and the Secrets in them, to a node of their choice.
            row("rbac/node-modify", HIGH, Powers.NODES)
                    .says(
                            "Changing nodes must be restricted",
                            "leave nodes to AKS, and take the verbs that change them out")
                    .ofTheCluster()
                    .in(HARDENED),
            // A subject that reads the Secrets of a namespace has the passwords, keys and tokens of everything in it.
            row("rbac/read-secrets", HIGH, Powers.READ_SECRETS)
                    .says(
                            "Reading Secrets must be restricted",
                            "name the one Secret in resourceNames and allow get only, or mount it into the pod and grant nothing")
                    .parameters(READ_NAMED, ONLY_CLUSTER_WIDE)
                    .in(RECOMMENDED, Parameters.DEFAULTS.with(ONLY_CLUSTER_WIDE, true))
                    .unless((granted, reach, settings) -> (granted.isNamed() && settings.get(READ_NAMED))
                            || (!reach.isClusterWide() && settings.get(ONLY_CLUSTER_WIDE)))
                    .weighing((granted, reach) -> !granted.isNamed() && reach.includes(Reach.SYSTEM) ? CRITICAL : null),
            // Whoever creates a Secret of a service account's token and reads it is that service account.
            row("rbac/write-secrets", HIGH, Powers.WRITE_SECRETS)
                    .says(
                            "Creating or changing Secrets must be restricted",
                            "let Key Vault or the deployment pipeline write Secrets, and take create, update and patch out of the rule")
                    .in(HARDENED),
            // Whoever creates tokens of service accounts is those service accounts.
            row("rbac/token-request", HIGH, Powers.TOKEN_REQUEST)
                    .says(
                            "Creating ServiceAccount tokens must be restricted",
                            "name in resourceNames the service account that the program needs a token of")
                    .in(HARDENED)
                    .unless((granted, reach, settings) -> granted.isNamed()),
            // Whoever approves certificate signing requests makes credentials for any name.
            row("rbac/csr-approve", HIGH, Powers.APPROVE)
                    .says(
                            "Approving certificate signing requests must be restricted",
                            "leave the approval to the controllers of the cluster")
                    .ofTheCluster()
                    .in(HARDENED)
                    .unless((granted, reach, settings) -> granted.isNamed()
                            && granted.verbs().contains("approve")
                            && granted.rule().grants().resourceNames().stream().noneMatch(CLIENT_SIGNERS::contains))
                    .weighing((granted, reach) ->
                            reach.grants(Powers.APPROVE_REQUESTS, Powers.APPROVE_SIGNERS) ? HIGH : MEDIUM),
            // Whoever creates a pod runs as any service account of its namespace and mounts any of its Secrets.
            row("rbac/create-workloads", HIGH, Powers.CREATE_WORKLOADS)
                    .says(
                            "Creating pods or workloads must be restricted",
                            "deploy by the pipeline only, and take create out of the roles of people and programs")
                    .in(HARDENED),
            // A subject that changes a pod template runs another image with the same identity.
            row("rbac/modify-pods", MEDIUM, Powers.MODIFY_PODS)
                    .says(
                            "Updating pods or workload templates must be restricted",
                            "deploy by the pipeline only, and take update and patch out of the roles of people and programs")
                    .in(HARDENED),
            // A subject that enters a container has its files, its environment and its tokens.
            row(
                            "rbac/exec-attach",
                            HIGH,
                            settings -> Powers.exec(
                                    settings.get(SUBRESOURCES).stream().sorted().toList(), settings.kubernetesMinor()))
                    .says(
                            "exec, attach and port-forward must be restricted",
                            "take pods/exec, pods/attach and pods/portforward out; for an emergency bind the role for an hour")
                    .parameters(SUBRESOURCES)
                    .in(HARDENED),
            // A container that is added to a running pod shares its network, its volumes and, if it wants, its
            // processes.
            row("rbac/ephemeral-containers", MEDIUM, Powers.EPHEMERAL_CONTAINERS)
                    .says(
                            "Adding ephemeral containers must be restricted",
                            "take pods/ephemeralcontainers out; for an emergency bind the role for an hour")
                    .in(HARDENED),
            // The status of a pod decides whether it gets traffic and whether it is replaced.
            row("rbac/pod-status", MEDIUM, Powers.POD_STATUS)
                    .says("Changing pod status must be restricted", "take pods/status out of the rule")
                    .in(HARDENED),
            // A PersistentVolume with a host path reads the file system of the node.
            row("rbac/persistent-volumes", MEDIUM, Powers.PERSISTENT_VOLUMES)
                    .says(
                            "Creating PersistentVolumes must be restricted",
                            "let a StorageClass provision volumes, and take create out")
                    .ofTheCluster()
                    .in(HARDENED),
            // Whoever configures admission sees and changes every object, or turns every check off.
            row("rbac/admission-webhooks", HIGH, Powers.ADMISSION_CONFIGURATION)
                    .says(
                            "Control of admission configuration must be restricted",
                            "leave the configuration of admission to the deployment pipeline")
                    .ofTheCluster()
                    .in(HARDENED)
                    // a request to create has no name: it is not limited
                    .weighing((granted, reach) ->
                            granted.isNamed() && !granted.verbs().contains("create") ? MEDIUM : null),
            // Whoever writes the rules of the policy engine exempts themselves.
            row("rbac/policy-engine-write", HIGH, settings -> Powers.policyEngines(settings.get(ENGINES)))
                    .says(
                            "Control of the policy engines must be restricted",
                            "leave the configuration of the policy engine to the deployment pipeline")
                    .parameters(ENGINES)
                    .ofTheCluster()
                    .in(HARDENED),
            // The labels of a namespace decide what Pod Security admission and policies let in.
            row("rbac/namespace-labels", MEDIUM, Powers.NAMESPACES)
                    .says(
                            "Changing Namespace objects must be restricted",
                            "leave namespaces to the deployment pipeline, and take update and patch out")
                    .in(HARDENED),
            // The address in the status of a Service takes its traffic (CVE-2020-8554).
            row("rbac/service-status", HIGH, Powers.SERVICE_STATUS)
                    .says(
                            "Changing Service status must be restricted (CVE-2020-8554)",
                            "take services/status out of the rule")
                    .in(HARDENED),
            // Whoever writes Endpoints sends the traffic of a Service into other namespaces (CVE-2021-25740).
            row("rbac/endpoints-edit", MEDIUM, Powers.ENDPOINTS)
                    .says(
                            "Writing Endpoints/EndpointSlices must be restricted (CVE-2021-25740)",
                            "take endpoints and endpointslices out of the rule")
                    .orAsAzure(new PowerRow.Template(EndpointsTemplate.AZURE_COMPAT, EndpointsTemplate::found))
                    .in(HARDENED)
                    .insistingOn(EndpointsTemplate.DEFAULT_ROLE),
            // ConfigMaps of kube-system configure DNS, monitoring and other parts of the cluster.
            row("rbac/manage-configmaps", LOW, Powers.CONFIG_MAPS)
                    .says(
                            "Writing ConfigMaps in system namespaces must be restricted",
                            "grant it by a Role in the namespace of the program")
                    .in(HARDENED)
                    .unless((granted, reach, settings) -> !reach.mayInclude(Reach.SYSTEM)),
            // Whoever deletes events wipes out what happened.
            row("rbac/delete-events-logs", LOW, Powers.TRACES)
                    .says(
                            "Deleting events or pod logs must be restricted",
                            "take delete and deletecollection out of the rule")
                    .in(HARDENED));

    static final List<Policy> ALL = ROWS.stream().<Policy>map(PowerPolicy::new).toList();

    private PowerPolicies() {}
}
