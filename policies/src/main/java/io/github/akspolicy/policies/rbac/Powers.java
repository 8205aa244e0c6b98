package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policies.rbac.Power.RBAC;
import static io.github.akspolicy.policies.rbac.Power.to;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The powers that policies are about. Groups and resources are those of the API reference. */
final class Powers {
    private static final String[] WORKLOADS = {"deployments", "daemonsets", "statefulsets", "replicasets"};
    private static final String[] PODS = {"pods", "replicationcontrollers", "podtemplates"};
    private static final String[] ADMISSION = {
        "validatingwebhookconfigurations",
        "mutatingwebhookconfigurations",
        "validatingadmissionpolicies",
        "validatingadmissionpolicybindings",
        "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings"
    };

    private static final int CREATE_IS_ASKED = 35;

    static final List<Power> READ_SECRETS = List.of(to("get", "list", "watch").on("", "secrets"));
    static final List<Power> WRITE_SECRETS =
            List.of(to("create", "update", "patch").on("", "secrets"));
    static final List<Power> CREATE_WORKLOADS = workloads("create");
    static final List<Power> MODIFY_PODS = workloads("update", "patch");
    static final List<Power> EXEC = exec(List.of("exec", "attach", "portforward"));
    static final List<Power> EPHEMERAL_CONTAINERS =
            List.of(to("update", "patch").on("", "pods/ephemeralcontainers"));
    static final List<Power> NODE_PROXY =
            List.of(to("get", "create", "update", "patch", "delete").on("", "nodes/proxy"));
    static final List<Power> ESCALATE =
            List.of(to("escalate").on(RBAC, "roles", "clusterroles").byVerb());
    static final List<Power> BIND =
            List.of(to("bind").on(RBAC, "roles", "clusterroles").byVerb());
    static final List<Power> IMPERSONATE = List.of(
            to("impersonate").on("", "users", "groups", "serviceaccounts").byVerb(),
            to("impersonate")
                    .on("authentication.k8s.io", "userextras/*", "uids")
                    .byVerb(),
            // constrained impersonation, alpha in 1.35 and beta in 1.36: one of these verbs, with one that says for
            // what
            to("impersonate:user-info")
                    .on("authentication.k8s.io", "users", "groups", "userextras/*", "uids")
                    .byVerb(),
            to("impersonate:serviceaccount")
                    .on("authentication.k8s.io", "serviceaccounts")
                    .byVerb(),
            to("impersonate:arbitrary-node")
                    .on("authentication.k8s.io", "nodes")
                    .byVerb());
    static final List<Power> WRITE_ROLES = List.of(
            to("create", "update", "patch").on(RBAC, "rolebindings", "clusterrolebindings", "roles", "clusterroles"));
    static final List<Power> APPROVE_REQUESTS =
            List.of(to("update", "patch").on("certificates.k8s.io", "certificatesigningrequests/approval"));
    static final List<Power> APPROVE_SIGNERS =
            List.of(to("approve").on("certificates.k8s.io", "signers").byVerb());
    static final List<Power> APPROVE =
            Stream.concat(APPROVE_REQUESTS.stream(), APPROVE_SIGNERS.stream()).toList();
    static final List<Power> TOKEN_REQUEST = List.of(to("create").on("", "serviceaccounts/token"));
    static final List<Power> ADMISSION_CONFIGURATION =
            List.of(to("create", "update", "patch", "delete", "deletecollection")
                    .on("admissionregistration.k8s.io", ADMISSION));
    static final List<String> POLICY_ENGINES = List.of(
            "templates.gatekeeper.sh",
            "constraints.gatekeeper.sh",
            "mutations.gatekeeper.sh",
            "config.gatekeeper.sh",
            "config.ratify.deislabs.io",
            "config.ratify.dev",
            "ratify.sh",
            "externaldata.gatekeeper.sh",
            "kyverno.io",
            "policies.kyverno.io",
            "policy.sigstore.dev");
    static final List<Power> PERSISTENT_VOLUMES = List.of(to("create").on("", "persistentvolumes"));
    static final List<Power> NAMESPACES = List.of(to("update", "patch").on("", "namespaces"));
    static final List<Power> NODES = List.of(
            to("create", "update", "patch", "delete", "deletecollection").on("", "nodes", "nodes/status"));
    static final List<Power> DRIVE_AWAY = List.of(
            to("delete", "deletecollection").on("", "pods"), to("create").on("", "pods/eviction"));
    static final List<Power> CORDON = List.of(to("update", "patch").on("", "nodes", "nodes/status"));
    static final List<Power> POD_STATUS = List.of(to("update", "patch").on("", "pods/status"));
    static final List<Power> SERVICE_STATUS = List.of(to("update", "patch").on("", "services/status"));
    static final List<Power> ENDPOINTS = List.of(
            to("create", "update", "patch").on("", "endpoints"),
            to("create", "update", "patch").on("discovery.k8s.io", "endpointslices"));
    static final List<Power> CONFIG_MAPS = List.of(
            to("create", "update", "patch", "delete", "deletecollection").on("", "configmaps"));
    static final List<Power> TRACES = List.of(
            to("delete", "deletecollection").on("", "events", "pods/log"),
            to("delete", "deletecollection").on("events.k8s.io", "events"));

    /** Those of the policies that are critical or high: what no program should have without need. */
    static final List<Power> DANGEROUS = Stream.of(
                    READ_SECRETS,
                    WRITE_SECRETS,
                    CREATE_WORKLOADS,
                    EXEC,
                    NODE_PROXY,
                    ESCALATE,
                    BIND,
                    IMPERSONATE,
                    WRITE_ROLES,
                    APPROVE_SIGNERS,
                    TOKEN_REQUEST,
                    ADMISSION_CONFIGURATION,
                    policyEngines(POLICY_ENGINES),
                    NODES,
                    SERVICE_STATUS)
            .flatMap(List::stream)
            .toList();

    /** Those of them that a RoleBinding can grant. */
    static final List<Power> DANGEROUS_IN_NAMESPACES = inNamespaces(DANGEROUS);

    private Powers() {}

    /** What of powers a RoleBinding can grant. */
    static List<Power> inNamespaces(List<Power> powers) {
        return powers.stream()
                .flatMap(power -> power.withinNamespaces().stream())
                .toList();
    }

    private static List<Power> workloads(String... verbs) {
        return List.of(
                to(verbs).on("", PODS),
                to(verbs).on("apps", WORKLOADS),
                to(verbs).on("batch", "jobs", "cronjobs"));
    }

    static List<Power> exec(List<String> subresources) {
        return exec(subresources, "get", "create");
    }

    /**
     * To open a stream to a container. From 1.35 on the API server asks for create of websocket clients, too, which was get
     * (kubernetes.io, feature gate AuthorizePodWebsocketUpgradeCreatePermission, read 2026-11-29).
     *
     * @param minor the version of Kubernetes; where it is not known, either verb may be enough
     */
    static List<Power> exec(List<String> subresources, OptionalInt minor) {
        return minor.orElse(0) >= CREATE_IS_ASKED ? exec(subresources, "create") : exec(subresources);
    }

    private static List<Power> exec(List<String> subresources, String... verbs) {
        return List.of(
                to(verbs).on("", subresources.stream().map("pods/"::concat).toArray(String[]::new)));
    }

    static List<Power> policyEngines(List<String> groups) {
        return groups.stream()
                .map(group -> to("create", "update", "patch", "delete", "deletecollection")
                        .onAnythingOf(group))
                .toList();
    }
}
