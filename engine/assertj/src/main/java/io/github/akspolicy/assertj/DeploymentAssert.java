package io.github.akspolicy.assertj;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.ResourceSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what has resources: an environment or a release.
 *
 * @param <S> the assertion itself
 * @param <A> what it asserts on
 */
public abstract class DeploymentAssert<S extends DeploymentAssert<S, A>, A> extends JudgedAssert<S, A> {
    private static final int SHOWN = 5;

    DeploymentAssert(@Nullable A actual, Class<?> self, Asked asked) {
        super(actual, self, asked);
    }

    abstract ResourceSet resourcesOf(A present);

    /** Goes on with all resources. */
    public ResourcesAssert resources() {
        return new ResourcesAssert(isThere() ? resourcesOf(actual) : null, asked());
    }

    /** Goes on with the one workload of this name, in whatever namespace and of whatever kind. */
    public WorkloadAssert workload(String name) {
        return new WorkloadAssert(
                isThere() ? one("workload", name, resourcesOf(actual).workloads()) : null, asked());
    }

    /** Goes on with the one workload of this name in this namespace. */
    public WorkloadAssert workload(String namespace, String name) {
        return new WorkloadAssert(
                isThere()
                        ? one("workload", name, resourcesOf(actual).workloads().in(namespace))
                        : null,
                asked());
    }

    /** Goes on with the one resource of this kind and name. */
    public ResourceAssert resource(String kind, String name) {
        return new ResourceAssert(
                isThere() ? one(kind, name, resourcesOf(actual).ofKind(kind)) : null, asked());
    }

    /** Expects that nothing of this kind is deployed. */
    public S hasNo(String kind) {
        return expect(
                "have no " + kind,
                present -> resourcesOf(present).ofKind(kind).stream()
                        .map(resource -> whole(resource, resource + " is deployed"))
                        .toList());
    }

    /** The one resource of this name, or null after saying that there is none, or more than one. */
    @Nullable
    DeployedResource one(String what, String name, ResourceSet candidates) {
        ResourceSet found = candidates.named(name);
        if (found.size() == 1) {
            return found.all().get(0);
        }
        if (found.isEmpty()) {
            List<String> names = candidates.stream()
                    .map(DeployedResource::resource)
                    .map(resource -> resource.name())
                    .toList();
            fail(
                    "there is no " + what + " " + name + " in " + subject(actual) + ": "
                            + DidYouMean.fix(name, names, "names"),
                    List.of());
        } else {
            fail(
                    "there are " + found.size() + " of the name " + name + " in " + subject(actual)
                            + ": name the namespace or kind, too",
                    List.of("  "
                            + found.stream()
                                    .limit(SHOWN)
                                    .map(DeployedResource::toString)
                                    .collect(Collectors.joining(", "))));
        }
        return null;
    }
}
