package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;

/**
 * A Secret in which the cluster writes a token of a service account.
 *
 * @param account the service account
 */
record TokenSecret(NamespacedName account) {
    static List<TokenSecret> of(Resource resource) {
        String account = resource.annotation("kubernetes.io/service-account.name");
        return account != null
                        && resource.is("", "Secret")
                        && resource.root().get("type").stringOr("").equals("kubernetes.io/service-account-token")
                ? List.of(new TokenSecret(new NamespacedName(resource.namespace(), account)))
                : List.of();
    }
}
