package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The contents of {@code mappings.yaml}.
 *
 * @param checks the mappings by check
 * @param topics why no check of a topic is mapped, by topic
 */
record Mappings(Map<String, Mapping> checks, Field topics) {
    static Mappings read() {
        try (InputStream text = Mappings.class.getResourceAsStream("mappings.yaml")) {
            if (text == null) {
                throw new IllegalStateException("mappings.yaml is missing from the class path");
            }
            Field root =
                    Field.root(ManifestReader.yamlDocument(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
            return new Mappings(Mapping.of(root), root.get("topics"));
        } catch (IOException | ManifestException e) {
            throw new IllegalStateException("mappings.yaml cannot be read", e);
        }
    }
}
