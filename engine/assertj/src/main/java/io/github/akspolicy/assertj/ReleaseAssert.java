package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.environment.ResourceSet;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Assertions on a release. */
public final class ReleaseAssert extends DeploymentAssert<ReleaseAssert, RenderedRelease> {
    ReleaseAssert(@Nullable RenderedRelease actual, Asked asked) {
        super(actual, ReleaseAssert.class, asked);
    }

    @Override
    String subject(RenderedRelease present) {
        return "release " + present;
    }

    @Override
    ResourceSet resourcesOf(RenderedRelease present) {
        return present.resources();
    }

    @Override
    boolean holds(RenderedRelease present, ReleaseId release, ResourceId resource) {
        return present.id().equals(release);
    }

    /** Expects that the configuration deploys it into this namespace. */
    public ReleaseAssert isDeployedInto(String namespace) {
        if (isThere() && !Objects.equals(actual.namespace(), namespace)) {
            fail(
                    "expected " + subject(actual) + " to be deployed into " + namespace + ", but "
                            + (actual.namespace() == null
                                    ? "no namespace is configured"
                                    : "it is " + actual.namespace()),
                    List.of());
        }
        return this;
    }

    /** Expects that every namespaced resource of it goes into its namespace or one of these. */
    public ReleaseAssert staysIn(String... namespaces) {
        List<String> allowed = List.of(namespaces);
        return expect(
                "stay in " + String.join(", ", allowed),
                present -> present.resources().stream()
                        .filter(resource -> resource.id().namespace() != null)
                        .filter(resource -> !allowed.contains(resource.id().namespace()))
                        .map(resource -> Fault.at(
                                resource,
                                resource.field("metadata", "namespace"),
                                "makes it " + resource.id().namespace()))
                        .toList());
    }
}
