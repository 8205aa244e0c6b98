package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scalar of a rendered document.
 *
 * @param path the rendered file
 * @param document which document of the file, counted from 0
 * @param place where it stands
 * @param value what it says
 */
record RenderedScalar(String path, int document, Place place, Object value) {
    /** Every scalar of a text but nulls; none of a document that cannot be read. */
    static List<RenderedScalar> of(String path, String text) {
        var scalars = new ArrayList<RenderedScalar>();
        List<Node> documents = documents(text);
        for (int i = 0; i < documents.size(); i++) {
            collect(path, i, Field.root(documents.get(i)), scalars);
        }
        return scalars;
    }

    private static List<Node> documents(String text) {
        var documents = new ArrayList<Node>();
        ManifestReader.read(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                documents.add(root);
            }

            @Override
            public void problem(ManifestException problem) {
                // counts as a document of its own, so that the others keep their numbers
                documents.add(new Node.Scalar(null, io.github.akspolicy.manifest.Position.START));
            }
        });
        return documents;
    }

    private static void collect(String path, int document, Field field, List<RenderedScalar> scalars) {
        if (field.node() instanceof Node.Scalar scalar) {
            Object value = scalar.value();
            if (value != null) {
                scalars.add(new RenderedScalar(path, document, field.place(), value));
            }
        }
        field.fields().forEach(child -> collect(path, document, child, scalars));
        field.items().forEach(child -> collect(path, document, child, scalars));
    }

    String text() {
        return value.toString();
    }

    /** Identifies it in another render of the same chart. */
    String key() {
        return path + " #" + document + " " + place.path();
    }

    Origin origin(RenderedCase rendered) {
        return rendered.file(path).origins().locate(place);
    }

    /** The values line that an origin says made a value, or null when it names none. */
    static @Nullable SourceLocation valuesLine(Origin origin) {
        return origin.valuesKeys().isEmpty()
                ? null
                : Stream.concat(Stream.of(origin.primary()), origin.related().stream())
                        .filter(location -> location.role() == SourceLocation.Role.VALUES)
                        .findFirst()
                        .orElse(null);
    }
}
