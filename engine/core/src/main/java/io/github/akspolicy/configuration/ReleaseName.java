package io.github.akspolicy.configuration;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of the release of a source that has none of its own: made of the last part of its path, in every goal alike. Helm takes
 * at most 53 lower-case letters, digits, hyphens and dots, and refuses others, so that those of a chart are made to fit.
 */
final class ReleaseName {
    private static final int LONGEST = 53;
    private static final Pattern OTHER_CHARACTERS = Pattern.compile("[^a-z0-9.-]+");
    private static final Pattern MARGIN = Pattern.compile("^[.-]+|[.-]+$");
    private static final Pattern ARCHIVE = Pattern.compile("(?i)\\.(tgz|tar\\.gz)$");

    private ReleaseName() {}

    /** Of a chart: a folder or an archive. */
    static String ofChart(Path chart) {
        String plain = ARCHIVE.matcher(last(chart)).replaceFirst("");
        if (ConfigurationSchema.isReleaseName(plain)) {
            return plain;
        }
        String fitting =
                OTHER_CHARACTERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        String shortened = MARGIN.matcher(fitting.substring(0, Math.min(LONGEST, fitting.length())))
                .replaceAll("");
        return ConfigurationSchema.isReleaseName(shortened) ? shortened : "release";
    }

    /** Of anything else, which Helm never hears of. */
    static String of(Path path) {
        return last(path);
    }

    private static String last(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "release" : name.toString();
    }
}
