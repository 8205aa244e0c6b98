package io.github.akspolicy.live;

import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.ClusterAudit;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.KubeconfigFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit of a cluster through its API server. */
public final class LiveAudit implements ClusterAudit {
    @Override
    public Evaluation audit(Verification verification, AuditRequest request, Progress progress) throws SourceException {
        try (ApiServer server = ApiServer.connect(request)) {
            return audit(server, verification, request, progress);
        }
    }

    @Override
    public String role(Verification verification, AuditRequest request) throws SourceException {
        try (ApiServer server = ApiServer.connect(request)) {
            Environment released = released(verification, request);
            Discovery discovery = Discovery.of(server, groupVersions(released));
            return AuditRole.of(scope(verification, request, discovery, released));
        }
    }

    static Evaluation audit(ApiServer server, Verification verification, AuditRequest request, Progress progress)
            throws SourceException {
        Environment released = released(verification, request);
        Discovery discovery = Discovery.of(server, groupVersions(released));
        RunningCluster.Scope scope = scope(verification, request, discovery, released);
        var id = new ReleaseId(environment(verification), "cluster " + server.name(), server.name());
        var platform = new Platform(request.platform());
        List<ActivePolicy> policies = judging(verification);
        policies.add(active(verification, DriftPolicies.ofPlatform(platform)));
        if (released == null || !released.problems().isEmpty()) {
            var cluster =
                    new RunningCluster(id, server, scope, verification.limits(), platform, (object, shown) -> shown);
            Evaluation running = verification.judge(List.of(cluster), policies, progress);
            var problems = new ArrayList<>(problems(running, discovery, id));
            if (released != null) {
                // what cannot be rendered is compared with nothing
                released.problems().forEach(problem -> problems.add(new InputProblem(problem, List.of())));
            }
            return running.withProblems(problems);
        }
        var drift = new Drift(
                resources(verification, released),
                deployed(verification, environment(verification)).stream()
                        .collect(Collectors.toMap(Release::id, Release::provided, (first, second) -> first)),
                discovery,
                scope,
                server.defaultNamespace(),
                verification.limits());
        policies.add(active(verification, DriftPolicies.ofCluster(drift)));
        var cluster = new RunningCluster(id, server, scope, verification.limits(), platform, drift);
        Evaluation running = verification.judge(List.of(cluster), policies, progress);
        return Evaluation.merge(List.of(
                running.withProblems(problems(running, discovery, id)),
                compared(verification, environment(verification), drift, progress)));
    }

    /** The sources that an API server is given: the definition of the cluster is none of them. */
    private static List<Release> deployed(Verification verification, String environment) {
        return verification.sources().stream()
                .filter(release -> release.id().environment().equals(environment))
                .filter(release -> !(release.unwrapped() instanceof ClusterRelease
                        || release.unwrapped() instanceof KubeconfigFile))
                .toList();
    }

    private static Evaluation compared(Verification verification, String environment, Drift drift, Progress progress) {
        List<Release> sources = deployed(verification, environment);
        List<ActivePolicy> policies = DriftPolicies.ofRelease(drift).stream()
                .map(policy -> active(verification, policy))
                .toList();
        return verification.judge(sources, policies, progress);
    }

    private static List<InputProblem> problems(Evaluation running, Discovery discovery, ReleaseId id) {
        var problems = new ArrayList<>(running.problems());
        discovery.problems().forEach(problem -> problems.add(new InputProblem(problem, List.of(id))));
        boolean isEmpty = running.ledger().releases().stream()
                .allMatch(account -> account.resources().isEmpty());
        if (isEmpty && problems.isEmpty()) {
            problems.add(new InputProblem(
                    new Problem(
                            "the cluster " + id.name() + " shows no object: nothing was evaluated",
                            null,
                            "name other namespaces, or another context"),
                    List.of(id)));
        }
        return problems;
    }

    /** The policies that are on; those about drift are added where they can evaluate. */
    private static List<ActivePolicy> judging(Verification verification) {
        var policies = new ArrayList<ActivePolicy>();
        verification.policies().stream()
                .filter(policy -> !policy.info().group().equals(PolicyInfo.DRIFT_GROUP))
                .forEach(policies::add);
        return policies;
    }

    /** With the severity that the configuration gives it. */
    private static ActivePolicy active(Verification verification, Policy policy) {
        return verification.policies().stream()
                .filter(known -> known.id().equals(policy.info().id()))
                .findFirst()
                .map(known -> known.with(policy))
                .orElseGet(() -> ActivePolicy.of(policy));
    }

    private static String environment(Verification verification) {
        List<String> environments = verification.environments();
        if (environments.size() != 1) {
            throw new IllegalArgumentException("a cluster is one environment, not " + environments);
        }
        return environments.get(0);
    }

    /** What is to run; null when it is not asked for, or nothing is known to run there. */
    private static @Nullable Environment released(Verification verification, AuditRequest request) {
        boolean isDeployed = !deployed(verification, environment(verification)).isEmpty();
        return request.drift() && isDeployed ? verification.environment(environment(verification)) : null;
    }

    private static List<DeployedResource> resources(Verification verification, Environment released) {
        Set<ReleaseId> deployed = deployed(verification, released.name()).stream()
                .map(Release::id)
                .collect(Collectors.toSet());
        return released.resources().stream()
                .filter(resource -> deployed.contains(resource.release()))
                .toList();
    }

    private static Set<String> groupVersions(@Nullable Environment released) {
        Set<String> versions = new HashSet<>();
        if (released != null) {
            released.resources().forEach(resource -> versions.add(resource.id().apiVersion()));
        }
        return versions;
    }

    private static RunningCluster.Scope scope(
            Verification verification, AuditRequest request, Discovery discovery, @Nullable Environment released) {
        List<ApiResource> kinds = discovery.resources().stream()
                .filter(kind -> kind.isSecret()
                        ? request.secretMetadata()
                        : !kind.isOfTheCluster() || isReleased(kind, released))
                .filter(kind -> request.namespaces().isEmpty() || kind.namespaced())
                .toList();
        return new RunningCluster.Scope(kinds, request.namespaces(), request.owned(), verification.podTemplates());
    }

    private static boolean isReleased(ApiResource kind, @Nullable Environment released) {
        return released != null
                && !released.resources().ofKind(kind.group(), kind.kind()).isEmpty();
    }
}
