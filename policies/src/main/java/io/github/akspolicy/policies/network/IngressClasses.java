package io.github.akspolicy.policies.network;

import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.network.IngressClass;
import org.jspecify.annotations.Nullable;

/** The class that an Ingress gets when it is created. */
final class IngressClasses {
    static final Index<String, IngressClass> DEFAULTS = new Index<>(
            "default IngressClasses",
            Kinds.of("networking.k8s.io", "IngressClass"),
            IngressClass::defaults,
            IngressClass::name);

    private IngressClasses() {}

    /** The class that it names, else the default class that the environment brings, else {@code otherwise}. */
    static String effective(@Nullable String named, Indexes indexes, String otherwise) {
        return named != null
                ? named
                : indexes.all(DEFAULTS).stream()
                        .map(IngressClass::name)
                        .findFirst()
                        .orElse(otherwise);
    }
}
