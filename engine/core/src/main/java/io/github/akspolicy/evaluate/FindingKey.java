package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;

/**
 * What identifies a finding over time: policy, source, kind, name and field, without namespace, environment and line. It is
 * made of identifiers as they are: no Secret of the environment, and no part of a word that reads like the release's name,
 * changes it.
 *
 * @param text the key
 * @param former the key as earlier versions wrote it, but for the masks that they put over words of Secrets
 */
record FindingKey(String text, String former) {
    private static final String RELEASE = "{release}";
    private static final char SEPARATOR = '|';

    static FindingKey of(ReleaseResult release, Detection detection, Redaction redaction) {
        Observation observation = detection.observation();
        ResourceId resource = release.resource(detection.resource()).id();
        String name = release.id().name();
        String start = detection.policy().id() + SEPARATOR + release.id().source() + SEPARATOR + resource.kind() + '/';
        // the discriminator may be a value that somebody wrote where a word of the API belongs
        String end = SEPARATOR
                + redaction.key(observation.at().path().key())
                + SEPARATOR
                + redaction.key(observation.discriminator());
        return new FindingKey(
                start + named(resource.name(), name) + end, start + formerlyNamed(resource.name(), name) + end);
    }

    /** The key of an occurrence. */
    static FindingKey of(Occurrence occurrence) {
        String name = occurrence.resource().name();
        String release = occurrence.release().name();
        String start = SEPARATOR
                + occurrence.release().source()
                + SEPARATOR
                + occurrence.resource().kind()
                + '/';
        return new FindingKey(
                occurrence.key(),
                occurrence
                        .key()
                        .replace(
                                start + named(name, release) + SEPARATOR,
                                start + formerlyNamed(name, release) + SEPARATOR));
    }

    /**
     * The name of a resource without that of its release, where this is a part of it: the whole, or what stands between
     * characters that are neither letters nor digits.
     */
    static String named(String name, ReleaseId release) {
        return named(name, release.name());
    }

    private static String named(String name, String release) {
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

    private static String formerlyNamed(String name, String release) {
        return release.isEmpty() ? name : name.replace(release, RELEASE);
    }
}
