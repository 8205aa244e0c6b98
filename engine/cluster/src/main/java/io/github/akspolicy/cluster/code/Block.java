package io.github.akspolicy.cluster.code;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A block or object of a source file with what is written in it. */
public final class Block {
    private final List<Entry> entries = new ArrayList<>();
    private boolean isBranch;

    /**
     * A line of a block.
     *
     * @param name the attribute, the kind of a nested block, or empty for an item of a list
     * @param labels what stands between name and value: the type and name of a resource, the path of a module
     * @param position where the name is written
     * @param block what is in it, or null for a plain value
     * @param text the value where it is a plain text
     * @param reference the name of the variable that the value is, or null
     */
    public record Entry(
            String name,
            List<String> labels,
            Position position,
            @Nullable Block block,
            @Nullable String text,
            @Nullable String reference) {
        public Entry {
            labels = List.copyOf(labels);
        }

        /** One without a variable. */
        Entry(String name, List<String> labels, Position position, @Nullable Block block, @Nullable String text) {
            this(name, labels, position, block, text, null);
        }
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /** The same as what a condition chooses: what it says may count or not. */
    Block asBranch() {
        isBranch = true;
        return this;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries of a name in any case, {@code dynamic} blocks of it among them. */
    List<Entry> named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name)
                        || entry.name().equals("dynamic") && entry.labels().contains(name))
                .toList();
    }

    /** The first entry of a name, or null. */
    public @Nullable Entry first(String name) {
        List<Entry> named = named(name);
        return named.isEmpty() ? null : named.get(0);
    }

    /**
     * Where a path of the generated resource is written, as far as the block says it itself.
     *
     * @param own the line of the block
     * @param variables what the names of variables stand for; their lines are those of the values
     * @param isWritten whether the generated resource has it; what it lacks is not led into a branch that was not taken, but to
     *     its condition
     */
    public Position locate(FieldPath path, Position own, Map<String, Entry> variables, boolean isWritten) {
        Position position = own;
        Block block = this;
        List<Object> segments = path.segments();
        for (int i = 0; i < segments.size() && block != null; i++) {
            Entry entry = null;
            if (segments.get(i) instanceof String name) {
                int index = i + 1 < segments.size() && segments.get(i + 1) instanceof Integer item ? item : 0;
                List<Entry> named = block.named(name);
                // repeated blocks are a list in the plan, one written list is one entry here
                entry = named.isEmpty() ? null : named.get(Math.min(index, named.size() - 1));
                if (named.size() > 1 || entry != null && !isList(entry.block())) {
                    i += i + 1 < segments.size() && segments.get(i + 1) instanceof Integer ? 1 : 0;
                }
            } else if (segments.get(i) instanceof Integer item && item < block.entries.size()) {
                entry = block.entries.get(item);
            }
            if (entry == null) {
                return position;
            }
            position = entry.position();
            block = content(entry);
            Entry variable = entry.reference() == null ? null : variables.get(entry.reference());
            if (variable != null && variable.block() != null) {
                position = variable.position();
                block = variable.block();
            }
            if (!isWritten && block != null && block.isBranch) {
                return position;
            }
        }
        return position;
    }

    /**
     * The objects of one expression as one, such as those of {@code union(…)} or of both sides of a condition; what more
     * than one of them says is left out, since it cannot be told which counts.
     */
    static @Nullable Block merged(List<Block> objects) {
        if (objects.size() <= 1) {
            return objects.isEmpty() ? null : objects.get(0);
        }
        Map<String, Block> sayers = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Block object : objects) {
            for (Entry entry : object.entries) {
                Block other = sayers.putIfAbsent(entry.name().toLowerCase(Locale.ROOT), object);
                if (other != null && other != object) {
                    ambiguous.add(entry.name().toLowerCase(Locale.ROOT));
                }
            }
        }
        var merged = new Block();
        objects.stream()
                .flatMap(object -> object.entries.stream())
                .filter(entry -> !ambiguous.contains(entry.name().toLowerCase(Locale.ROOT)))
                .forEach(merged::add);
        return merged;
    }

    private static boolean isList(@Nullable Block block) {
        return block != null
                && !block.entries.isEmpty()
                && block.entries.get(0).name().isEmpty();
    }

    private static @Nullable Block content(Entry entry) {
        Block block = entry.block();
        Entry content = block != null && entry.name().equals("dynamic") ? block.first("content") : null;
        return content == null ? block : content.block();
    }
}
