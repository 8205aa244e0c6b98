package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policies.rbac.Power.RBAC;
import static io.github.akspolicy.policies.rbac.Power.to;

import java.util.List;
import java.util.stream.Stream;

/** What gets a subject on towards cluster-admin, alone or together with another one. */
enum Ability {
    /** Whoever starts pods, or changes those that run, runs as any service account of their namespace. */
    RUN_PODS(
            "starts or changes pods",
            Stream.concat(Powers.CREATE_WORKLOADS.stream(), Powers.MODIFY_PODS.stream())
                    .toList()),
    CLAIM_VOLUMES("claims volumes", List.of(to("create").on("", "persistentvolumeclaims"))),
    ENTER_PODS(
            "enters running pods",
            Stream.concat(Powers.exec(List.of("exec", "attach")).stream(), Powers.EPHEMERAL_CONTAINERS.stream())
                    .toList()),
    READ_SECRETS("reads Secrets", Powers.READ_SECRETS),
    CREATE_SECRETS("creates Secrets for tokens", List.of(to("create").on("", "secrets"))),
    REQUEST_TOKENS("creates tokens", Powers.TOKEN_REQUEST),
    IMPERSONATE_ACCOUNTS(
            "impersonates service accounts", List.of(to("impersonate").on("", "serviceaccounts"))),
    BIND("binds any role", Powers.BIND),
    WRITE_BINDINGS(
            "writes role bindings", List.of(to("create", "update", "patch").on(RBAC, "rolebindings"))),
    ESCALATE_ROLES("escalates roles", List.of(to("escalate").on(RBAC, "roles"))),
    WRITE_ROLES("writes roles", List.of(to("create", "update", "patch").on(RBAC, "roles"))),
    LABEL_NAMESPACE("changes the labels of the namespace", Powers.NAMESPACES),

    // what follows is about resources of the whole cluster: only a ClusterRoleBinding grants it
    WRITE_CLUSTER_BINDINGS(
            "writes cluster role bindings",
            List.of(to("create", "update", "patch").on(RBAC, "clusterrolebindings"))),
    ESCALATE_CLUSTER_ROLES("escalates cluster roles", List.of(to("escalate").on(RBAC, "clusterroles"))),
    WRITE_CLUSTER_ROLES("writes cluster roles", List.of(to("update", "patch").on(RBAC, "clusterroles"))),
    IMPERSONATE_USERS("impersonates users", List.of(to("impersonate").on("", "users"))),
    IMPERSONATE_GROUPS("impersonates groups", List.of(to("impersonate").on("", "groups"))),
    PROXY_NODES("talks to the kubelets", List.of(to("get", "create").on("", "nodes/proxy"))),
    REQUEST_CERTIFICATES(
            "requests certificates", List.of(to("create").on("certificates.k8s.io", "certificatesigningrequests"))),
    APPROVE_REQUESTS("approves the requests", Powers.APPROVE_REQUESTS),
    APPROVE_SIGNERS("for the signer of clients", Powers.APPROVE_SIGNERS),
    CHANGE_ADMISSION(
            "configures webhooks or policies that see and change every object",
            List.of(to("create", "update", "patch")
                    .on(
                            "admissionregistration.k8s.io",
                            "mutatingwebhookconfigurations",
                            "validatingwebhookconfigurations",
                            "mutatingadmissionpolicies"))),
    CREATE_VOLUMES("creates volumes of node paths", Powers.PERSISTENT_VOLUMES);

    private final String words;
    private final List<Power> powers;

    Ability(String words, List<Power> powers) {
        this.words = words;
        this.powers = powers;
    }

    /** Such as {@code reads Secrets}. */
    String words() {
        return words;
    }

    List<Power> powers() {
        return powers;
    }

    boolean isOfTheCluster() {
        return compareTo(WRITE_CLUSTER_BINDINGS) >= 0;
    }
}
