package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who can be granted something. A service account is a user with a name of its own, so a subject of kind User
 * with that name means it, too.
 *
 * @param kind {@link Subject#USER} or {@link Subject#GROUP}
 * @param name the name of the user or group
 */
public record Principal(String kind, String name) implements Comparable<Principal> {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    public static Principal user(String name) {
        return new Principal(Subject.USER, name);
    }

    public static Principal group(String name) {
        return new Principal(Subject.GROUP, name);
    }

    public static Principal serviceAccount(String namespace, String name) {
        return user(UserInfo.serviceAccountName(namespace, name));
    }

    /**
     * Whom a subject of a binding means.
     *
     * @param bindingNamespace the namespace of a RoleBinding; the empty string for a ClusterRoleBinding
     * @return empty when it means nobody
     */
    public static Optional<Principal> of(Subject subject, String bindingNamespace) {
        return Optional.ofNullable(subject.principal(bindingNamespace));
    }

    /** Everybody that somebody is to a binding: the user and each group. */
    static List<Principal> of(UserInfo user) {
        var principals = new ArrayList<Principal>();
        principals.add(user(user.name()));
        user.groups().forEach(group -> principals.add(group(group)));
        return principals;
    }

    public boolean isServiceAccount() {
        return kind.equals(Subject.USER)
                && name.startsWith(SERVICE_ACCOUNT)
                && name.indexOf(':', SERVICE_ACCOUNT.length()) > 0;
    }

    /** The namespace of a service account; the empty string for others. */
    public String namespace() {
        return isServiceAccount()
                ? name.substring(SERVICE_ACCOUNT.length(), name.indexOf(':', SERVICE_ACCOUNT.length()))
                : "";
    }

    /** The own name of a service account; that of the user or group for others. */
    public String shortName() {
        return isServiceAccount() ? name.substring(name.indexOf(':', SERVICE_ACCOUNT.length()) + 1) : name;
    }

    /** What authentication makes of it, the implicit groups included. */
    public UserInfo userInfo() {
        return isServiceAccount()
                ? UserInfo.serviceAccount(namespace(), shortName())
                : kind.equals(Subject.GROUP) ? UserInfo.member(name) : UserInfo.user(name);
    }

    @Override
    public int compareTo(Principal other) {
        int order = kind.compareTo(other.kind);
        return order != 0 ? order : name.compareTo(other.name);
    }

    /**
     * Whom a word of a configuration means.
     *
     * @param text as {@link #notation} has it
     * @return empty when it has no such form
     */
    public static Optional<Principal> parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String name = text.substring(colon + 1);
        int slash = name.indexOf('/');
        return switch (kind) {
            case Subject.USER -> Optional.of(user(name));
            case Subject.GROUP -> Optional.of(group(name));
            case Subject.SERVICE_ACCOUNT ->
                slash <= 0
                        ? Optional.empty()
                        : Optional.of(serviceAccount(name.substring(0, slash), name.substring(slash + 1)));
            default -> Optional.empty();
        };
    }

    /** {@code Group:developers}, {@code User:…} or {@code ServiceAccount:store/order-service}: one word for configurations. */
    public String notation() {
        // a namespace that no cluster would take must not become another one
        return isServiceAccount()
                        && namespace().indexOf('/') < 0
                        && !namespace().isEmpty()
                ? Subject.SERVICE_ACCOUNT + ':' + namespace() + '/' + shortName()
                : kind + ':' + name;
    }

    /** {@code Group developers} or {@code ServiceAccount store/order-service}. */
    @Override
    public String toString() {
        return isServiceAccount() ? Subject.SERVICE_ACCOUNT + ' ' + namespace() + '/' + shortName() : kind + ' ' + name;
    }
}
