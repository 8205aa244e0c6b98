package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.PlaceholderMarks;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one way from a manifest file to its resources. */
public final class ReleaseReading {
    private ReleaseReading() {}

    /**
     * Reads the resources of one file.
     *
     * @param namespace the release namespace, or null when unknown
     */
    public static void resources(
            ManifestFile file,
            @Nullable String namespace,
            PodTemplates podTemplates,
            ReadLimits limits,
            Consumer<Resource> resources,
            Consumer<ManifestException> problems) {
        resources(
                file, namespace, podTemplates, limits, resources, problems, new PlaceholderMarks(file.placeholders()));
    }

    /**
     * Reads the resources of one file.
     *
     * @param marks marks what is filled in later, and knows it then
     */
    static void resources(
            ManifestFile file,
            @Nullable String namespace,
            PodTemplates podTemplates,
            ReadLimits limits,
            Consumer<Resource> resources,
            Consumer<ManifestException> problems,
            PlaceholderMarks marks) {
        if (file.resources() != null) {
            file.resources().forEach(resources);
            return;
        }
        boolean isMarked = file.placeholders().mayBeIn(file.text());
        String text = isMarked ? file.placeholders().readable(file.text()) : file.text();
        var receiver = new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                ResourceReader.read(isMarked ? marks.mark(root) : root, namespace, podTemplates, resources, problems);
            }

            @Override
            public void problem(ManifestException problem) {
                problems.accept(problem);
            }
        };
        if (file.path().endsWith(".json")) {
            ManifestReader.json(text, limits, receiver);
        } else {
            ManifestReader.yaml(text, limits, receiver);
        }
    }

    /**
     * Reads the values of a chart; nothing in them is the same as an empty mapping.
     *
     * @param values takes one resource
     */
    static void values(
            ChartValues written, ReadLimits limits, Consumer<Resource> values, Consumer<ManifestException> problems) {
        ManifestFile file = written.content();
        try {
            Node root = file.path().endsWith(".json")
                    ? ManifestReader.json(file.text(), limits)
                    : ManifestReader.yamlDocument(file.text());
            boolean isEmpty = root instanceof Node.Scalar scalar && scalar.value() == null;
            if (!isEmpty && !(root instanceof Node.Mapping)) {
                throw new ManifestException("values are a mapping, not a " + root.typeName(), root.position());
            }
            Node mapping = isEmpty ? new Node.Mapping(List.of(), root.position()) : root;
            values.accept(Resource.ofValues(written.chart(), written.name(), Field.root(mapping)));
        } catch (ManifestException unreadable) {
            problems.accept(new ManifestException(
                    "the values of chart " + written.name() + " cannot be evaluated: " + unreadable.getMessage(),
                    unreadable.position()));
        }
    }

    /** What cannot be read in a file, at the line that a person would edit. */
    public static Problem problem(ManifestException problem, ManifestFile file) {
        Position position = problem.position();
        SourceLocation at = position == null
                ? new SourceLocation(file.path(), 1, 1, SourceLocation.Role.MANIFEST)
                : file.origins()
                        .locate(new Place(FieldPath.ROOT, FieldPath.ROOT, position, position))
                        .primary();
        return new Problem(problem.getMessage(), at, "");
    }

    /** Reads the resources of a release that was read before, whose problems are known already. */
    static void each(
            Release release, PodTemplates podTemplates, ReadLimits limits, BiConsumer<Resource, OriginMap> resources) {
        try {
            release.read(new Release.Receiver() {
                @Override
                public void file(ManifestFile file) {
                    resources(
                            file,
                            release.namespace(),
                            podTemplates,
                            limits,
                            resource -> resources.accept(resource, file.origins()),
                            problem -> {});
                }

                @Override
                public void values(ChartValues values) {
                    ReleaseReading.values(
                            values,
                            limits,
                            resource ->
                                    resources.accept(resource, values.content().origins()),
                            problem -> {});
                }

                @Override
                public void problem(Problem problem) {
                    // told when the release was evaluated
                }
            });
        } catch (SourceException unreadable) {
            // it could be read a moment ago; the hint is left out, the verdicts stand
            return;
        }
    }
}
