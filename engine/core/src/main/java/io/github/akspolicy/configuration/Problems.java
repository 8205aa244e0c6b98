package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one configuration, so that all of it can be told at once. */
class Problems {
    /** More would not be read, and a hostile file could ask for millions. */
    private static final int MOST = 100;

    private final String path;
    private final List<Problem> found = new ArrayList<>();
    private int left;

    /** @param path the configuration file as shown in locations */
    Problems(String path) {
        this.path = path;
    }

    /** What is wrong with a file that this configuration names: told together with all of this. */
    Problems in(String file) {
        return new Problems(file) {
            @Override
            void add(Problem problem) {
                Problems.this.add(problem);
            }
        };
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
