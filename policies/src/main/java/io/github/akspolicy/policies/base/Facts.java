package io.github.akspolicy.policies.base;

import io.github.akspolicy.policies.image.ImageUse;
import io.github.akspolicy.policies.image.PullSecrets;
import io.github.akspolicy.policies.image.RatifyMaterial;
import io.github.akspolicy.policies.image.RatifyVerifier;
import io.github.akspolicy.policies.image.SignatureVerification;
import io.github.akspolicy.policies.workload.Autoscaler;
import io.github.akspolicy.policies.workload.ContainerResources;
import io.github.akspolicy.policies.workload.Disruption;
import io.github.akspolicy.policies.workload.DisruptionBudget;
import io.github.akspolicy.policies.workload.LimitRangeDefaults;
import io.github.akspolicy.policies.workload.NamespaceLevels;
import io.github.akspolicy.policies.workload.PodAdmission;
import io.github.akspolicy.policies.workload.PodPlacement;
import io.github.akspolicy.policies.workload.Replicas;
import io.github.akspolicy.policies.workload.WorkloadId;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.PodToken;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;
import java.util.Optional;

/** The facts of an environment that joint policies share. */
public final class Facts {
    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PodIdentity> POD_IDENTITIES = IdentityIndexes.POD_IDENTITIES;

    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PodToken> POD_TOKENS =
            new Index<>("pod tokens", Kinds.PODS, PodToken::of, PodToken::serviceAccount);

    /** By namespace and name. */
    public static final Index<NamespacedName, ServiceAccount> SERVICE_ACCOUNTS = IdentityIndexes.SERVICE_ACCOUNTS;

    /** By namespace; the empty text when it is unknown. */
    public static final Index<String, PodAdmission> POD_ADMISSIONS =
            new Index<>("pods at admission", Kinds.PODS, PodAdmission::of, PodAdmission::namespace);

    /** By the namespace's name. */
    public static final Index<String, NamespaceLevels> NAMESPACE_LEVELS =
            new Index<>("namespaces", Kinds.of("", "Namespace"), NamespaceLevels::of, NamespaceLevels::namespace);

    /** By namespace and each of their pods' labels, and by namespace and the empty label. */
    public static final Index<Replicas.LabelKey, Replicas> REPLICAS =
            Index.byKeys("workloads", Kinds.PODS, Replicas::of, Replicas::keys);

    /** By the workload whose replicas they set. */
    public static final Index<WorkloadId, Autoscaler> AUTOSCALERS =
            new Index<>("autoscalers", Autoscaler.KINDS, Autoscaler::of, Autoscaler::target);

    /** By namespace: empty when it is unknown. */
    public static final Index<Optional<String>, DisruptionBudget> DISRUPTION_BUDGETS = new Index<>(
            "PodDisruptionBudgets",
            DisruptionBudget.KINDS,
            DisruptionBudget::of,
            budget -> Optional.ofNullable(budget.namespace()));

    /** Budgets and workloads alike, in the order of the sources. */
    public static final Index<String, Disruption> DISRUPTIONS =
            new Index<>("disruptions", Kinds.PODS.or(DisruptionBudget.KINDS), Disruption::of, disruption -> "");

    /** By namespace: empty when it is unknown. */
    public static final Index<Optional<String>, ContainerResources> CONTAINER_RESOURCES =
            new Index<>("container resources", Kinds.PODS, ContainerResources::of, ContainerResources::namespace);

    /** By namespace: empty when it is unknown. */
    public static final Index<Optional<String>, LimitRangeDefaults> LIMIT_RANGES = new Index<>(
            "LimitRanges", Kinds.of("", "LimitRange"), LimitRangeDefaults::of, LimitRangeDefaults::namespace);

    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PullSecrets> PULL_SECRETS =
            new Index<>("pull secrets", Kinds.PODS, PullSecrets::of, PullSecrets::serviceAccount);

    /** Pods with the nodes that they ask for, all under one key. */
    public static final Index<String, PodPlacement> POD_PLACEMENTS =
            new Index<>("placements of pods", Kinds.PODS, PodPlacement::of, placement -> "");

    /** Login servers that the context of the configuration names, all under one key. */
    public static final Index<String, String> ATTACHED_REGISTRIES = new Index<>(
            "registries",
            Kinds.of(ContextKinds.GROUP, ContextKinds.REGISTRY),
            resource -> List.of(resource.root().get("loginServer").stringOr("")),
            server -> "");

    /** By image, as written. */
    public static final Index<String, ImageUse> IMAGES =
            new Index<>("images", Kinds.PODS, ImageUse::of, ImageUse::text);

    /** By the kind of signature. */
    public static final Index<String, RatifyVerifier> RATIFY_VERIFIERS =
            new Index<>("Ratify verifiers", RatifyVerifier.KINDS, RatifyVerifier::of, RatifyVerifier::type);

    /** By the name of the resource. */
    public static final Index<String, RatifyMaterial> RATIFY_MATERIAL = new Index<>(
            "certificates and keys of Ratify", RatifyMaterial.KINDS, RatifyMaterial::of, RatifyMaterial::name);

    /** By the name of the verifier. */
    public static final Index<String, SignatureVerification> SIGNATURE_VERIFICATIONS =
            new Index<>("signature verifiers", SignatureVerification::of, SignatureVerification::verifier);

    private Facts() {}
}
