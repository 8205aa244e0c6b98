package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.resource.identity.EntraDirectory;
import io.github.akspolicy.resource.identity.EntraDirectory.Entry;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads who there is in the tenant, as {@code az ad group list}, {@code az ad sp list} and {@code az ad user list} print
 * it, and puts it into the surroundings of the environments.
 */
final class PrincipalsReader {
    /** The groups of a large tenant have 1 KiB each. */
    private static final int LONGEST = 64 << 20;

    /** What a file of another kind would say a thousand times. */
    private static final int MOST_PROBLEMS = 5;

    private static final List<String> KEPT = List.of("id", "displayName", "appId", "userPrincipalName");
    private static final String FIX = "write it with az ad group list, az ad sp list --all or az ad user list";

    private final PathResolver paths;
    private final Workspace workspace;
    private final Problems problems;
    private final Map<String, Entry> known = new HashMap<>();
    private final List<Node> kept = new ArrayList<>();

    /** @param folder the folder of the configuration file */
    PrincipalsReader(Path folder, Workspace workspace, Problems problems) {
        this.paths = new PathResolver(folder, workspace, problems);
        this.workspace = workspace;
        this.problems = problems;
    }

    /**
     * @param named the files as the configuration names them
     * @param chosen the environments in question
     * @return the environments, each with what the files say
     */
    List<EnvironmentSettings> read(List<Located<String>> named, List<EnvironmentSettings> chosen) {
        var shown = new ArrayList<String>();
        for (Located<String> name : named) {
            Path file = paths.existing(name, "file of principals");
            if (file != null && Files.isDirectory(file)) {
                problems.add(
                        name.at(),
                        "file of principals " + ShapeCheck.quote(name.value()) + " is a folder",
                        "name a file");
            } else if (file != null) {
                shown.add(workspace.relative(file));
                read(file);
            }
        }
        if (kept.isEmpty()) {
            return chosen;
        }
        var context = new Context(named.get(0).at(), String.join(", ", shown), List.of(directory()));
        return chosen.stream().map(environment -> environment.with(context)).toList();
    }

    private void read(Path file) {
        var found = new Problems(workspace.relative(file));
        Node document = DocumentFile.json(file, LONGEST, workspace, found);
        if (document instanceof Node.Sequence sequence) {
            for (Field item : Field.root(sequence).items()) {
                if (found.size() >= MOST_PROBLEMS) {
                    break;
                }
                add(item, found);
            }
            if (sequence.items().isEmpty()) {
                found.add(Position.START, "the list is empty, so no principal would be known", FIX);
            }
        } else if (found.isEmpty()) {
            found.add(Position.START, "the file does not hold the list that az ad prints", FIX);
        }
        found.moveTo(problems);
    }

    private void add(Field item, Problems found) {
        Position at = item.place().value();
        Entry entry = Entry.of(item);
        if (!EntraDirectory.isId(entry.id())) {
            found.add(at, "the item has no object id under id", FIX);
            return;
        }
        Entry other = known.putIfAbsent(entry.id(), entry);
        if (other == null) {
            kept.add(slim(item, at));
        } else if (!other.equals(entry)) {
            found.add(
                    at,
                    "the object id " + entry.id() + " is there twice, as " + words(other) + " and as " + words(entry),
                    "object ids are unique in a tenant: write the files again, all of one tenant");
        }
    }

    private static String words(Entry entry) {
        return entry.type().words() + ' ' + ShapeCheck.quote(entry.name());
    }

    /** Without the dozens of other properties, which nobody asks for. */
    private static Node slim(Field item, Position at) {
        var entries = new ArrayList<Node.Entry>();
        for (String key : KEPT) {
            Field value = item.get(key);
            if (value.string() != null) {
                entries.add(new Node.Entry(key, at, new Node.Scalar(value.stringOr(""), at)));
            }
        }
        return new Node.Mapping(entries, at);
    }

    private Resource directory() {
        Position at = Position.START;
        List<Node.Entry> entries = List.of(
                new Node.Entry("apiVersion", at, new Node.Scalar(ContextKinds.API_VERSION, at)),
                new Node.Entry("kind", at, new Node.Scalar(ContextKinds.ENTRA_DIRECTORY, at)),
                new Node.Entry("metadata", at, new Node.Mapping(List.of(), at)),
                new Node.Entry("entries", at, new Node.Sequence(kept, at)));
        return Resource.of(Field.root(new Node.Mapping(entries, at)), null, PodTemplates.KNOWN);
    }
}
