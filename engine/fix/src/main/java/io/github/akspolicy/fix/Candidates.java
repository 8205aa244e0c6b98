package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edits that might mend a finding, the best first. Whether one does is proven by a render. */
final class Candidates {
    private final WorkingCopy files;

    Candidates(WorkingCopy files) {
        this.files = files;
    }

    /**
     * An edit to try.
     *
     * @param path the file
     * @param before the file's text without it
     * @param after and with it
     */
    record Candidate(String path, SourceText before, SourceText after) {}

    /**
     * At least one edit to try.
     *
     * @throws Refusal when there is none, with the reason
     */
    List<Candidate> of(Finding finding) throws Refusal {
        Occurrence occurrence = finding.occurrences().get(0);
        Fix fix = occurrence.fix();
        if (fix == null) {
            throw new Refusal("only a person can decide what is right here");
        }
        SourceLocation at = occurrence.origin().primary();
        checkEditable(at);
        if (occurrence.origin().approximate()) {
            throw new Refusal("the line is a best guess, not proven");
        }
        SourceText text = files.read(at.path());
        var yaml =
                new YamlText(text.text(), at.role() == Role.TEMPLATE, at.path().endsWith(".json"));
        var candidates = new ArrayList<Candidate>();
        try {
            edits(fix, yaml, at, finding)
                    .forEach(edit -> candidates.add(new Candidate(at.path(), text, text.with(edit))));
            candidates.addAll(printed(fix, yaml, at));
        } catch (Hidden written) {
            candidates.addAll(shown(fix, yaml, at, written.line()));
        }
        return candidates.stream()
                .filter(candidate ->
                        !candidate.after().text().equals(candidate.before().text()))
                .toList();
    }

    /** Where a key's mapping is printed as a whole, text beside that may not do: the values can. */
    private List<Candidate> printed(Fix fix, YamlText yaml, SourceLocation at) {
        List<Object> rest = rest(fix);
        if (at.role() != Role.TEMPLATE || rest.isEmpty() || fix.nearest().lastIndex() >= 0) {
            return List.of();
        }
        var whole = new ArrayList<Object>(List.of(fix.nearest().lastField()));
        whole.addAll(rest);
        try {
            return values(fix, whole, yaml, at, at.line() - 1, "");
        } catch (Refusal notThere) {
            return List.of();
        }
    }

    /** A key that a condition hides shows values: with the right ones it is rendered. */
    private List<Candidate> shown(Fix fix, YamlText yaml, SourceLocation at, int line) throws Refusal {
        String hidden =
                rest(fix).get(0) + " is written at line " + (line + 1) + ", under a condition that does not hold";
        return values(fix, rest(fix), yaml, at, line, hidden);
    }

    /**
     * Edits of the chart's values.
     *
     * @param keys the key on the line of the template, and what is meant inside it
     * @param otherwise the reason when there is no such edit
     */
    private List<Candidate> values(
            Fix fix, List<Object> keys, YamlText yaml, SourceLocation at, int line, String otherwise) throws Refusal {
        List<List<Object>> paths = at.role() == Role.TEMPLATE ? new ShownValues(yaml).of(line) : List.of();
        String values = paths.isEmpty() ? null : files.valuesOf(at.path());
        if (values == null) {
            throw new Refusal(otherwise);
        }
        SourceText text = files.read(values);
        String reason = otherwise;
        var candidates = new ArrayList<Candidate>();
        for (List<Object> path : paths) {
            var whole = new ArrayList<>(path);
            whole.addAll(keys.subList(1, keys.size()));
            try {
                TextEdit edit = new ValuesEdits(text).set(whole, fix.value(), fix.action() == Fix.Action.ADD);
                candidates.add(new Candidate(values, text, text.with(edit)));
            } catch (Refusal notThere) {
                reason = notThere.reason();
            }
        }
        if (candidates.isEmpty()) {
            throw new Refusal(reason);
        }
        return candidates;
    }

