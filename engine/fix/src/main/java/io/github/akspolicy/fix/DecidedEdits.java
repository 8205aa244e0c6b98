package io.github.akspolicy.fix;

import static java.util.stream.Collectors.joining;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.DecidingValue.AlsoSet;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** Edits of the values line that decides about a field that is not rendered: the line that the finding names. */
record DecidedEdits(SourceText text, YamlText yaml, SourceLocation at, DecidingValue decides) {
    /**
     * At least one edit, the best first.
     *
     * @param absent the field that the value decides about
     */
    List<TextEdit> of(Fix fix, FieldPath absent) throws Refusal, Hidden {
        if (decides.wholeList()) {
            throw new Refusal("values replace a list and do not merge it: copy " + decides.key()
                    + " from the chart's defaults, with all of its items");
        }
        if (!decides.alsoSet().isEmpty()) {
            throw new Refusal("one edit is not enough: the chart writes the field only where "
                    + decides.alsoSet().stream().map(AlsoSet::toString).collect(joining(" and ")) + " is set, too");
        }
        var keys = new ArrayList<Object>(decides.missing());
        Object value = decides.switchTo();
        boolean asItem = false;
        if (value == null) {
            if (fix.action() == Fix.Action.REMOVE || fix.action() == Fix.Action.MATCH) {
                throw new Refusal("nothing is written there");
            }
            keys.addAll(inside(fix, absent));
            value = fix.value();
            asItem = fix.action() == Fix.Action.ADD;
        }
        if (decides.isTopLevel()) {
            return List.of(new ValuesEdits(text).set(keys, value, asItem));
        }
        var editor = new YamlEditor(yaml);
        int offset = new Anchor(yaml, at).find(null);
        if (decides.tookAway() && decides.switchTo() != null && !(value instanceof Boolean)) {
            // what the line replaced is back once the line is gone
            return List.of(new Removal(yaml).entry(offset, true));
        }
        String written = Token.write(value, asItem, yaml.isJson());
        if (editor.isNull(offset) && decides.switchTo() == null) {
            return hiddenDefault(yaml, offset, keys, written);
        }
        if (!keys.isEmpty()) {
            return List.of(editor.addTo(offset, keys, written));
        }
        return List.of(asItem ? editor.addItem(offset, value.toString()) : editor.set(offset, value));
    }

    /** What the fix changes inside the field. */
    private static List<Object> inside(Fix fix, FieldPath absent) throws Refusal {
        List<Object> outer = absent.segments();
        List<Object> inner = fix.field().segments();
        if (inner.size() < outer.size() || !inner.subList(0, outer.size()).equals(outer)) {
            throw new Refusal("the values line decides about " + absent + ", the fix is about " + fix.field());
        }
        return inner.subList(outer.size(), inner.size());
    }

    /** A null in values takes away what it is laid over: without it the default shows, else it is replaced. */
    static List<TextEdit> hiddenDefault(YamlText yaml, int offset, List<Object> inside, String value)
            throws Refusal, Hidden {
        var edits = new ArrayList<TextEdit>();
        try {
            edits.add(new Removal(yaml).entry(offset, true));
        } catch (Refusal notRemovable) {
            edits.clear();
        }
        edits.add(new YamlEditor(yaml).replaceNull(offset, inside, value));
        return edits;
    }
}
