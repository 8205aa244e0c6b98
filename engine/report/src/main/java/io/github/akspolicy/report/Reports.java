package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reports that a door was asked for. */
public final class Reports {
    /** The word for the formats that the CI system at hand reads; nothing outside of one. */
    public static final String AUTO = "auto";

    private Reports() {}

    /**
     * The formats with these names.
     *
     * @param names words of {@link ReportFormat}, or {@link #AUTO}
     * @param environment such as {@link System#getenv()}, to find out the CI system
     * @throws IllegalArgumentException when a name is unknown; the message lists the known ones
     */
    public static Set<ReportFormat> select(Collection<String> names, Map<String, String> environment) {
        var selected = EnumSet.noneOf(ReportFormat.class);
        for (String name : names) {
            if (name.equals(AUTO)) {
                CiEnvironment.detect(environment).map(CiEnvironment::formats).ifPresent(selected::addAll);
            } else {
                selected.add(format(name));
            }
        }
        return selected;
    }

    private static ReportFormat format(String name) {
        for (ReportFormat format : ReportFormat.values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        String known =
                Arrays.stream(ReportFormat.values()).map(ReportFormat::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "no report format is called \"" + name + "\"; there are " + known + ", " + AUTO);
    }

    /**
     * Writes reports: those that are files into a folder, those that a CI system reads from the log to the console.
     *
     * @param formats what to write
     * @param directory where files go; made when it is missing
     * @param console standard output itself: a prefix such as {@code [INFO]} would hide the commands from the CI system
     * @return the files written, in the order of the formats
     * @throws IOException when a file or the console cannot be written
     */
    public static List<Path> write(Evaluation evaluation, Set<ReportFormat> formats, Path directory, Writer console)
            throws IOException {
        var files = new ArrayList<Path>();
        for (ReportFormat format : ReportFormat.values()) {
            if (!formats.contains(format)) {
                continue;
            }
            if (format.fileName().isEmpty()) {
                format.write(evaluation, console);
                continue;
            }
            Files.createDirectories(directory);
            Path file = directory.resolve(format.fileName().get());
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                format.write(evaluation, out);
            }
            files.add(file);
        }
        return files;
    }
}