    private static void checkEditable(SourceLocation at) throws Refusal {
        if (at.path().contains(".tgz!/")) {
            throw new Refusal("the line belongs to a packaged chart, which no edit reaches");
        }
        switch (at.role()) {
            case VALUES, TEMPLATE, MANIFEST -> {}
            case DEPENDENCY ->
                throw new Refusal("the line belongs to a packaged or third-party chart, which is not ours to edit");
            case CONFIGURATION ->
                throw new Refusal("a \"set\" entry repeats what the pipeline passes to Helm: change both, by hand");
            case GENERATED -> throw new Refusal("the file is made by a tool: change its source");
        }
    }

    private List<TextEdit> edits(Fix fix, YamlText yaml, SourceLocation at, Finding finding) throws Refusal, Hidden {
        var editor = new YamlEditor(yaml);
        List<Object> rest = rest(fix);
        boolean item = fix.nearest().lastIndex() >= 0 || fix.nearest().parent() == null;
        var anchor = new Anchor(yaml, at);
        int offset = item && fix.action() == Fix.Action.REMOVE
                ? anchor.findItem(fix.value().toString())
                : anchor.find(item ? null : fix.nearest().lastField());
        if (rest.isEmpty()) {
            return List.of(
                    switch (fix.action()) {
                        case SET -> editor.set(offset, fix.value());
                        case ADD -> editor.addItem(offset, fix.value().toString());
                        case MATCH -> editor.copy(offset, elsewhere(finding, yaml, offset));
                        case REMOVE ->
                            item
                                    ? new Removal(yaml).item(offset)
                                    : new Removal(yaml).entry(offset, at.role() == Role.VALUES);
                    });
        }
        if (fix.action() == Fix.Action.REMOVE || fix.action() == Fix.Action.MATCH) {
            throw new Refusal("nothing is written there");
        }
        String value = Token.write(fix.value(), fix.action() == Fix.Action.ADD, yaml.isJson());
        YamlText.Entry entry = yaml.entry(offset);
        if (at.role() == Role.VALUES && entry != null && entry.key().equals(rest.get(0)) && editor.isNull(offset)) {
            return hiddenDefault(yaml, editor, offset, rest.subList(1, rest.size()), value);
        }
        return List.of(item ? editor.addBeside(offset, rest, value) : editor.addTo(offset, rest, value));
    }

    /** A null in values takes away what it is laid over: without it the default shows, else it is replaced. */
    private static List<TextEdit> hiddenDefault(
            YamlText yaml, YamlEditor editor, int offset, List<Object> inside, String value) throws Refusal, Hidden {
        var edits = new ArrayList<TextEdit>();
        try {
            edits.add(new Removal(yaml).entry(offset, true));
        } catch (Refusal notRemovable) {
            edits.clear();
        }
        edits.add(editor.replaceNull(offset, inside, value));
        return edits;
    }

    /** The segments of the field that are not written yet. */
    private static List<Object> rest(Fix fix) {
        List<Object> segments = fix.field().segments();
        return segments.subList(fix.nearest().segments().size(), segments.size());
    }

    /** What is written for the same key where the resource passes. */
    private String elsewhere(Finding finding, YamlText yaml, int offset) throws Refusal {
        YamlText.Entry here = yaml.entry(offset);
        for (Elsewhere right : finding.passesIn()) {
            SourceLocation setAt = right.setAt();
            if (here == null
                    || setAt == null
                    || setAt.path().equals(finding.location().path())
                            && setAt.line() == finding.location().line()) {
                continue;
            }
            checkEditable(setAt);
            var other = new YamlText(
                    files.read(setAt.path()).text(),
                    setAt.role() == Role.TEMPLATE,
                    setAt.path().endsWith(".json"));
            int key = new Anchor(other, setAt).find(here.key());
            return new YamlEditor(other).written(key);
        }
        throw new Refusal("no environment has a value that passes: only a person can decide which is right");
    }

    /** What of a manifest a fix is meant to change. */
    static FieldPath meant(Fix fix) {
        if (fix.action() == Fix.Action.REMOVE && fix.field().lastIndex() >= 0) {
            FieldPath list = fix.field().parent();
            return list == null ? fix.field() : list;
        }
        int depth = fix.nearest().segments().size() + 1;
        FieldPath meant = fix.field();
        for (@Nullable FieldPath part = fix.field(); part != null; part = part.parent()) {
            if (part.segments().size() == depth) {
                meant = part;
            }
        }
        return meant;
    }
}
