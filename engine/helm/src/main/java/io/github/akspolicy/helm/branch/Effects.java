package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import io.github.akspolicy.source.DeploymentInput;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression does beside giving a value: what it asks for, what decides between values in it, and what it puts into
 * mappings. Who else has a mapping is not followed: what is put under a key is taken for what any field of that name may be.
 */
final class Effects {
    private static final Set<DeploymentInput> CUTTING = EnumSet.of(
            DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION, DeploymentInput.TIME, DeploymentInput.RANDOM);

    private final TemplateWalk walk;
    private final Templates templates;
    private final Set<DeploymentInput> choices = EnumSet.noneOf(DeploymentInput.class);
    private final Set<DeploymentInput> hidden = EnumSet.noneOf(DeploymentInput.class);

    /** @param walk where the expression stands */
    Effects(TemplateWalk walk, Templates templates) {
        this.walk = walk;
        this.templates = templates;
    }

    /** What decided between values in the expression. */
    Set<DeploymentInput> choices() {
        return choices;
    }

    /** Those of the choices that a reader does not see: by a key, a name, a path or a part of a text. */
    Set<DeploymentInput> hiddenChoices() {
        return hidden;
    }

    void decides(Set<DeploymentInput> inputs) {
        choices.addAll(inputs);
        hidden.addAll(inputs);
    }

    /** Adds what decides beyond what decided that the expression is reached. */
    private void decidesWithin(Set<DeploymentInput> inputs) {
        Set<DeploymentInput> more = EnumSet.noneOf(DeploymentInput.class);
        more.addAll(inputs);
        more.removeAll(walk.control());
        decides(more);
    }

    /** A field is asked for. */
    void field(Operand<Trace> mapping, String name) {
        Set<DeploymentInput> asked = EnumSet.noneOf(DeploymentInput.class);
        asked.addAll(HelmObjects.asked(mapping.value(), name).inputs());
        // which of them are asked for is known where the list is
        asked.remove(DeploymentInput.API_VERSIONS);
        templates.reached(asked);
        boolean isOfHelm =
                mapping.value().objects().contains(Builtin.ROOT) || !HelmObjects.isOfValues(mapping.written());
        if (name.equals("Files") && isOfHelm) {
            templates.reads(List.of());
        }
    }

    /** What is under a key is asked for. */
    void item(Operand<Trace> of, Operand<Trace> key) {
        decides(key.value().inputs());
        String name = key.text();
        if (name == null) {
            anyItem(of.value());
        } else {
            field(of, name);
        }
    }

    /** Something is taken of a mapping that is not known: it may be the files. */
    void anyItem(Trace mapping) {
        if (mapping.objects().contains(Builtin.ROOT)) {
            templates.reads(List.of());
        }
    }

    /** A file is read: which one decides what is written. */
    void file(List<String> pieces, List<Trace> path) {
        templates.reads(pieces);
        path.forEach(part -> decides(part.inputs()));
    }

    /** Something is written or compared. */
    void whole(Trace value) {
        if (value.hasObjects()) {
            templates.reached(value.mayHoldAny() ? EnumSet.allOf(DeploymentInput.class) : templates.whole(value));
        }
    }

    /** A function is called. */
    void called(TemplateFunction function, List<Operand<Trace>> operands) {
        List<Trace> arguments = Operand.values(operands);
        templates.reached(ExpressionTrace.asked(function, operands));
        switch (function.name()) {
            case "dict" -> {
                for (int i = 0; i + 1 < arguments.size(); i += 2) {
                    decides(arguments.get(i).inputs());
                }
            }
            case "set" -> set(operands);
            case "unset" -> unset(operands);
            case "values" -> arguments.forEach(this::anyItem);
            default -> {}
        }
        if (function.result() == Result.MERGED && !operands.isEmpty()) {
            merge(operands);
        }
        decided(function, arguments);
        if (!templates.isQuiet() && Substitutions.mayDecide(function, operands)) {
            arguments.forEach(argument -> walk.hides(argument.inputs()));
        }
        if (ExpressionTrace.isCut(function, operands)) {
            cut(arguments, CUTTING);
        }
        if (function.form() != Form.VALUE && function.result() != Result.ABOUT && !function.has(Trait.RUNS)) {
            arguments.forEach(this::whole);
        }
    }

    /** Notes what decides which text comes out, rather than what is in it. */
    private void decided(TemplateFunction function, List<Trace> arguments) {
        // a reader sees that one of several values is chosen
        boolean isOpen = function.result() == Result.ONE;
        function.decides().of(arguments).forEach(argument -> {
            choices.addAll(argument.inputs());
            if (!isOpen) {
                hidden.addAll(argument.inputs());
            }
        });
        if (function.form() == Form.ANY && !function.has(Trait.RUNS)) {
            // the text is not the last of these: most make a password of letters that are allowed
            boolean isPattern = function.has(Trait.PUTS_THIRD);
            cut(arguments, isPattern ? DeploymentReach.RELEASE : CUTTING);
        }
    }

