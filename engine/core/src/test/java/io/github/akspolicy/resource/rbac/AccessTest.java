package io.github.akspolicy.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.Access.Answer;
import io.github.akspolicy.resource.rbac.Access.Verdict;
import io.github.akspolicy.resource.rbac.OtherAuthorizer.Opinion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions as people ask them. */
class AccessTest {
    private static final String DEVELOPERS = "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46";

    /** The role of the talk's slide, written as it is meant. */
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
    void kubectlGetAllIsRefusedTheTwoKindsThatTheTalkShows() {
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
                    assertThat(holder.grant().words())
                            .isEqualTo("RoleBinding \"reader/read\" of Role \"reader\" to Group \"" + DEVELOPERS + '"');
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
        Answer unknown = access(azure(Opinion.UNKNOWN)).can(developer, request);
        assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(unknown).hasToString("not allowed by Kubernetes RBAC, and what Azure RBAC says is in no input");
        assertThat(access(azure(Opinion.ALLOWED)).can(developer, request)).hasToString("allowed by Azure RBAC");
    }

    private static OtherAuthorizer azure(Opinion opinion) {
        return new OtherAuthorizer() {
            @Override
            public String name() {
                return "Azure RBAC";
            }

            @Override
            public Opinion opinion(UserInfo user, AccessRequest request) {
                return opinion;
            }
        };
    }
}
