package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.ResourceReader;
import java.util.HashSet;
import java.util.Set;

/** Collects what nobody may see of all releases. */
final class ConfidentialTexts {
    private ConfidentialTexts() {}

    static Confidential of(Snapshot snapshot) {
        Set<String> secrets = new HashSet<>();
        var receiver = new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                ResourceReader.read(
                        root,
                        null,
                        PodTemplates.KNOWN,
                        resource -> Redaction.collect(resource, secrets),
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
        return new Confidential(secrets);
    }
}
