package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edits that might mend a finding, the best first. Whether one does is proven by a render. */
record Candidates(WorkingCopy files) {
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
        DecidingValue decides = occurrence.origin().decidedBy();
        List<TextEdit> edits;
        try {
            edits = decides == null || decides.at() == null
                    ? edits(fix, yaml, at, finding)
                    : new DecidedEdits(text, yaml, at, decides).of(fix, FieldPath.parse(occurrence.fieldPath()));
        } catch (Hidden written) {
            throw new Refusal(written.key() + " is written at line " + (written.line() + 1)
                    + ", under a condition that does not hold");
        }
        return edits.stream()
                .map(edit -> new Candidate(at.path(), text, text.with(edit)))
                .filter(candidate ->
                        !candidate.after().text().equals(candidate.before().text()))
                .toList();
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
            return DecidedEdits.hiddenDefault(yaml, offset, rest.subList(1, rest.size()), value);
        }
        return List.of(item ? editor.addBeside(offset, rest, value) : editor.addTo(offset, rest, value));
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
