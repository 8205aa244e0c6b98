package io.github.akspolicy.fix;

import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files as they would be with all edits that are kept so far. Nothing on disk changes. */
final class WorkingCopy {
    private final Workspace workspace;
    private final Map<String, SourceText> texts = new HashMap<>();

    WorkingCopy(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The text of a file.
     *
     * @param path as locations have it: relative to the root of the repository
     * @throws Refusal when the file is not one to edit
     */
    SourceText read(String path) throws Refusal {
        SourceText known = texts.get(path);
        if (known != null) {
            return known;
        }
        Path file = file(path);
        try {
            if (!file.startsWith(workspace.root())) {
                throw new Refusal("the file lies outside of the repository");
            }
            for (Path part = file; part != null && !part.equals(workspace.root()); part = part.getParent()) {
                if (Files.isSymbolicLink(part)) {
                    throw new Refusal("the file is reached by a symbolic link, " + workspace.relative(part));
                }
            }
            if (!Files.isRegularFile(file)) {
                throw new Refusal("the line belongs to no file that can be edited");
            }
            SourceText text = SourceText.of(Files.readAllBytes(file));
            texts.put(path, text);
            return text;
        } catch (IOException unreadable) {
            throw new Refusal(
                    "the file cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    /** What the files would hold with more of them changed. */
    Map<Path, byte[]> with(Map<String, SourceText> edited) {
        Map<Path, byte[]> contents = contents();
        edited.forEach((path, text) -> contents.put(file(path), text.bytes()));
        return contents;
    }

    void keep(String path, SourceText text) {
        texts.put(path, text);
    }

    /** The content of the changed files by absolute path. */
    Map<Path, byte[]> contents() {
        var contents = new HashMap<Path, byte[]>();
        changed().forEach((path, text) -> contents.put(file(path), text.bytes()));
        return contents;
    }

    /** The changed files by path. */
    SortedMap<String, SourceText> changed() {
        var changed = new TreeMap<String, SourceText>();
        texts.forEach((path, text) -> {
            if (text.isChanged()) {
                changed.put(path, text);
            }
        });
        return changed;
    }

    private Path file(String path) {
        return workspace.root().resolve(path).normalize();
    }
}
