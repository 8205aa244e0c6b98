package io.github.akspolicy.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The traps of the authorizer that people fall into. The whole of it is compared with Kubernetes' own answers by the run
 * {@code rbac} of the module {@code conformance}.
 */
class RbacAuthorizerTest {
    private static final String READER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: store}
            rules:
              - apiGroups: [""]
                resources: [pods, "*/log"]
                verbs: [get]
            ---
            """;

    private static String binding(String kind, String namespace, String role, String subject) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: b%s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: reader}
                subjects: [%s]
                """.formatted(kind, namespace.isEmpty() ? "" : ", namespace: " + namespace, role, subject);
    }

    private static boolean allows(String yaml, UserInfo user, AccessRequest request) {
        return RbacFacts.of(yaml).authorizer().authorize(user, request).isPresent();
    }

    private static final AccessRequest GET_POD = AccessRequest.of("get", "", "pods", "p", "store");

    @Test
    void aServiceAccountWithoutNamespaceIsThatOfTheRoleBinding() {
        String yaml = READER + binding("RoleBinding", "store", "Role", "{kind: ServiceAccount, name: app}");

        assertThat(allows(yaml, UserInfo.serviceAccount("store", "app"), GET_POD))
                .isTrue();
        assertThat(allows(yaml, UserInfo.serviceAccount("other", "app"), GET_POD))
                .isFalse();
    }

    @Test
    void aServiceAccountIsAlsoAUserAndAMemberOfImplicitGroups() {
        UserInfo app = UserInfo.serviceAccount("store", "app");
        for (String subject : List.of(
                "{kind: User, name: 'system:serviceaccount:store:app'}",
                "{kind: Group, name: 'system:serviceaccounts'}",
                "{kind: Group, name: 'system:serviceaccounts:store'}",
                "{kind: Group, name: 'system:authenticated'}")) {
            assertThat(allows(READER + binding("RoleBinding", "store", "Role", subject), app, GET_POD))
                    .as(subject)
                    .isTrue();
        }
        assertThat(allows(READER + binding("RoleBinding", "store", "Role", "{kind: Group, name: app}"), app, GET_POD))
                .isFalse();
    }

    @Test
    void aClusterRoleBindingToARoleGrantsNothing() {
        String yaml = READER + binding("ClusterRoleBinding", "", "Role", "{kind: User, name: jane}");

        assertThat(allows(yaml, UserInfo.user("jane"), GET_POD)).isFalse();
    }

    @Test
    void aStarBeforeTheSlashIsAWildcardAndOneBehindItIsNot() {
        String yaml = READER.replace("pods, \"*/log\"", "\"pods/*\", \"*/log\"")
                + binding("RoleBinding", "store", "Role", "{kind: User, name: jane}");

        assertThat(allows(yaml, UserInfo.user("jane"), AccessRequest.of("get", "", "pods/log", "p", "store")))
                .isTrue();
        assertThat(allows(yaml, UserInfo.user("jane"), AccessRequest.of("get", "", "pods/exec", "p", "store")))
                .isFalse();
    }

    @Test
    void aNamespaceIsInItself() {
        assertThat(AccessRequest.of("get", "", "namespaces", "store", "").namespace())
                .isEqualTo("store");
        assertThat(AccessRequest.of("list", "", "namespaces", "", "").namespace())
                .isEmpty();
    }

    @Test
    void aGrantNamesItsLine() {
        RbacFacts facts =
                RbacFacts.of(READER + binding("RoleBinding", "store", "Role", "{kind: Group, name: developers}"));

        Grant grant = facts.authorizer()
                .authorize(UserInfo.member("developers"), AccessRequest.of("get", "", "services/log", "p", "store"))
                .orElseThrow();

        assertThat(grant.words()).isEqualTo("RoleBinding \"b/store\" of Role \"reader\" to Group \"developers\"");
        assertThat(grant.rule().rule().place(Rule.Part.RESOURCES, "*/log"::equals))
                .hasToString("Place[path=rules[0].resources, nearest=rules[0].resources, key=6:23, value=6:23]");
        assertThat(grant.subject().place().value().line()).isEqualTo(13);
    }

    @Test
    void aListOfAnotherTypeGrantsNothing() {
        String yaml = READER.replace("verbs: [get]", "verbs: get")
                + binding("RoleBinding", "store", "Role", "{kind: User, name: jane}");

        assertThat(allows(yaml, UserInfo.user("jane"), GET_POD)).isFalse();
    }
}
