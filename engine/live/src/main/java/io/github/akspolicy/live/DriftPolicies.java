package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.List;
import java.util.Optional;

/**
 * The rules about what runs otherwise than it was released. They are policies, so that severity, exemptions and reports hold
 * for them as for all others. Only an audit knows a cluster: elsewhere they apply to nothing.
 */
public final class DriftPolicies implements PolicyProvider {
    private static final ViewType<Resource> NOTHING =
            new ViewType<>("resource of a running cluster", Kinds.of(""), List::of);

    private static final PolicyInfo MISSING = PolicyInfo.of(
            PolicyInfo.DRIFT_GROUP + "/missing",
            Severity.HIGH,
            "What is released must run",
            "deploy the release again, or remove the resource from it");

    private static final PolicyInfo CHANGED = PolicyInfo.of(
            PolicyInfo.DRIFT_GROUP + "/changed",
            Severity.HIGH,
            "What runs must be as it was released",
            "deploy the release again, or write the change into it");

    private static final PolicyInfo EXTRA = PolicyInfo.of(
            PolicyInfo.DRIFT_GROUP + "/extra",
            Severity.MEDIUM,
            "Namespaces of a release must hold nothing else",
            "add it to a release of the environment, or delete it from the cluster");

    private static final PolicyInfo PLATFORM = PolicyInfo.of(
            PolicyInfo.DRIFT_GROUP + "/platform-changed",
            Severity.MEDIUM,
            "What Kubernetes and AKS bring must not be changed",
            "undo the change, or give what you need to a separate object");

    @Override
    public List<Policy> policies() {
        return List.of(unbound(MISSING), unbound(CHANGED), unbound(EXTRA), unbound(PLATFORM));
    }

    @Override
    public Optional<String> documentation(String id) {
        return Optional.empty();
    }

    /** The rules that evaluate a release. */
    static List<Policy> ofRelease(Drift drift) {
        return List.of(
                new Rule(MISSING, ViewType.RESOURCE, (resource, judgement) -> missing(drift, resource, judgement)),
                new Rule(CHANGED, ViewType.RESOURCE, (resource, judgement) -> changed(drift, resource, judgement)));
    }

    /** The rule that evaluates what runs. */
    static Policy ofCluster(Drift drift) {
        return new Rule(EXTRA, ViewType.RESOURCE, (resource, judgement) -> extra(drift, resource, judgement));
    }

    /** The rule about what people change in the platform. */
    static Policy ofPlatform(Platform platform) {
        return new Rule(
                PLATFORM,
                ViewType.RESOURCE,
                (resource, judgement) -> platform.changes(resource).forEach(change -> {
                    Field at = change.path().isEmpty()
                            ? resource.root()
                            : resource.root().follow(FieldPath.parse(change.path()));
                    var found = Observation.violation(at.place(), change.message(), change.path());
                    judgement.add(change.isGrave() ? found.withSeverity(Severity.HIGH) : found);
                }));
    }

    private static Policy unbound(PolicyInfo info) {
        return new Rule(info, NOTHING, (resource, judgement) -> {});
    }

    @FunctionalInterface
    private interface Check {
        void evaluate(Resource resource, Judgement judgement);
    }

    private record Rule(PolicyInfo info, ViewType<Resource> view, Check check) implements ResourcePolicy<Resource> {
        @Override
        public void evaluate(Resource resource, Judgement judgement) {
            check.evaluate(resource, judgement);
        }
    }

    private static void missing(Drift drift, Resource resource, Judgement judgement) {
        switch (drift.comparability(resource)) {
            case PASSING -> {}
            case UNKNOWN_KIND ->
                judgement.fail(
                        resource.root().get("apiVersion"),
                        "apiVersion is " + resource.id().apiVersion() + ", of which the cluster serves no "
                                + resource.kind());
            case UNREAD ->
                judgement.unknown(
                        resource.root(),
                        InputKind.OTHERS,
                        "it is not known whether this runs: " + resource.kind() + "s of its scope are not read");
            case COMPARED -> {
                if (drift.running(resource) == null) {
                    judgement.fail(resource.root(), "this does not run in the cluster");
                }
            }
        }
    }

    private static void changed(Drift drift, Resource resource, Judgement judgement) {
        Drift.Running running = drift.running(resource);
        if (running == null || drift.comparability(resource) != Drift.Comparability.COMPARED) {
            return;
        }
        String released = resource.id().apiVersion();
        String served = running.kind().apiVersion();
        if (!released.equals(served)) {
            // the fields of two versions are not those of one
            if (drift.serves(resource)) {
                judgement.unknown(
                        resource.root().get("apiVersion"),
                        InputKind.OTHERS,
                        "the object was read as " + served + ", so its fields are not compared");
            } else {
                judgement.fail(
                        resource.root().get("apiVersion"),
                        "apiVersion is " + released + ", and the cluster serves " + resource.kind() + " as " + served
                                + " only: fields are not compared");
            }
            return;
        }
        for (Difference difference : ObjectComparison.of(resource, running, drift.circumstances(resource))) {
            judgement.add(
                    Observation.violation(difference.at().place(), difference.message(), difference.discriminator()));
        }
    }

    private static void extra(Drift drift, Resource resource, Judgement judgement) {
        if (drift.deploysTo(resource.namespace())
                && drift.released(resource) == null
                && !isMadeByTheCluster(drift, resource)) {
            judgement.fail(
                    resource.root(), "this runs in a namespace of the release and is in no release" + of(resource));
        }
    }

    private static String of(Resource resource) {
        String other = resource.annotation("meta.helm.sh/release-name");
        return other == null ? "" : " of this environment; Helm knows it as part of " + other;
    }

    /** What a controller makes of something else, or for every namespace. */
    private static boolean isMadeByTheCluster(Drift drift, Resource resource) {
        Field metadata = resource.root().get("metadata");
        if (!metadata.get("ownerReferences").items().isEmpty() || resource.annotation("helm.sh/hook") != null) {
            return true;
        }
        String name = resource.name();
        return switch (resource.kind()) {
            case "ServiceAccount" -> name.equals("default");
            case "ConfigMap" ->
                name.equals("kube-root-ca.crt") || name.equals("istio-ca-root-cert") || isOfHelm(resource);
            case "Secret" ->
                isOfHelm(resource)
                        || resource.annotation("kubernetes.io/service-account.name") != null
                        || resource.annotation("cert-manager.io/certificate-name") != null;
            case "PersistentVolumeClaim" -> drift.isClaimOfStatefulSet(resource);
            case "Service" -> name.equals("kubernetes") && "default".equals(resource.namespace());
            default -> false;
        };
    }

    private static boolean isOfHelm(Resource resource) {
        return "helm".equals(resource.label("owner")) && resource.name().startsWith("sh.helm.release.");
    }
}
