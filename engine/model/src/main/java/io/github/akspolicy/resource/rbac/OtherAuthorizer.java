package io.github.akspolicy.resource.rbac;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authorizer that the API server asks beside RBAC, such as Azure RBAC with its role assignments. It may allow what RBAC
 * does not; it never forbids what RBAC allows.
 */
public interface OtherAuthorizer {
    /** What it is called in answers, such as {@code Azure RBAC}. */
    String name();

    /** Whether it ever says anything of somebody: Azure RBAC says nothing of service accounts. */
    boolean concerns(UserInfo user);

    /** What of it allows somebody something; empty when nothing known does. */
    Optional<Permission> permission(UserInfo user, AccessRequest request);

    /** Everybody whom it allows something, by what; in no order. */
    List<Access.Holder> holders(AccessRequest request);

    /** The namespaces that some permission of it is limited to. */
    Set<String> namespaces();

    /** What is in no input, so that it may allow more than is known; empty when all of it is known. */
    Optional<String> missing();

    /** The same about somebody alone. */
    default Optional<String> missing(UserInfo user) {
        return missing();
    }
}
