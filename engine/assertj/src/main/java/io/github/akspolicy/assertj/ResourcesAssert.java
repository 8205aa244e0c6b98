package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.ResourceSet;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Assertions on several resources. */
public final class ResourcesAssert extends DeployedAssert<ResourcesAssert, ResourceSet> {
    private static final int SHOWN = 20;

    ResourcesAssert(@Nullable ResourceSet actual, Asked asked) {
        super(actual, ResourcesAssert.class, asked);
    }

    @Override
    String subject(ResourceSet present) {
        return present.size() == 1 ? "the resource" : "the " + present.size() + " resources";
    }

    /** Goes on with those of a kind. */
    public ResourcesAssert ofKind(String kind) {
        return new ResourcesAssert(isThere() ? actual.ofKind(kind) : null, asked());
    }

    /** Goes on with those in a namespace. */
    public ResourcesAssert in(String namespace) {
        return new ResourcesAssert(isThere() ? actual.in(namespace) : null, asked());
    }

    /** Goes on with those that carry pods. */
    public ResourcesAssert workloads() {
        return new ResourcesAssert(isThere() ? actual.workloads() : null, asked());
    }

    /** Expects as many as this. */
    public ResourcesAssert hasSize(int expected) {
        return isThere() && actual.size() != expected
                ? fail("expected " + expected + " resources, but there are " + actual.size(), listed())
                : this;
    }

    public ResourcesAssert isEmpty() {
        return hasSize(0);
    }

    public ResourcesAssert isNotEmpty() {
        return isThere() && actual.isEmpty() ? fail("expected resources, but there are none", List.of()) : this;
    }

    /** Expects that each of them carries a label itself. */
    public ResourcesAssert haveLabel(String key) {
        return expect(
                "have the label " + key,
                present -> present.stream()
                        .filter(resource -> resource.resource().label(key) == null)
                        .map(resource -> Fault.value(resource, resource.field("metadata", "labels", key)))
                        .toList());
    }

    /**
     * Expects something of each of them. An empty set fulfils it: say {@link #isNotEmpty()} first.
     *
     * @param expectation goes on from "expected … to"
     */
    public ResourcesAssert each(String expectation, Predicate<Resource> condition) {
        return expect(
                expectation,
                present -> present.stream()
                        .filter(resource -> !condition.test(resource.resource()))
                        .map(resource -> whole(resource, resource + " does not"))
                        .toList());
    }

    private List<String> listed() {
        return actual.stream()
                .limit(SHOWN)
                .map(DeployedResource::toString)
                .map(name -> "  " + name)
                .toList();
    }
}
