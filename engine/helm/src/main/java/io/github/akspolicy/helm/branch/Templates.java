package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.NamedTemplates;
import io.github.akspolicy.helm.template.NamedTemplates.Named;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.source.DeploymentInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All templates of a chart. A named template is followed once for each argument that it is included with, so that what one
 * caller hands over says nothing about another.
 */
final class Templates {
    /**
     * A template to follow.
     *
     * @param shownPath where it is written
     * @param firstLine the line of its first line there, counted from 1
     * @param file its content
     * @param isText whether it is a text that becomes a template by {@code tpl}
     * @param isPlain whether it is a file of templates that is UTF-8
     */
    record Source(String shownPath, int firstLine, TemplateFile file, boolean isText, boolean isPlain) {}

    /**
     * A condition on the deployment.
     *
     * @param inputs what it depends on
     * @param secretData whether it chooses no more than data of a Secret
     */
    record Found(Source source, int action, Set<DeploymentInput> inputs, boolean secretData) {}

    private record Call(String name, Trace argument, boolean inSecret) {}

    /** The versions of a cluster are put into values by many charts, and answered as the configuration says. */
    private static final Set<DeploymentInput> EVER_OTHER = EnumSet.of(
            DeploymentInput.RELEASE_STATE,
            DeploymentInput.REVISION,
            DeploymentInput.TIME,
            DeploymentInput.RANDOM,
            DeploymentInput.HELM_VERSION,
            DeploymentInput.ENVIRONMENT);

    /**
     * Actions that are followed in a round. Beyond that a template is taken to depend on everything: some that call each other by
     * composed names, each time with another argument, have no end. The largest public charts have 60,000.
     */
    private static final int MOST_STEPS = 100_000;

    /** Named templates within each other; charts have some dozens. */
    private static final int DEEPEST = 60;

    private final TemplateReader reader;
    private final NamedTemplates<Source> named = new NamedTemplates<>();
    private final Map<Call, Trace> outputs = new HashMap<>();
    private final Set<Call> open = new HashSet<>();
    private final Map<String, Trace> put = new HashMap<>();
    private final Map<TemplateFile, Set<String>> ownVariables = new HashMap<>();
    private final Set<List<String>> fileReads = new HashSet<>();
    private final Set<IncludedName> fileIncludes = new HashSet<>();
    private final Set<String> filePaths;
    private final Set<String> given = new HashSet<>();
    private final Set<String> statePaths = new HashSet<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<DeploymentInput> ofTexts = EnumSet.noneOf(DeploymentInput.class);
    private final Set<DeploymentInput> ofFiles = EnumSet.noneOf(DeploymentInput.class);
    private final Set<DeploymentInput> reached = EnumSet.noneOf(DeploymentInput.class);
    private int steps;
    private boolean changed;
    private boolean callsTpl;
    private boolean isQuiet;
    private boolean hasComposedValues;
    private Trace tplContext = Trace.ROOT;
    private @Nullable String lostAt;
    private @Nullable String straysAt;
    private boolean takesDetour;
    private boolean isHidden;
    private boolean hidesMoment;

    /**
     * @param filePaths the paths in their charts of the files of templates that are not rendered
     * @param reader reads what becomes a template
     */
    Templates(List<Source> sources, Collection<String> filePaths, TemplateReader reader) {
        this.reader = reader;
        this.filePaths = Set.copyOf(filePaths);
        sources.forEach(this::add);
    }

    /** Makes the named templates of a source known. */
    void add(Source source) {
        named.add(source, source.file());
    }

    TemplateReader reader() {
        return reader;
    }

    /** The variables of a file whose mappings are not shared. */
    Set<String> ownVariables(TemplateFile file) {
        return ownVariables.computeIfAbsent(file, OwnVariables::of);
    }

    /** The same for a text that {@code tpl} is given as it is. */
    void addOnce(String text, Source source) {
        if (!source.file().defines().isEmpty() && given.add(text)) {
            add(source);
            changed = true;
        }
    }

    /** Begins again, knowing what the last round has learned. */
    void begin() {
        outputs.clear();
        steps = 0;
        found.clear();
        changed = false;
    }

    /** Whether this round has learned something that it did not know at its beginning. */
    boolean hasChanged() {
        return changed;
    }

    boolean callsTpl() {
        return callsTpl;
    }

    void tplIsCalled(Trace context) {
        Trace all = tplContext.or(context);
        changed |= !callsTpl || !all.equals(tplContext);
        callsTpl = true;
        tplContext = all;
    }

    /** What texts that become templates are called with. */
    Trace tplContext() {
        return tplContext;
    }

    /** Follows what is not evaluated, so that its conditions are not listed. */
    void quiet(Runnable walk) {
        isQuiet = true;
        walk.run();
        isQuiet = false;
    }

    boolean isQuiet() {
        return isQuiet;
    }

    /** Something gets to what a deployment decides. */
    void reached(Set<DeploymentInput> inputs) {
        reached.addAll(inputs);
    }

    /** Something may get to anything. */
    void lost(String where) {
        unread(where);
        strays(DeploymentReach.RELEASE, where);
    }

    /** Something may get to anything, and a condition says so. */
    void unread(String where) {
        if (lostAt == null) {
            lostAt = where;
        }
    }

    /** Something goes where conditions on it are not found. Only the state of the release can be tried. */
    void strays(Set<DeploymentInput> inputs, String where) {
        writes(inputs, where);
        isHidden |= !Collections.disjoint(inputs, DeploymentReach.RELEASE);
    }