    /** Notes what any deployment may decide in what cuts a text or looks for something in it. */
    private void cut(List<Trace> arguments, Set<DeploymentInput> of) {
        int last = arguments.size() - 1;
        for (Trace argument : arguments.subList(0, Math.max(0, last))) {
            Set<DeploymentInput> inputs = EnumSet.noneOf(DeploymentInput.class);
            inputs.addAll(argument.inputs());
            inputs.retainAll(of);
            decides(inputs);
        }
        // also in the text itself: names are cut at the end, and hardly ever more
        arguments.forEach(argument -> walk.writes(argument.inputs()));
    }

    private void set(List<Operand<Trace>> operands) {
        if (operands.size() < 3) {
            return;
        }
        Expression changed = operands.get(0).written();
        Operand<Trace> key = operands.get(1);
        Trace value = operands.get(2).value();
        String name = key.text();
        decidesWithin(key.value().inputs());
        if (!shared(changed).itself()) {
            change(changed, Trace.NONE.holding(key, value));
            return;
        }
        added(value);
        if (name == null) {
            putAnywhere(changed, value);
        } else {
            walk.put(name, value);
        }
        change(changed, Trace.NONE.holding(key, value));
    }

    private void merge(List<Operand<Trace>> operands) {
        Expression changed = operands.get(0).written();
        Sharing shared = shared(changed);
        for (Operand<Trace> layer : operands.subList(1, operands.size())) {
            change(changed, layer.value());
            for (Trace added : shared.itself() ? List.of(layer.value()) : addedWithin(shared, layer)) {
                merge(changed, added);
            }
            shared = shared.merged(layer.written());
        }
    }

    private void merge(Expression changed, Trace layer) {
        added(layer);
        for (Map.Entry<String, Trace> entry : layer.keys().entrySet()) {
            walk.put(entry.getKey(), entry.getValue());
        }
        if (!layer.hasObjects()) {
            putAnywhere(changed, Trace.of(layer.inputs()));
        }
    }

    private Sharing shared(Expression mapping) {
        boolean isOwn = mapping instanceof Variable variable && walk.isOwn(variable.name());
        return isOwn ? Sharing.WITHIN : Sharing.of(mapping);
    }

    /** What of a mapping comes into mappings that others have within the one that it is merged into. */
    private List<Trace> addedWithin(Sharing shared, Operand<Trace> layer) {
        Trace value = layer.value();
        if (layer.written() instanceof Call call && call.function().equals("dict")) {
            return addedWithin(shared, call.arguments(), value);
        }
        if (shared.anywhere()) {
            return List.of(value.hasObjects() ? value : value.any());
        }
        return shared.keys().stream()
                .filter(key -> !value.equals(Trace.ROOT) || HelmObjects.isNamed(key) || !isNew(key))
                .map(key -> value.under(key)
                        .with(value.inputs())
                        .or(templates.put(key))
                        .or(HelmObjects.field(value, key, false)))
                .toList();
    }

    private static List<Trace> addedWithin(Sharing shared, List<Expression> entries, Trace made) {
        var added = new ArrayList<Trace>();
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            String key = entries.get(i).text();
            if (!Sharing.isText(entries.get(i + 1)) && (key == null || shared.isUnder(key))) {
                added.add(key == null ? made.any() : made.under(key));
            }
        }
        return added;
    }

    /** Whether no template puts anything under a key. */
    private boolean isNew(String key) {
        return templates.put(key).equals(Trace.NONE);
    }

    /** A key is there or is not. */
    private void unset(List<Operand<Trace>> operands) {
        if (operands.size() > 1) {
            Operand<Trace> key = operands.get(1);
            String name = key.text();
            decidesWithin(key.value().inputs());
            Expression changed = operands.get(0).written();
            if (!shared(changed).itself()) {
                change(changed, Trace.NONE);
                return;
            }
            if (name == null) {
                walk.strays(walk.control());
            } else {
                walk.put(name, Trace.NONE);
            }
        }
    }

    /** Something is put under a key that is not known into a mapping that others may have. */
    private void putAnywhere(Expression changed, Trace value) {
        if (!(changed instanceof Variable)) {
            decidesWithin(value.inputs());
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
    private void added(Trace added) {
        if (added.hasObjects()) {
            walk.lost();
        }
        if (added.isComposed()) {
            templates.composedValue();
        }
    }
}
