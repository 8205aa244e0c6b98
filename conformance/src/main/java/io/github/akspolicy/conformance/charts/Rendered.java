package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The objects of one render by a {@code helm} binary. */
record Rendered(List<Written> objects) {
    static final Rendered NOTHING = new Rendered(List.of());

    /**
     * An object.
     *
     * @param template as Helm names it: {@code router/charts/grafana/templates/ingress.yaml}
     */
    record Written(String template, Node.Mapping root) {
        /** What says that an object of another render is the same one. */
        String id() {
            Field field = Field.root(root);
            Field metadata = field.get("metadata");
            return template + " " + field.get("kind").textOr("") + " " + namespace() + "/"
                    + metadata.get("name").textOr("");
        }

        String namespace() {
            return Field.root(root).get("metadata").get("namespace").textOr(HelmBinary.NAMESPACE);
        }
    }

    Rendered {
        objects = List.copyOf(objects);
    }

    /** @throws ManifestException when a document of the output cannot be read */
    static Rendered of(String output) throws ManifestException {
        var objects = new ArrayList<Written>();
        for (Map.Entry<String, List<String>> file : HelmOutput.bySource(output).entrySet()) {
            for (String text : file.getValue()) {
                for (Node document : ManifestReader.yamlDocuments(text)) {
                    if (document instanceof Node.Mapping root) {
                        objects.add(new Written(file.getKey(), root));
                    }
                }
            }
        }
        return new Rendered(objects);
    }

    boolean has(WantedField wanted) {
        return of(wanted).stream().anyMatch(object -> wanted.isIn(object.root()));
    }

    /** Whether the object has a field or what stands for it; see {@link WantedField#isInOrBeside}. */
    boolean hasOrBeside(WantedField wanted) {
        return of(wanted).stream().anyMatch(object -> wanted.isInOrBeside(object.root()));
    }

    /**
     * The object that a field belongs to. A subchart may write another one of the same kind and name, and what a value sets in that
     * one is not set in this one. Where its template does not write it any more, a value has moved it: then one of its name
     * counts wherever it stands, as it does for the cluster. The same holds for its namespace.
     */
    private List<Written> of(WantedField wanted) {
        List<Written> named =
                objects.stream().filter(object -> wanted.isOf(object.root())).toList();
        List<Written> ofTemplate = narrowed(named, object -> wanted.templates().contains(object.template()));
        return narrowed(ofTemplate, object -> object.namespace().equals(wanted.namespace()));
    }

    private static List<Written> narrowed(List<Written> objects, Predicate<Written> isMeant) {
        List<Written> meant = objects.stream().filter(isMeant).toList();
        return meant.isEmpty() ? objects : meant;
    }
}
