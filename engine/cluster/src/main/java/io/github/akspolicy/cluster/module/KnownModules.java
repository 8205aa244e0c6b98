package io.github.akspolicy.cluster.module;

import io.github.akspolicy.resource.DataTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Modules of the registry that are described here, so that a call of one is evaluated where the module itself is not in the
 * repository. The table is {@code known/modules.txt}, which says what was read and when; a description is a module in Terraform's
 * language, of the variables that decide what policies look at and of what follows from these.
 */
final class KnownModules {
    private static final String REGISTRY = "registry.terraform.io/";

    /** The same modules by the repositories that they are published from. */
    private static final Pattern GITHUB = Pattern.compile(
            "(?:git::)?(?:https://|ssh://git@|git@)?github\\.com[/:]azure/terraform-([a-z]+)-([a-z0-9-]+?)(?:\\.git)?"
                    + "(//[^?]*)?(?:\\?ref=v?([^&]+))?");

    private static final Map<String, List<Entry>> TABLE = read();

    private KnownModules() {}

    /**
     * A line of the table.
     *
     * @param versions that were read, the newest first
     * @param files of the description; what stands in a later one replaces what stands in those before it
     */
    private record Entry(List<String> versions, List<String> files) {}

    /**
     * What is known of a module.
     *
     * @param description the files of that of the newest version that the call allows; null when there is none
     * @param reason why there is none for the version, where there are some for others; else empty
     */
    record Found(@Nullable List<String> description, String reason) {}

    /** @param version the constraint of the call; null for none, which takes the newest one */
    static Found find(String source, @Nullable String version) {
        String name = source.toLowerCase(Locale.ROOT);
        String wanted = version;
        Matcher github = GITHUB.matcher(name);
        if (github.matches()) {
            name = "azure/" + github.group(2) + "/" + github.group(1)
                    + (github.group(3) == null ? "" : github.group(3));
            wanted = github.group(4);
        }
        List<Entry> entries = TABLE.get(name.startsWith(REGISTRY) ? name.substring(REGISTRY.length()) : name);
        return entries == null ? new Found(null, "") : find(entries, wanted);
    }

    private static Found find(List<Entry> entries, @Nullable String version) {
        VersionConstraint constraint = VersionConstraint.of(version == null ? ">= 0" : version);
        for (Entry entry : entries) {
            for (String known : entry.versions()) {
                if (constraint != null && constraint.allows(known)) {
                    return new Found(
                            entry.files().stream()
                                    .map(file -> text("known/" + file))
                                    .toList(),
                            "");
                }
            }
        }
        List<String> oldest = entries.get(entries.size() - 1).versions();
        return new Found(
                null,
                "version " + version + " is none that is known here: these are " + oldest.get(oldest.size() - 1)
                        + " to " + entries.get(0).versions().get(0));
    }

    private static Map<String, List<Entry>> read() {
        Map<String, List<Entry>> table = new HashMap<>();
        for (String line : DataTable.lines(KnownModules.class, "known/modules.txt")) {
            String[] columns = line.split(" \\| ", -1);
            table.computeIfAbsent(columns[0], source -> new ArrayList<>())
                    .add(new Entry(List.of(columns[1].split(" ")), List.of(columns[2].split(" "))));
        }
        return table;
    }

    private static String text(String name) {
        try (InputStream in = KnownModules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
