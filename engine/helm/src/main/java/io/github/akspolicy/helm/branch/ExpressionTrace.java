package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.interpret.Interpreter;
import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import io.github.akspolicy.source.DeploymentInput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Follows what an expression depends on. What it does besides, its {@link Effects} note. */
final class ExpressionTrace extends Interpreter<Trace, TemplateWalk> {
    /** In a constant, what makes the begin of an action beside other text. */
    private static final Pattern BRACE = Pattern.compile("\\{(\\{|%|\\s*\\z)");

    private final Templates templates;

    ExpressionTrace(Templates templates) {
        this.templates = templates;
    }

    @Override
    protected Trace constant(Constant constant) {
        String text = constant.text();
        return text != null && BRACE.matcher(text).find() ? Trace.of(Builtin.COMPOSED) : Trace.NONE;
    }

    @Override
    protected Trace unknown() {
        return Trace.NONE;
    }

    @Override
    protected Trace dot(TemplateWalk walk) {
        return walk.dot();
    }

    @Override
    protected Trace variable(String name, TemplateWalk walk) {
        return walk.variable(name);
    }

    @Override
    protected Trace field(Operand<Trace> mapping, String name, TemplateWalk walk) {
        walk.effects().field(mapping, name);
        return field(mapping, name);
    }

    private Trace field(Operand<Trace> mapping, String name) {
        Trace of = mapping.value();
        return of.under(name)
                .with(of.inputs())
                .or(templates.put(name))
                .or(HelmObjects.field(of, name, HelmObjects.isOfValues(mapping.written())));
    }

    @Override
    protected Trace item(Operand<Trace> of, Operand<Trace> key, TemplateWalk walk) {
        walk.effects().item(of, key);
        String name = key.text();
        Trace found = name == null ? item(templates.any(of.value()), key.written()) : field(of, name);
        return found.with(key.value().inputs());
    }

    private static Trace item(Trace list, Expression index) {
        return index instanceof Constant constant && constant.value() instanceof Long number
                ? list.at(number)
                : list.anyItem();
    }

    @Override
    protected Trace item(Trace over, TemplateWalk walk) {
        walk.effects().anyItem(over);
        Trace ranged = templates.any(over);
        return ranged.or(ranged.any());
    }

    @Override
    protected Trace put(Trace mapping, Operand<Trace> key, Trace value) {
        return mapping.holding(key, value);
    }

    @Override
    protected Trace list(List<Trace> items) {
        return Trace.list(items);
    }

    @Override
    protected Trace either(List<Trace> values) {
        return all(values, UnaryOperator.identity());
    }

    @Override
    protected Trace included(Operand<Trace> name, Trace argument, TemplateWalk walk) {
        return walk.rendered(name.written(), argument).with(name.value().inputs());
    }

    @Override
    protected Trace template(Operand<Trace> text, Trace argument, TemplateWalk walk) {
        Trace made = walk.template(text.written(), isComposed(text.written(), walk), argument);
        if (made.inputs().contains(DeploymentInput.COMPOSED)) {
            walk.effects().decides(Set.of(DeploymentInput.COMPOSED));
        }
        Trace written = text.value().holdsLoose() ? made.or(Trace.of(Builtin.LOOSE)) : made;
        return written.with(text.value().inputs());
    }

    @Override
    protected void called(TemplateFunction function, List<Operand<Trace>> arguments, TemplateWalk walk) {
        walk.effects().called(function, arguments);
    }

    @Override
    protected Trace call(Call call, TemplateWalk walk) {
        if (!FileAccess.isRead(call)) {
            return super.call(call, walk);
        }
        List<Trace> path = call.arguments().stream()
                .skip(1)
                .map(part -> evaluate(part, walk))
                .toList();
        walk.effects().file(FileAccess.path(call.arguments()), path);
        return either(path);
    }

