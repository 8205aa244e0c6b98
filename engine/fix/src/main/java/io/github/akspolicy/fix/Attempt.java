package io.github.akspolicy.fix;

import java.util.List;

/**
 * An edit that was tried.
 *
 * @param path the file, relative to the root of the repository
 * @param line where, in the file as it was before any edit, counted from 1
 * @param removed the lines that went; nothing of a secret in them
 * @param added the lines that came; nothing of a secret in them
 * @param refusal why it was undone, or the empty string when it was kept
 */
public record Attempt(String path, int line, List<String> removed, List<String> added, String refusal) {
    public Attempt {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /** Whether it was kept. */
    public boolean isKept() {
        return refusal.isEmpty();
    }
}
