package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows what templates put into mappings. Who else has the mapping is not followed: what is put under a key is taken for what any
 * field of that name may be.
 */
final class MappingChanges {
    /** What of Helm's objects lies in a mapping within the one that templates are called with. */
    private static final Set<String> HELMS_OWN = Set.of("Release", "Capabilities", "Subcharts");

    private final TemplateWalk walk;
    private final Templates templates;
    private final Choices choices;

    /** @param choices takes what decides which keys there are */
    MappingChanges(TemplateWalk walk, Templates templates, Choices choices) {
        this.walk = walk;
        this.templates = templates;
        this.choices = choices;
    }

    /** What {@code set} gives. */
    Trace set(List<Expression> written, List<Trace> arguments) {
        if (arguments.size() < 3) {
            return Trace.NONE;
        }
        String key = written.get(1).text();
        Trace value = arguments.get(2);
        choices.addWithin(arguments.get(1).inputs());
        changes(value);
        Trace held = key == null ? Trace.holding(value) : Trace.holding(key, value);
        if (key != null) {
            walk.put(key, value);
        } else {
            unknown(written.get(0), value);
        }
        change(written.get(0), held);
        return arguments.get(0).or(held);
    }

    /** Notes what {@code merge} and the like do to their first argument. */
    void merge(List<Expression> written, List<Trace> arguments) {
        for (Trace added : arguments.subList(1, arguments.size())) {
            if (written.get(0) instanceof Call call && isFresh(call, added)) {
                continue;
            }
            changes(added);
            for (Map.Entry<String, Trace> entry : added.keys().entrySet()) {
                walk.put(entry.getKey(), entry.getValue());
            }
            if (!added.hasObjects()) {
                unknown(written.get(0), Trace.of(added.inputs()));
            }
            change(written.get(0), added);
        }
    }

    /** Notes that a key is there or is not. */
    void unset(List<Expression> written, List<Trace> arguments) {
        if (arguments.size() > 1) {
            choices.addWithin(arguments.get(1).inputs());
            String key = written.get(1).text();
            if (key == null) {
                walk.strays(walk.control());
            } else {
                walk.put(key, Trace.NONE);
            }
        }
    }

    /** Something is put under a key that is not known into a mapping that others may have. */
    private void unknown(Expression changed, Trace value) {
        if (!(changed instanceof Variable)) {
            choices.addWithin(value.inputs());
        }
        walk.strays(value.whole());
        walk.strays(walk.control());
    }

    private void change(Expression changed, Trace added) {
        if (changed instanceof Variable variable && !variable.name().equals("$")) {
            walk.change(variable.name(), added);
        }
    }

    /** Something comes into a mapping, and who else has that is not followed. */
    private void changes(Trace added) {
        if (added.hasObjects()) {
            walk.lost();
        }
        if (added.isComposed()) {
            templates.composedValue();
        }
    }

    /** Whether nothing but the result of a call is changed by a mapping that is merged into it. */
    private static boolean isFresh(Call changed, Trace added) {
        List<Expression> written = changed.arguments();
        if (!changed.function().equals("dict") || written.isEmpty()) {
            return changed.function().equals("dict")
                    || TemplateFunction.of(changed.function()).has(Trait.FRESH);
        }
        for (int i = 0; i < written.size(); i += 2) {
            String key = written.get(i).text();
            Trace within = key == null ? added : added.under(key);
            if (within.hasObjects() || within.isComposed() || HELMS_OWN.contains(String.valueOf(key))) {
                return false;
            }
        }
        return !added.mayHoldAny();
    }
}
