package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what must not be shown of all releases. */
final class ConfidentialTexts {
    private static final int SHORTEST = 6;

    private ConfidentialTexts() {}

    static Confidential of(Snapshot snapshot) {
        Set<String> secrets = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> values = new HashSet<>();
        var receiver = new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                ResourceReader.read(
                        root,
                        null,
                        PodTemplates.KNOWN,
                        resource -> {
                            Redaction.collect(resource, secrets);
                            Redaction.names(resource, names);
                            addValues(resource, values);
                        },
                        problem -> {});
            }

            @Override
            public void problem(ManifestException problem) {
                // the evaluation has it
            }
        };
        snapshot.manifests()
                .values()
                .forEach(files ->
                        files.forEach((path, text) -> ManifestReader.read(text, ReadLimits.DEFAULT, receiver)));
        return new Confidential(new Redaction(secrets, names), values);
    }

    /** The lines of the values of a Secret as they are written; shorter ones are in everything. */
    private static void addValues(Resource resource, Set<String> values) {
        if (resource.is("", "Secret")) {
            for (String part : List.of("data", "stringData")) {
                for (Field value : resource.root().get(part).fields()) {
                    value.textOr("")
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.length() >= SHORTEST)
                            .forEach(values::add);
                }
            }
        }
    }
}
