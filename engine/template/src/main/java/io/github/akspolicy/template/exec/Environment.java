package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all templates of one execution share. */
public final class Environment {
    private final Dialect dialect;
    private final Observer observer;
    private final Budget budget;
    private final Map<String, Integer> included = new HashMap<>();
    private @Nullable GoMap first;

    /**
     * An environment.
     *
     * @param dialect which Helm is followed
     * @param observer is told what is decided
     */
    public Environment(Dialect dialect, Observer observer) {
        this.dialect = dialect;
        this.observer = observer;
        this.budget = new Budget(observer.limits());
    }

    public Dialect dialect() {
        return dialect;
    }

    /** What is told of decisions. */
    public Observer observer() {
        return observer;
    }

    /**
     * A template begins to be executed.
     *
     * @param name Helm's name of it
     * @param own a map that is made for it: whatever is older may be seen by other templates, too
     */
    public void begin(String name, GoMap own) {
        first = own;
        observer.began(name);
    }

    /** Whether other templates may see a map. */
    boolean isShared(GoMap map) {
        return first == null || map.isOlderThan(first);
    }

    /** Counts inclusions that are going on. Returns how many there are then. */
    int included(String template, int change) {
        return included.merge(template, change, Integer::sum);
    }

    /** The nodes that were executed so far, and as many more as long texts are worth. */
    public long steps() {
        return budget.taken();
    }

    Budget budget() {
        return budget;
    }

    /** Whether {@code range} counts up to a whole number: Go from 1.24 on, with which Helm 4 is built. */
    boolean countsInRange() {
        return dialect.isRecent();
    }
}
