package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Names for findings that stay the same from run to run and are unique within one: two values files may supply the same
 * field, each for its environment, and CI systems drop the second of two equal names.
 */
public final class Fingerprints {
    private Fingerprints() {}

    /** A name for each finding, in their order. */
    public static List<String> of(List<Finding> findings) {
        Map<String, Integer> seen = new HashMap<>();
        return findings.stream()
                .map(finding -> {
                    String identity = finding.key() + "\0" + finding.location().path();
                    return hash(identity + "\0" + seen.merge(identity, 1, Integer::sum));
                })
                .toList();
    }

    /** SHA-256 in hex. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
