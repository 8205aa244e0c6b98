package io.github.akspolicy.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.Access.Answer;
import io.github.akspolicy.resource.rbac.Access.Holder;
import io.github.akspolicy.resource.rbac.Access.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Questions as people ask them. */
class AccessTest {
    private static final String DEVELOPERS = "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46";

    /** The role on the slide of "AKS Security Simplified", written as it is meant. */
    private static final String READER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: read}
            rules:
              - apiGroups: [""]
                resources: [pods, services, configmaps]
                verbs: [get, list, watch]
              - apiGroups: [apps]
                resources: [deployments, daemonsets, replicasets, statefulsets]
                verbs: [get, list, watch]
              - apiGroups: [batch]
                resources: [jobs, cronjobs]
                verbs: [get, list, watch]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: reader, namespace: read}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: %s}]
            """.formatted(DEVELOPERS);

    private static Access access(OtherAuthorizer... others) {
        return new Access(RbacFacts.of(READER).authorizer(), List.of(others));
    }

    @Test
    void kubectlGetAllIsRefusedTheTwoKindsThatTheSlideShows() {
        assertThat(AccessRequest.kubectlGetAll("read"))
                .filteredOn(request ->
                        !access().can(UserInfo.member(DEVELOPERS), request).isAllowed())
                .extracting(AccessRequest::toString)
                .containsExactly(
                        "list replicationcontrollers in read", "list horizontalpodautoscalers.autoscaling in read");
    }

    @Test
    void whoCanNamesTheGrant() {
        assertThat(access().whoCan(AccessRequest.of("list", "apps", "deployments", "", "read")))
                .singleElement()
                .satisfies(holder -> {
                    assertThat(holder.principal()).hasToString("Group " + DEVELOPERS);
                    assertThat(holder.permissions()).singleElement().satisfies(permission -> {
                        assertThat(permission.words())
                                .isEqualTo("RoleBinding \"reader/read\" of Role \"reader\" to Group \"" + DEVELOPERS
                                        + '"');
                        assertThat(permission.ruleWords()).isEqualTo("rules[1]");
                        assertThat(permission.namespace()).isEqualTo("read");
                        assertThat(permission.authorizer()).isEqualTo("Kubernetes RBAC");
                        assertThat(permission.evidence("list deployments"))
                                .extracting(evidence -> evidence.place().value().line() + " " + evidence.words())
                                .containsExactly(
                                        "9 Role reader grants list deployments",
                                        "19 RoleBinding reader binds Role reader to Group " + DEVELOPERS);
                    });
                });
        assertThat(access().whoCan(AccessRequest.of("list", "apps", "deployments", "", "store")))
                .isEmpty();
    }

    @Test
    void canOnlyNamesWhatGoesBeyond() {
        var all = new Allowance(PolicyRule.of(List.of("*"), List.of("*"), List.of("get", "list", "watch")), "read");
        var pods = new Allowance(
                PolicyRule.of(List.of(""), List.of("pods", "services"), List.of("get", "list", "watch")), "read");

        assertThat(access().beyond(UserInfo.member(DEVELOPERS), List.of(all))).isEmpty();
        assertThat(access().beyond(UserInfo.member(DEVELOPERS), List.of(pods))
                        .get(0)
                        .parts())
                .extracting(PolicyRule::toString)
                .containsExactly("get configmaps", "list configmaps", "watch configmaps");
    }

    @Test
    void everyAnswerNamesItsAuthorizer() {
        AccessRequest request = AccessRequest.of("get", "", "secrets", "s", "read");
        UserInfo developer = UserInfo.member(DEVELOPERS);

        assertThat(access().can(developer, request)).hasToString("not allowed by Kubernetes RBAC");
        assertThat(access(new Azure(true, "assignments")).can(developer, request))
                .hasToString("allowed by Azure RBAC: RoleBinding \"reader/read\" of Role \"reader\" to Group \""
                        + DEVELOPERS + '"');
        Answer unknown = access(new Azure(false, "assignments")).can(developer, request);
        assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(unknown).hasToString("not allowed by Kubernetes RBAC, and what Azure RBAC says is in no input");
        assertThat(access(new Azure(false, null)).can(developer, request))
                .hasToString("not allowed by Kubernetes RBAC and Azure RBAC");
        assertThat(access(new Azure(false, "assignments")).can(UserInfo.serviceAccount("read", "order"), request))
                .as("Azure RBAC says nothing of service accounts")
                .hasToString("not allowed by Kubernetes RBAC");
    }

    @Test
    void whoCanAsksEveryAuthorizerAndTellsWhatIsMissing() {
        Access access = access(new Azure(true, "assignments"));
        AccessRequest pods = AccessRequest.of("list", "", "pods", "", "read");
        assertThat(access.whoCan(pods)).extracting(Holder::principal).containsExactly(Principal.group(DEVELOPERS));
        assertThat(access.whoCan(pods).get(0).permissions())
                .as("by each of them")
                .hasSize(2);
        assertThat(access.missing()).containsExactly("assignments");
        assertThat(access.namespaces()).containsExactly("read");

        Access unplaced =
                new Access(RbacFacts.of(READER.replace(", namespace: read", "")).authorizer(), List.of());
        assertThat(unplaced.whoCan(pods)).isEmpty();
        assertThat(unplaced.missing())
                .containsExactly("RoleBinding reader has no namespace, so it is unknown where it grants");
    }

    @Test
    void resourcesAreNamedAsKubectlNamesThem() {
        assertThat(AccessRequest.ofQualified("get", "deployments/scale", "", "").group())
                .isEqualTo("apps");
        assertThat(AccessRequest.ofQualified("get", "events", "", "").group()).isEmpty();
        assertThat(AccessRequest.ofQualified("get", "secretproviderclasses.secrets-store.csi.x-k8s.io", "", "")
                        .group())
                .isEqualTo("secrets-store.csi.x-k8s.io");
        for (String word : List.of("secret", "Secret", "deploy", "ingress")) {
            assertThatThrownBy(() -> AccessRequest.ofQualified("get", word, "", ""))
                    .hasMessageStartingWith("no resource is called " + word + ": write ");
        }
    }

    /** Allows what a binding of RBAC would, so that its words are known. */
    private record Azure(boolean allows, @Nullable String lacks) implements OtherAuthorizer {
        @Override
        public String name() {
            return "Azure RBAC";
        }

        @Override
        public boolean concerns(UserInfo user) {
            return !user.name().startsWith("system:serviceaccount:");
        }

        @Override
        public Optional<Permission> permission(UserInfo user, AccessRequest request) {
            return holders(request).stream()
                    .map(holder -> holder.permissions().get(0))
                    .findFirst();
        }

        @Override
        public List<Holder> holders(AccessRequest request) {
            Principal developers = Principal.group(DEVELOPERS);
            return allows
                    ? List.of(new Holder(
                            developers,
                            List.of(RbacFacts.of(READER)
                                    .authorizer()
                                    .direct(developers)
                                    .findFirst()
                                    .orElseThrow())))
                    : List.of();
        }

        @Override
        public Set<String> namespaces() {
            return Set.of("read");
        }

        @Override
        public Optional<String> missing() {
            return Optional.ofNullable(lacks);
        }
    }
}
