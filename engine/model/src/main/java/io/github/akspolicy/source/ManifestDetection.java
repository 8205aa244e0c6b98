package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells manifests from the many other files of YAML and JSON that a directory holds. A file counts when one of its documents
 * has {@code apiVersion} and {@code kind}; one that cannot be read counts when it has one of them, however it writes it, so
 * that the error is reported.
 */
public final class ManifestDetection {
    private static final Pattern LOOKS_LIKE_MANIFEST =
            Pattern.compile("(?m)^[\\s{-]*[\"']?apiVersion[\"']?\\s*:|[{,]\\s*\"apiVersion\"\\s*:");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ManifestDetection() {}

    /** What a file holds. */
    public enum Result {
        /** No document of it is meant for Kubernetes. */
        OTHER,
        /** As {@link #OTHER}, and SOPS has encrypted it: what it says cannot be known. */
        ENCRYPTED,
        MANIFEST,
        /** It is meant for Kubernetes, and a part of it cannot be read. */
        BROKEN
    }

    public static Result of(ManifestFile file) {
        var receiver = new ManifestReader.Receiver() {
            private boolean isManifest;
            private boolean isBroken;
            private boolean isEncrypted;

            @Override
            public void document(Node root) {
                isManifest |= root instanceof Node.Mapping mapping
                        && mapping.get("apiVersion") != null
                        && mapping.get("kind") != null;
                isEncrypted |= EncryptedFile.is(root);
            }

            @Override
            public void problem(ManifestException problem) {
                isBroken = true;
            }
        };
        if (file.path().endsWith(".json")) {
            ManifestReader.json(file.text(), ReadLimits.DEFAULT, receiver);
        } else {
            ManifestReader.yaml(file.text(), ReadLimits.DEFAULT, receiver);
        }
        // behind a byte order mark even the names of keys are not certain
        boolean isUncertain = file.text().indexOf(BYTE_ORDER_MARK, 1) >= 0;
        if (receiver.isBroken && (receiver.isManifest || isUncertain || looksLikeManifest(file.text()))) {
            return Result.BROKEN;
        }
        if (receiver.isManifest) {
            return Result.MANIFEST;
        }
        return receiver.isEncrypted ? Result.ENCRYPTED : Result.OTHER;
    }

    private static boolean looksLikeManifest(String text) {
        if (LOOKS_LIKE_MANIFEST.matcher(text).find()) {
            return true;
        }
        Set<String> keys = ManifestReader.rootKeys(text);
        return keys.contains("apiVersion") || keys.contains("kind") && keys.contains("metadata");
    }
}
