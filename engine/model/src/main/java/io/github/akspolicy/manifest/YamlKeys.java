package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.scanner.ScannerException;

/** Where keys without {@code ?} may have begun: each may turn out to be one at a {@code :} that is found later. */
final class YamlKeys {
    /** A key without {@code ?} ends on its line and within so many characters. */
    private static final int LONGEST = 1024;

    /**
     * Where a key may have begun that a {@code :} would make one.
     *
     * @param token the number of the token that begins there
     * @param required whether nothing else can stand there
     */
    record Possible(int token, boolean required, int line, int column, int characters, Mark mark) {}

    private final YamlCursor cursor;

    /** That of each level of brackets, the outermost first. */
    private final List<@Nullable Possible> levels = new ArrayList<>();

    YamlKeys(YamlCursor cursor) {
        this.cursor = cursor;
        levels.add(null);
    }

    boolean areInBrackets() {
        return levels.size() > 1;
    }

    /** Begins a level. */
    void open() {
        levels.add(null);
    }

    /** Ends a level; at the outermost one there is none to end. */
    void close() {
        remove();
        if (areInBrackets()) {
            levels.remove(levels.size() - 1);
        }
    }

    /** A key may begin here, with the token of this number. */
    void save(int token, boolean required) {
        remove();
        levels.set(
                levels.size() - 1,
                new Possible(token, required, cursor.line(), cursor.column(), cursor.characters(), cursor.mark()));
    }

    /** What may have begun in this level is no key. */
    void remove() {
        Possible key = levels.set(levels.size() - 1, null);
        if (key != null && key.required()) {
            throw missingColon(key);
        }
    }

    /** The possible key of this level, which is one no more; null when there is none. */
    @Nullable
    Possible take() {
        Possible key = valid(levels.size() - 1);
        levels.set(levels.size() - 1, null);
        return key;
    }

    /** The number of the token with which the first possible key begins; -1 for none. Those of inner levels begin later. */
    int first() {
        for (int level = 0; level < levels.size(); level++) {
            Possible key = valid(level);
            if (key != null) {
                return key.token();
            }
        }
        return -1;
    }

    /** The possible key of a level; null when there is none, or none any more. */
    private @Nullable Possible valid(int level) {
        Possible key = levels.get(level);
        if (key != null && (key.line() < cursor.line() || key.characters() + LONGEST < cursor.characters())) {
            if (key.required()) {
                throw missingColon(key);
            }
            levels.set(level, null);
            return null;
        }
        return key;
    }

    private ScannerException missingColon(Possible key) {
        return new ScannerException(
                "while scanning a simple key", key.mark(), "could not find expected ':'", cursor.mark());
    }
}
