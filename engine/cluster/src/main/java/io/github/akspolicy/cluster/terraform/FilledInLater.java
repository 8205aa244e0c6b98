package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;

/**
 * What Terraform fills into an object of Kubernetes is what a pipeline fills into a manifest: a text with {@code ${…}} for each part
 * that is not known, so that policies on objects know one notation.
 */
final class FilledInLater {
    private FilledInLater() {}

    static Node in(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return in(mapping);
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(FilledInLater::in).toList(), list.position());
        }
        return node instanceof Node.Scalar scalar && scalar.value() instanceof Unresolved unresolved
                ? new Node.Scalar(text(unresolved), scalar.position(), scalar.text(), unresolved)
                : node;
    }

    static Node.Mapping in(Node.Mapping mapping) {
        return new Node.Mapping(
                mapping.entries().stream()
                        .map(entry ->
                                new Node.Entry(entry.key(), entry.keyPosition(), in(entry.value()), entry.dropped()))
                        .toList(),
                mapping.position(),
                mapping.ignoresCase());
    }

    private static String text(Unresolved unresolved) {
        return unresolved.partial().replace("⟨", "${").replace("⟩", "}");
    }
}
