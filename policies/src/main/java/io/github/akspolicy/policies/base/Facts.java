package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.PodToken;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;

/** The facts of an environment that joint policies of several topics share. */
public final class Facts {
    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PodIdentity> POD_IDENTITIES = IdentityIndexes.POD_IDENTITIES;

    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PodToken> POD_TOKENS =
            new Index<>("pod tokens", Kinds.PODS, PodToken::of, PodToken::serviceAccount);

    /** By namespace and name. */
    public static final Index<NamespacedName, ServiceAccount> SERVICE_ACCOUNTS = IdentityIndexes.SERVICE_ACCOUNTS;

    /** Login servers that the context of the configuration names, all under one key. */
    public static final Index<String, String> ATTACHED_REGISTRIES = new Index<>(
            "registries",
            Kinds.of(ContextKinds.GROUP, ContextKinds.REGISTRY),
            resource -> List.of(resource.root().get("loginServer").stringOr("")),
            server -> "");

    private Facts() {}
}
