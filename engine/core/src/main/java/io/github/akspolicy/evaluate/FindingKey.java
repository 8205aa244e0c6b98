package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;

/**
 * What identifies a finding over time: policy, source, kind, name and field, without namespace, environment and line. It is
 * made of identifiers as they are: no Secret of the environment, and no part of a word that reads like the release's name,
 * changes it.
 */
final class FindingKey {
    private static final String RELEASE = "{release}";
    private static final char SEPARATOR = '|';

    private FindingKey() {}

    static String of(ReleaseResult release, Detection detection, Redaction redaction) {
        Observation observation = detection.observation();
        ResourceId resource = release.resource(detection.resource()).id();
        // the discriminator may be a value that somebody wrote where a word of the API belongs
        return detection.policy().id()
                + SEPARATOR
                + release.id().source()
                + SEPARATOR
                + resource.kind()
                + '/'
                + named(resource.name(), release.id())
                + SEPARATOR
                + redaction.key(observation.at().path().key())
                + SEPARATOR
                + redaction.key(observation.discriminator());
    }

    /**
     * The name of a resource without that of its release, where this is a part of it: the whole, or what stands between
     * characters that are neither letters nor digits.
     */
    static String named(String name, ReleaseId id) {
        String release = id.name();
        if (release.isEmpty()) {
            return name;
        }
        var text = new StringBuilder();
        int from = 0;
        for (int at = name.indexOf(release); at >= 0; at = name.indexOf(release, at + 1)) {
            int end = at + release.length();
            boolean isPart = (at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1)))
                    && (end == name.length() || !Character.isLetterOrDigit(name.charAt(end)));
            if (isPart && at >= from) {
                text.append(name, from, at).append(RELEASE);
                from = end;
            }
        }
        return text.append(name, from, name.length()).toString();
    }
}
