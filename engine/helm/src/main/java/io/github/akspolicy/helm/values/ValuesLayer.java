package io.github.akspolicy.helm.values;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the places that values come from; later layers win. */
sealed interface ValuesLayer {
    /**
     * What a layer says about a key.
     *
     * @param at where it sets the key; null when it does not
     * @param decides whether weaker layers do not count: it sets the key, replaces something around it, or cannot be read
     */
    record Answer(@Nullable SourceLocation at, boolean decides) {
        static final Answer ABSENT = new Answer(null, false);
        static final Answer HIDDEN = new Answer(null, true);

        static Answer found(SourceLocation at) {
            return new Answer(at, true);
        }
    }

    /**
     * @param path the key from this layer's own root
     */
    Answer find(List<Object> path);

    /** The keys from the root's values to this layer's. */
    default List<String> prefix() {
        return List.of();
    }

    /** Whether its lines are the user's to edit. */
    default boolean isOwn() {
        return true;
    }

    /** For a layer that is not own, the entry through which it comes in. */
    default @Nullable SourceLocation dependencyEntry() {
        return null;
    }

    /**
     * A values file.
     *
     * @param tree its content, or null when it cannot be read
     */
    record File(
            String shownPath,
            @Nullable Node tree,
            List<String> prefix,
            boolean isOwn,
            @Nullable SourceLocation dependencyEntry)
            implements ValuesLayer {
        @Override
        public Answer find(List<Object> path) {
            if (tree == null) {
                return Answer.HIDDEN;
            }
            Node at = tree;
            Position key = tree.position();
            for (Object segment : path) {
                if (at instanceof Node.Mapping mapping && segment instanceof String name) {
                    Node.Entry entry = mapping.entry(name);
                    if (entry == null) {
                        return Answer.ABSENT;
                    }
                    key = entry.keyPosition();
                    at = entry.value();
                } else if (at instanceof Node.Sequence list
                        && segment instanceof Integer index
                        && index < list.items().size()) {
                    at = list.items().get(index);
                    key = at.position();
                } else {
                    return Answer.HIDDEN;
                }
            }
            return Answer.found(new SourceLocation(shownPath, key.line(), key.column(), Role.VALUES));
        }
    }

    /** The {@code --set} family. */
    record Settings(List<UserValues.Setting> settings) implements ValuesLayer {
        @Override
        public Answer find(List<Object> path) {
            for (int i = settings.size() - 1; i >= 0; i--) {
                UserValues.Setting setting = settings.get(i);
                int length = setting.path().size();
                if (length <= path.size() && path.subList(0, length).equals(setting.path())) {
                    List<Object> tail = path.subList(length, path.size());
                    boolean there = tail.isEmpty() || JsonValues.at(setting.value(), tail) != null;
                    return there ? Answer.found(setting.at()) : Answer.HIDDEN;
                }
            }
            return Answer.ABSENT;
        }

        /** The last setting of something inside a mapping, which may have made it; null for none. */
        @Nullable
        SourceLocation within(List<Object> path) {
            SourceLocation last = null;
            for (UserValues.Setting setting : settings) {
                if (setting.path().size() > path.size()
                        && setting.path().subList(0, path.size()).equals(path)) {
                    last = setting.at();
                }
            }
            return last;
        }
    }
}
