package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import org.jspecify.annotations.Nullable;

/**
 * One of those whom a binding grants a role.
 *
 * @param kind {@code User}, {@code Group} or {@code ServiceAccount}; anything else is nobody
 * @param apiGroup as written; the empty string when absent, which the API server fills in
 * @param namespace as written; the empty string when absent
 * @param name the name
 * @param place the subject
 * @param namePlace its name
 * @param namespacePlace where its namespace is, or would be
 * @param later what the name is known of, where it is known only at deployment
 */
public record Subject(
        String kind,
        String apiGroup,
        String namespace,
        String name,
        Place place,
        Place namePlace,
        Place namespacePlace,
        @Nullable Read later) {
    public static final String USER = "User";
    public static final String GROUP = "Group";
    public static final String SERVICE_ACCOUNT = "ServiceAccount";

    static Subject of(Field field) {
        return new Subject(
                field.get("kind").stringOr(""),
                field.get("apiGroup").stringOr(""),
                field.get("namespace").written(),
                field.get("name").written(),
                field.place(),
                field.get("name").place(),
                field.get("namespace").place(),
                Read.toCome(field.get("name")));
    }

    /** The name: who decides by it decides by what is known of it. */
    public String name() {
        UnresolvedReads.now(later);
        return name;
    }

    /** Whether it has a name. Where it is known only at deployment and may be this one, the verdict is unknown. */
    public boolean isNamed(String text) {
        return (later == null || later.value().mayBe(text)) && name().equals(text);
    }

    /** Whether its name begins so, likewise. */
    public boolean isNamedLike(String beginning) {
        return (later == null || later.value().mayBegin(beginning)) && name().startsWith(beginning);
    }

    public boolean isServiceAccount() {
        return kind.equals(SERVICE_ACCOUNT);
    }

    public boolean isGroup() {
        return kind.equals(GROUP);
    }

    public boolean isUser() {
        return kind.equals(USER);
    }

    /**
     * Whom it means.
     *
     * @param bindingNamespace the namespace of a RoleBinding, which a service account without one is looked for in; the
     *     empty string for a ClusterRoleBinding
     * @return null when it is nobody
     */
    @Nullable
    Principal principal(String bindingNamespace) {
        if (isServiceAccount()) {
            String within = namespace.isEmpty() ? bindingNamespace : namespace;
            return within.isEmpty() ? null : Principal.serviceAccount(within, name);
        }
        return isUser() ? Principal.user(name) : isGroup() ? Principal.group(name) : null;
    }

    /** {@code Group developers} or {@code ServiceAccount store/order-service}. */
    @Override
    public String toString() {
        return kind + ' ' + (isServiceAccount() && !namespace.isEmpty() ? namespace + '/' : "") + name;
    }
}
