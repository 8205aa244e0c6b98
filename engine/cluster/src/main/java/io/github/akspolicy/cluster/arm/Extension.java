package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An extension resource that is written as a child: type {@code
 * Microsoft.ContainerService/managedClusters/providers/diagnosticSettings}, name {@code aks/Microsoft.Insights/logs}.
 */
record Extension(String type, Node name, Node scope) {
    private static final String PROVIDERS = "/providers/";

    /** The extension, or null when type and name are not written that way. */
    static @Nullable Extension of(String type, Node name) {
        int at = type.toLowerCase(Locale.ROOT).indexOf(PROVIDERS);
        String names = Values.partial(name);
        if (at < 0 || names == null) {
            return null;
        }
        int provider = names.toLowerCase(Locale.ROOT).indexOf("/microsoft.");
        if (provider < 0) {
            return null;
        }
        String base = type.substring(0, at);
        String kind = type.substring(at + PROVIDERS.length());
        String rest = names.substring(provider + 1);
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String[] types = base.split("/");
        String[] parents = names.substring(0, provider).split("/");
        var scope = new StringBuilder(types[0]);
        for (int i = 1; i < types.length; i++) {
            scope.append('/').append(types[i]).append('/').append(i <= parents.length ? parents[i - 1] : "");
        }
        boolean isKnown = Values.isKnown(name);
        return new Extension(
                rest.substring(0, slash) + "/" + kind,
                Values.text(rest.substring(slash + 1), isKnown, name.position()),
                Values.text(scope.toString(), isKnown, name.position()));
    }

    /** The scope of an extension that is written in a resource, by the type and the name of that. */
    static Node scope(String type, Node name) {
        String[] types = type.split("/");
        String[] names = String.valueOf(Values.partial(name)).split("/");
        var id = new StringBuilder(types[0]);
        for (int i = 1; i < types.length; i++) {
            id.append('/').append(types[i]).append('/').append(i <= names.length ? names[i - 1] : "");
        }
        return Values.text(id.toString(), Values.isKnown(name), name.position());
    }

    /** Whether an extension of Bicep deploys a resource, not Azure, which may be declared as one itself. */
    static boolean deploys(Node resource) {
        Node extension = Values.get(resource, "extension");
        return Values.get(resource, "import") != null
                || extension != null && !"az".equalsIgnoreCase(Values.string(extension));
    }
}
