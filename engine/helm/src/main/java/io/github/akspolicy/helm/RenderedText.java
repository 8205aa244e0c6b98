package io.github.akspolicy.helm;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;

/** Whether a rendered file will be read without an error of ours, which would name the line of the template. */
final class RenderedText {
    private RenderedText() {}

    static boolean isReadable(String text) {
        try {
            ManifestReader.yamlDocuments(text);
            return true;
        } catch (ManifestException e) {
            return false;
        }
    }
}
