package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The secrets that stand in the definition of an Azure resource, whatever notation it is in. Names decide: the definition
 * does not say which of its properties Azure keeps to itself.
 */
final class AzureSecrets {
    /** Properties that hold nothing but a secret, in small letters and without underscores. */
    private static final Set<String> PROPERTIES = Set.of(
            "adminpassword",
            "clientsecret",
            "secret",
            "serverappsecret",
            "clientkey",
            "clientcertificate",
            "kubeconfigraw",
            "kubeadminconfigraw");

    /** Properties all of whose values are secrets. */
    private static final Set<String> OBJECTS =
            Set.of("configurationprotectedsettings", "protectedsettings", "kubeconfig", "kubeadminconfig");

    private AzureSecrets() {}

    /** The secret values of a resource; none when it is no definition of an Azure resource. */
    static List<String> of(Resource resource) {
        Node root = resource.root().node();
        if (root == null || !AzureResource.isAzure(resource)) {
            return List.of();
        }
        var secrets = new ArrayList<String>();
        collect("", root, false, secrets);
        return secrets;
    }

    private static void collect(String name, Node node, boolean isSecret, List<String> secrets) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                String plain = entry.key().replace("_", "").toLowerCase(Locale.ROOT);
                collect(entry.key(), entry.value(), isSecret || OBJECTS.contains(plain), secrets);
            }
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collect(name, item, isSecret, secrets));
        } else if (((Node.Scalar) node).value() instanceof String value
                && (isSecret
                        || PROPERTIES.contains(name.replace("_", "").toLowerCase(Locale.ROOT))
                        || SecretShape.isSecret(name, value))) {
            secrets.add(value);
        }
    }
}
