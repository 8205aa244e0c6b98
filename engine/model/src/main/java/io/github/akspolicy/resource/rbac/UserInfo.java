package io.github.akspolicy.resource.rbac;

import java.util.List;

/**
 * Who asks: what authentication makes of a token or certificate.
 *
 * @param name the user name
 * @param groups all groups, the implicit ones included
 */
public record UserInfo(String name, List<String> groups) {
    /** The group of everybody who has been authenticated; on a cluster with Entra ID all of the tenant. */
    public static final String AUTHENTICATED = "system:authenticated";

    /** The group of requests without credentials. */
    public static final String UNAUTHENTICATED = "system:unauthenticated";

    /** The group that the API server lets pass before any authorizer is asked. */
    public static final String MASTERS = "system:masters";

    /** The group of all service accounts; followed by a colon and a namespace, of those of the namespace. */
    public static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    public UserInfo {
        groups = List.copyOf(groups);
    }

    /** A service account with the groups that its token has. */
    public static UserInfo serviceAccount(String namespace, String name) {
        return new UserInfo(
                serviceAccountName(namespace, name),
                List.of(SERVICE_ACCOUNTS, SERVICE_ACCOUNTS + ':' + namespace, AUTHENTICATED));
    }

    /** A user known by name only, such as one of Entra ID without any group. */
    public static UserInfo user(String name) {
        return new UserInfo(name, List.of(AUTHENTICATED));
    }

    /** Some member of a group of whom nothing else is known. */
    public static UserInfo member(String group) {
        return new UserInfo("", group.equals(UNAUTHENTICATED) ? List.of(group) : List.of(group, AUTHENTICATED));
    }

    /** The user name of a service account. */
    public static String serviceAccountName(String namespace, String name) {
        return SERVICE_ACCOUNT + namespace + ':' + name;
    }
}
