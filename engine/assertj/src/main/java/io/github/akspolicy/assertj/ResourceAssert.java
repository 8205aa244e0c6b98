package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import org.jspecify.annotations.Nullable;

/** Assertions on a resource of any kind. */
public final class ResourceAssert extends AbstractResourceAssert<ResourceAssert> {
    ResourceAssert(@Nullable DeployedResource actual, Asked asked) {
        super(actual, ResourceAssert.class, asked);
    }
}
