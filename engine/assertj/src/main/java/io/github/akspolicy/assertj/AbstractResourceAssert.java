package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one resource.
 *
 * @param <S> the assertion itself
 */
public abstract class AbstractResourceAssert<S extends AbstractResourceAssert<S>>
        extends JudgedAssert<S, DeployedResource> {
    AbstractResourceAssert(@Nullable DeployedResource actual, Class<?> self, Asked asked) {
        super(actual, self, asked);
    }

    @Override
    String subject(DeployedResource present) {
        return present.toString();
    }

    @Override
    boolean holds(DeployedResource present, ReleaseId release, ResourceId resource) {
        return present.release().equals(release) && present.id().equals(resource);
    }

    /**
     * Goes on with a field.
     *
     * @param path such as {@code spec.replicas} or {@code metadata.labels["app.kubernetes.io/name"]}: see
     *     {@link FieldPath#parse}
     */
    public FieldAssert field(String path) {
        FieldPath parsed = FieldPath.parse(path);
        return new FieldAssert(
                isThere()
                        ? new FieldAssert.DeployedField(
                                actual, actual.resource().root().follow(parsed), subject(actual))
                        : null,
                asked());
    }

    /** Expects that its effective namespace is this one. */
    public S isIn(String namespace) {
        return expect(
                "be in namespace " + namespace,
                present -> Objects.equals(present.id().namespace(), namespace)
                        ? List.of()
                        : List.of(Fault.at(
                                present,
                                present.field("metadata", "namespace"),
                                "makes it " + present.id().namespace())));
    }

    /** Expects that it carries a label itself, with this value. */
    public S hasLabel(String key, String value) {
        return expect(
                "have the label " + key + "=" + value,
                present -> value.equals(present.resource().label(key))
                        ? List.of()
                        : List.of(Fault.value(present, present.field("metadata", "labels", key))));
    }

    /** Expects that it carries an annotation itself, with this value. */
    public S hasAnnotation(String key, String value) {
        return expect(
                "have the annotation " + key + "=" + value,
                present -> value.equals(present.resource().annotation(key))
                        ? List.of()
                        : List.of(Fault.value(present, present.field("metadata", "annotations", key))));
    }
}
