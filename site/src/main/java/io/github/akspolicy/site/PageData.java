package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What pages say beside the policies: files of this module, and those of the module of the policies. */
final class PageData {
    private PageData() {}

    /** A document of this module. */
    static Field yaml(String name) {
        try {
            return Field.root(ManifestReader.yamlDocument(text(PageData.class, name)));
        } catch (ManifestException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** A file that lies beside a class. */
    static String text(Class<?> beside, String name) {
        try (InputStream bytes = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }
}