    @Override
    protected Trace result(TemplateFunction function, List<Operand<Trace>> operands, TemplateWalk walk) {
        List<Trace> arguments = Operand.values(operands);
        Set<DeploymentInput> asked = asked(function, operands);
        if (function.result() == Result.ABOUT) {
            return all(arguments, argument -> Trace.of(argument.inputs()))
                    .with(function.name().equals("hasKey") ? isThere(operands, walk) : Set.of())
                    .with(asked);
        }
        if (function.name().equals("values")) {
            return all(arguments, mapping -> templates.any(mapping).any());
        }
        if (function.form() == Form.VALUE) {
            return all(arguments, function.result() == Result.ITEMS ? Trace::items : UnaryOperator.identity())
                    .with(asked);
        }
        Trace result =
                all(arguments, argument -> Trace.of(templates.whole(argument))).with(asked);
        if (isLoose(function, arguments)) {
            result = result.or(Trace.of(Builtin.LOOSE));
        }
        boolean isWritten = function.form() == Form.WRITTEN
                && !isCut(function, operands)
                && arguments.stream().noneMatch(Trace::isComposed);
        return isWritten || function.form() == Form.PLAIN ? result : result.or(Trace.of(Builtin.COMPOSED));
    }

    /** What writes a mapping as a whole keeps a text that it holds within a value. */
    private static boolean isLoose(TemplateFunction function, List<Trace> arguments) {
        boolean isMade = function.asks() == DeploymentInput.TIME || function.asks() == DeploymentInput.RANDOM;
        return isMade || arguments.stream().anyMatch(function.has(Trait.WHOLE) ? Trace::isLoose : Trace::holdsLoose);
    }

    /** What of the deployment a function asks for by itself. */
    static Set<DeploymentInput> asked(TemplateFunction function, List<Operand<Trace>> operands) {
        if (TypeQuestions.dependsOnHelm(function.name(), operands)) {
            return Set.of(DeploymentInput.HELM_VERSION);
        }
        return function.asks() == null ? Set.of() : Set.of(function.asks());
    }

    /** Whether a format takes other than whole values. */
    static boolean isCut(TemplateFunction function, List<Operand<Trace>> operands) {
        return function.name().equals("printf")
                && !ComposedText.writesWhole(
                        operands.isEmpty() ? null : operands.get(0).text());
    }

    /** What decides that a key of values is there beyond what decided that it is asked for. */
    private Set<DeploymentInput> isThere(List<Operand<Trace>> operands, TemplateWalk walk) {
        String key = operands.size() > 1 ? operands.get(1).text() : null;
        if (key == null || !HelmObjects.isOfValues(new Field(operands.get(0).written(), key))) {
            return Set.of();
        }
        Set<DeploymentInput> decides = EnumSet.noneOf(DeploymentInput.class);
        decides.addAll(templates.put(key).inputs());
        decides.removeAll(walk.control());
        return decides;
    }

    /** Whether some part of a text is made of other texts by anything but putting them together; constants are read. */
    private boolean isComposed(Expression text, TemplateWalk walk) {
        if (text instanceof Constant) {
            return false;
        }
        if (!(text instanceof Call call)
                || !TemplateFunction.of(call.function()).has(Trait.JOINS)
                || FileAccess.isRead(call)) {
            return evaluate(text, walk).isComposed();
        }
        List<Expression> parts = call.arguments();
        boolean isFormat = call.function().equals("printf");
        return (isFormat
                        && (parts.isEmpty()
                                || !ComposedText.writesWhole(parts.get(0).text())))
                || parts.stream()
                        .skip(isFormat ? 1 : 0)
                        .anyMatch(part -> isComposed(part, walk) || ComposedText.hasVerb(part));
    }

    private static Trace all(List<Trace> arguments, UnaryOperator<Trace> each) {
        Trace all = Trace.NONE;
        for (Trace argument : arguments) {
            all = all.or(each.apply(argument));
        }
        return all;
    }
}
