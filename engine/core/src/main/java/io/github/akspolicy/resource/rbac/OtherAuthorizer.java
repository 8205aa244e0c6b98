package io.github.akspolicy.resource.rbac;

/**
 * An authorizer that the API server asks beside RBAC, such as Azure RBAC with its role assignments. It may allow what RBAC
 * does not; it never forbids what RBAC allows.
 */
public interface OtherAuthorizer {
    /** What an authorizer says. */
    enum Opinion {
        ALLOWED,
        /** It does not allow it; another one may. */
        NONE,
        /** It cannot be said: its assignments are in no input. */
        UNKNOWN
    }

    /** What it is called in answers, such as {@code Azure RBAC}. */
    String name();

    Opinion opinion(UserInfo user, AccessRequest request);
}
