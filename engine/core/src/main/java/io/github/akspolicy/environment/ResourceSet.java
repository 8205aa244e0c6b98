package io.github.akspolicy.environment;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Resources to ask, in the order of the sources. Immutable: every method that narrows gives another set. */
public final class ResourceSet implements Iterable<DeployedResource> {
    private final List<DeployedResource> resources;

    ResourceSet(List<DeployedResource> resources) {
        this.resources = List.copyOf(resources);
    }

    /** The resources of a kind, whatever API group and version it has. */
    public ResourceSet ofKind(String kind) {
        return where(resource -> resource.kind().equals(kind));
    }

    /**
     * The resources of a kind of one API group, in any version.
     *
     * @param group the empty string for the core group
     */
    public ResourceSet ofKind(String group, String kind) {
        return where(resource -> resource.is(group, kind));
    }

    /** The resources whose effective namespace is this one; cluster-scoped ones are in none. */
    public ResourceSet in(String namespace) {
        return where(resource -> namespace.equals(resource.namespace()));
    }

    /** The resources with exactly this name. */
    public ResourceSet named(String name) {
        return where(resource -> resource.name().equals(name));
    }

    /** The resources that carry this label themselves, with this value. */
    public ResourceSet withLabel(String key, String value) {
        return where(resource -> value.equals(resource.label(key)));
    }

    /** The resources that carry pods. */
    public ResourceSet workloads() {
        return having(Pod.VIEW);
    }

    /** The resources that have a reading of this view. */
    public ResourceSet having(ViewType<?> view) {
        return where(resource -> !view.in(resource).isEmpty());
    }

    /** The resources that match. */
    public ResourceSet where(Predicate<Resource> condition) {
        return new ResourceSet(resources.stream()
                .filter(deployed -> condition.test(deployed.resource()))
                .toList());
    }

    /** Every reading of a view, of one resource after the other. */
    public <V> List<V> views(ViewType<V> view) {
        return resources.stream()
                .flatMap(deployed -> deployed.views(view).stream())
                .toList();
    }

    public List<DeployedResource> all() {
        return resources;
    }

    public Stream<DeployedResource> stream() {
        return resources.stream();
    }

    @Override
    public Iterator<DeployedResource> iterator() {
        return resources.iterator();
    }

    public int size() {
        return resources.size();
    }

    public boolean isEmpty() {
        return resources.isEmpty();
    }

    @Override
    public String toString() {
        return resources.toString();
    }
}
