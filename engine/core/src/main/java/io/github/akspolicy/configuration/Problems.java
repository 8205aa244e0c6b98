package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one configuration, so that all of it can be told at once. */
final class Problems {
    /** More would not be read, and a hostile file could ask for millions. */
    private static final int MOST = 100;

    private final String path;
    private final List<Problem> found = new ArrayList<>();
    private int left;

    /** @param path the configuration file as shown in locations */
    Problems(String path) {
        this.path = path;
    }

    void add(Position at, String message, String fix) {
        add(Problem.at(locate(at), message, fix));
    }

    void add(SourceLocation at, String message, String fix) {
        add(Problem.at(at, message, fix));
    }

    void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        } else {
            left++;
        }
    }

    SourceLocation locate(Position at) {
        return new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.CONFIGURATION);
    }

    /** What was found so far, in the order in which it was found. */
    List<Problem> all() {
        return List.copyOf(found);
    }

    /** Hands everything over to the problems of another file. */
    void moveTo(Problems other) {
        found.forEach(other::add);
        if (left > 0) {
            other.add(Problem.of("and " + left + " more problems in " + path));
        }
        found.clear();
        left = 0;
    }

    int size() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ConfigurationException when there is any, in the order of the file */
    void throwIfAny() throws ConfigurationException {
        if (found.isEmpty()) {
            return;
        }
        var sorted = new ArrayList<>(found);
        // those without a place (overrides, class path) come last; the sort keeps the order of equals
        sorted.sort(Comparator.comparing(Problem::at, Comparator.nullsLast(Comparator.naturalOrder())));
        if (left > 0) {
            sorted.add(Problem.of("and " + left + " more problems in " + path));
        }
        throw new ConfigurationException(sorted);
    }
}
