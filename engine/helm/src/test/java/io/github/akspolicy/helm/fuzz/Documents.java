package io.github.akspolicy.helm.fuzz;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import java.util.ArrayList;
import java.util.List;

/** Documents as they are evaluated, and what could not be read. */
final class Documents implements ManifestReader.Receiver {
    final List<String> read = new ArrayList<>();
    final List<String> problems = new ArrayList<>();

    /** Of what Helm writes. */
    static Documents of(String output) {
        var documents = new Documents();
        ManifestReader.yaml(output, ReadLimits.DEFAULT, documents);
        return documents;
    }

    /** Of what we evaluate. */
    static Documents of(List<ManifestFile> files) {
        var documents = new Documents();
        for (ManifestFile file : files) {
            if (file.path().endsWith(".json")) {
                ManifestReader.json(file.text(), ReadLimits.DEFAULT, documents);
            } else {
                ManifestReader.yaml(file.text(), ReadLimits.DEFAULT, documents);
            }
        }
        return documents;
    }

    @Override
    public void document(Node root) {
        String document = String.valueOf(Node.toPlain(root));
        if (!isEmpty(document)) {
            read.add(document);
        }
    }

    /**
     * Whether nothing is in a document but a second byte order mark of a file, and a comment or a further separator. Helm reads each document by itself and
     * installs nothing of it; within all that it prints the mark is text.
     */
    private static boolean isEmpty(String document) {
        return document.equals("\uFEFF") || document.equals("\uFEFF---") || document.startsWith("\uFEFF#");
    }

    @Override
    public void problem(ManifestException problem) {
        problems.add(problem.getMessage());
    }

    /** What is here and not there, as often as it is missing. */
    List<String> without(Documents others) {
        var rest = new ArrayList<>(read);
        others.read.forEach(rest::remove);
        return rest;
    }
}
