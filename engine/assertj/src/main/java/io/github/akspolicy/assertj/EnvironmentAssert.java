package io.github.akspolicy.assertj;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.environment.ResourceSet;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;

/** Assertions on an environment. Questions of a field begin here: see the package. */
public final class EnvironmentAssert extends DeploymentAssert<EnvironmentAssert, Environment> {
    EnvironmentAssert(Asked asked) {
        super(asked.environment(), EnvironmentAssert.class, asked);
    }

    @Override
    String subject(Environment present) {
        return "environment " + present.name();
    }

    @Override
    ResourceSet resourcesOf(Environment present) {
        return present.resources();
    }

    @Override
    boolean holds(Environment present, ReleaseId release, ResourceId resource) {
        return true;
    }

    /** Expects that everything could be rendered and read. Rules that are given an environment know that it could. */
    public EnvironmentAssert isComplete() {
        List<String> problems = actual.problems().stream()
                .map(problem -> "  " + SafeText.line(problem.toString()))
                .toList();
        return problems.isEmpty()
                ? this
                : fail("expected " + subject(actual) + " to be rendered and read in full, but", problems);
    }

    /** Goes on with the release of this name. */
    public ReleaseAssert release(String name) {
        for (RenderedRelease release : actual.releases()) {
            if (release.name().equals(name)) {
                return new ReleaseAssert(release, asked());
            }
        }
        List<String> names =
                actual.releases().stream().map(RenderedRelease::name).toList();
        fail(
                "there is no release " + name + " in " + subject(actual) + ": "
                        + DidYouMean.fix(name, names, "releases"),
                List.of());
        return new ReleaseAssert(null, asked());
    }

    /** Goes on with what a service account may do. */
    public SubjectAssert serviceAccount(String namespace, String name) {
        return new SubjectAssert(Principal.serviceAccount(namespace, name), asked());
    }

    /** Goes on with what the members of a group may do by being in it, such as one of Entra ID by its object id. */
    public SubjectAssert group(String name) {
        return new SubjectAssert(Principal.group(name), asked());
    }

    /** Goes on with what a user may do; groups of theirs are not known. */
    public SubjectAssert user(String name) {
        return new SubjectAssert(Principal.user(name), asked());
    }

    /**
     * Goes on with who may do something: {@code whoCan(verbs("get"), on("secrets").in("store"))}. Without a namespace it is
     * about what holds everywhere.
     */
    public WhoCanAssert whoCan(Verbs verbs, AccessTo to) {
        return new WhoCanAssert(to.requests(verbs), "who can " + verbs + ' ' + to, asked());
    }

    /** Goes on with the one cluster that is defined for this environment. */
    public ClusterAssert cluster() {
        var found = new ArrayList<ClusterAssert.DefinedCluster>();
        for (DeployedResource resource : actual.resources()) {
            for (ManagedCluster cluster : resource.views(ManagedCluster.VIEW)) {
                found.add(new ClusterAssert.DefinedCluster(resource, cluster));
            }
        }
        if (found.size() == 1) {
            return new ClusterAssert(found.get(0), asked());
        }
        fail(
                (found.isEmpty() ? "there is no cluster" : "there are " + found.size() + " clusters") + " defined in "
                        + subject(actual) + ": name its definition under cluster in aks-policy.yaml",
                List.of());
        return new ClusterAssert(null, asked());
    }
}