    /** Something is written where it may decide how what is around it reads. */
    void writes(Set<DeploymentInput> inputs, String where) {
        if (straysAt == null && !Collections.disjoint(inputs, DeploymentReach.RELEASE)) {
            straysAt = where;
        }
    }

    /** The state of the release goes a way on which a reader of the templates does not see it: it is followed, and tried, too. */
    void detour(Set<DeploymentInput> inputs) {
        hidesMoment |= !Collections.disjoint(inputs, DeploymentReach.MOMENT);
        takesDetour |= !Collections.disjoint(inputs, DeploymentReach.RELEASE);
    }

    /** The time or a random value goes where it is not followed. */
    void hidesMoment() {
        hidesMoment = true;
    }

    /**
     * What the templates can get to, as all of them were followed.
     *
     * @param unfollowed what was not followed at all; null when all was
     * @param texts those that were read of the texts that become templates
     */
    DeploymentReach reach(@Nullable String unfollowed, Set<String> texts) {
        return new DeploymentReach(
                reached,
                unfollowed != null ? unfollowed : lostAt,
                unfollowed != null ? unfollowed : straysAt,
                takesDetour,
                unfollowed != null || isHidden || takesDetour,
                unfollowed != null || hidesMoment || lostAt != null,
                statePaths,
                callsTpl ? Set.copyOf(texts) : null);
    }

    List<Found> found() {
        return found;
    }

    void add(Found condition) {
        found.add(condition);
        if (!condition.source().isPlain()) {
            detour(condition.inputs());
        }
    }

    /** Takes note of an action that is followed. */
    void step() {
        steps++;
    }

    /** What a named template writes. */
    Trace include(String name, Trace argument, boolean inSecret) {
        var call = new Call(name, argument, inSecret);
        Trace known = outputs.get(call);
        if (known != null || open.contains(call)) {
            // what includes itself writes what it is known to write at last: nobody reads it before as a template
            return known == null ? Trace.of(Builtin.COMPOSED) : known;
        }
        if (steps >= MOST_STEPS || open.size() >= DEEPEST) {
            lost(name);
            return Trace.of(EnumSet.allOf(DeploymentInput.class));
        }
        open.add(call);
        Trace output = Trace.NONE;
        // of several the one that Helm takes depends on the order of files: each may be it
        for (Named<Source> body : named.of(name)) {
            output = output.or(TemplateWalk.body(body.source(), body.define(), this, argument, inSecret));
        }
        open.remove(call);
        outputs.put(call, output);
        return output;
    }

    /** The named templates that a name may mean. */
    List<String> names(IncludedName included) {
        return named.names(included);
    }

    /** What the texts that become templates by {@code tpl} write. */
    Set<DeploymentInput> ofTexts() {
        return ofTexts;
    }

    /** What the rendered files write, for who includes one of them as a whole. */
    Set<DeploymentInput> ofFiles() {
        return ofFiles;
    }

    void written(Source source, Set<DeploymentInput> inputs) {
        changed |= (source.isText() ? ofTexts : ofFiles).addAll(inputs);
        if (!source.isPlain()) {
            detour(inputs);
        }
        if (!Collections.disjoint(inputs, DeploymentReach.RELEASE)) {
            statePaths.add(source.shownPath());
        }
    }

    /** Whether a template puts text among values that it made itself. */
    boolean hasComposedValues() {
        return hasComposedValues;
    }

    Trace put(String key) {
        return put.getOrDefault(key, Trace.NONE);
    }

    void composedValue() {
        hasComposedValues = true;
    }

    void put(String key, Trace value) {
        Trace known = put(key);
        Trace all = known.or(value);
        if (!all.equals(known)) {
            changed = true;
            put.put(key, all);
        }
    }

    /** What was put where it is read by names that are not known, or as a whole. */
    Set<DeploymentInput> allPut() {
        var all = EnumSet.noneOf(DeploymentInput.class);
        put.values().forEach(value -> all.addAll(value.whole()));
        return all;
    }

    /** A mapping of which something is taken that is not known: it may be what a template put there. */
    Trace any(Trace mapping) {
        return mapping.with(changed(mapping));
    }

    /** Everything that a value leads to when it is written or compared. */
    Set<DeploymentInput> whole(Trace value) {
        Set<DeploymentInput> whole = value.whole();
        whole.addAll(changed(value));
        return whole;
    }

    /** What templates put into the values of a chart, of what may be another value at any time. */
    private Set<DeploymentInput> changed(Trace mapping) {
        Set<DeploymentInput> changed = EnumSet.noneOf(DeploymentInput.class);
        if (mapping.objects().contains(Builtin.TYPED)) {
            changed.addAll(allPut());
            changed.retainAll(EVER_OTHER);
        }
        return changed;
    }

    /** A file of the chart is read whose path has these texts. */
    void reads(List<String> pieces) {
        changed |= fileReads.add(pieces);
    }

    boolean mayRead(String path) {
        return fileReads.stream().anyMatch(pieces -> pieces.stream().allMatch(path::contains));
    }

    /** A file of templates is included. */
    void includesFile(IncludedName name) {
        changed |= fileIncludes.add(name);
    }

    /** @param path in its chart */
    boolean mayInclude(String path) {
        return fileIncludes.stream().anyMatch(name -> name.mayBeFile(path));
    }

    /** Whether some part of the name is written somewhere, so that it is no mere possibility. */
    boolean includes(String path) {
        return fileIncludes.stream().anyMatch(name -> !name.pieces().isEmpty() && name.mayBeFile(path));
    }

    /** Whether a name may be that of a file of templates. */
    boolean mayBeFile(IncludedName name) {
        return filePaths.stream().anyMatch(name::mayBeFile);
    }
}
