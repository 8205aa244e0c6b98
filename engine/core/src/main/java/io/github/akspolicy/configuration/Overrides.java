package io.github.akspolicy.configuration;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an entry point may say instead of the configuration file, such as with {@code -Daks-policy.profile=aks-simplified}.
 * Immutable: a method with an argument returns a changed copy. The class loader and the edits belong to a process, and do not
 * go to another one.
 */
public final class Overrides implements Serializable {
    private static final long serialVersionUID = 1;

    /** Nothing is overridden; policies come from the class loader that loaded this class. */
    public static final Overrides NONE = new Overrides();

    private @Nullable String profile;
    private @Nullable String failOn;
    private List<String> environments = List.of();
    private @Nullable String today;
    private boolean writesBaseline;
    private boolean writesBudget;
    private List<String> require = List.of();
    private List<String> values = List.of();
    private boolean isStrict;
    private transient ClassLoader classLoader = Overrides.class.getClassLoader();
    private transient Map<Path, byte[]> edits = Map.of();

    private Overrides() {}

    private Overrides(Overrides other) {
        profile = other.profile;
        failOn = other.failOn;
        environments = other.environments;
        today = other.today;
        writesBaseline = other.writesBaseline;
        writesBudget = other.writesBudget;
        require = other.require;
        values = other.values;
        isStrict = other.isStrict;
        classLoader = other.classLoader;
        edits = other.edits;
    }

    private Overrides with(Consumer<Overrides> change) {
        var copy = new Overrides(this);
        change.accept(copy);
        return copy;
    }

    private Object readResolve() {
        return classLoader(Overrides.class.getClassLoader()).edits(Map.of());
    }

    /** The name of the profile; null for the configured one. */
    public @Nullable String profile() {
        return profile;
    }

    public Overrides profile(@Nullable String name) {
        return with(copy -> copy.profile = name);
    }

    /** A severity or {@code never}; null for the configured one. */
    public @Nullable String failOn() {
        return failOn;
    }

    public Overrides failOn(@Nullable String severityOrNever) {
        return with(copy -> copy.failOn = severityOrNever);
    }

    /** Only these environments; empty for all. */
    public List<String> environments() {
        return environments;
    }

    public Overrides environments(List<String> names) {
        return with(copy -> copy.environments = List.copyOf(names));
    }

    /** The day on which exemptions and announced enforcement are evaluated, such as {@code 2027-01-31}; null for that of the clock. */
    public @Nullable String today() {
        return today;
    }

    public Overrides today(@Nullable String day) {
        return with(copy -> copy.today = day);
    }

    /** Whether the baseline is to be written, so that it need not be there yet. */
    public boolean writesBaseline() {
        return writesBaseline;
    }

    public Overrides writesBaseline(boolean isWritten) {
        return with(copy -> copy.writesBaseline = isWritten);
    }

    /** Whether the budget of access is to be written, so that it need not be there and is not read. */
    public boolean writesBudget() {
        return writesBudget;
    }

    public Overrides writesBudget(boolean isWritten) {
        return with(copy -> copy.writesBudget = isWritten);
    }

    /**
     * What must not be missing besides what the configuration requires: words of {@link
     * io.github.akspolicy.policy.InputKind}.
     */
    public List<String> require() {
        return require;
    }

    public Overrides require(List<String> words) {
        return with(copy -> copy.require = List.copyOf(words));
    }

    /** Where no configuration names any, the values files of charts, relative to the folder of each chart that has them. */
    public List<String> values() {
        return values;
    }

    public Overrides values(List<String> files) {
        return with(copy -> copy.values = List.copyOf(files));
    }

    /** Whether a scan fails on what it cannot read, too, as a verification of a configuration always does. */
    public boolean isStrict() {
        return isStrict;
    }

    public Overrides strict(boolean isWanted) {
        return with(copy -> copy.isStrict = isWanted);
    }

    /** Where policies and the chart renderer are looked up with {@link java.util.ServiceLoader}. */
    public ClassLoader classLoader() {
        return classLoader;
    }

    public Overrides classLoader(ClassLoader loader) {
        return with(copy -> copy.classLoader = loader);
    }

    /** What charts, values files and manifests hold instead of what is written on disk, by absolute path. */
    public Map<Path, byte[]> edits() {
        return edits;
    }

    public Overrides edits(Map<Path, byte[]> contents) {
        return with(copy -> copy.edits = Map.copyOf(contents));
    }
}
