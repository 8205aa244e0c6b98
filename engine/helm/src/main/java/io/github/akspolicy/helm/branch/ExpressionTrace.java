package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Dot;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
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

/** Follows what an expression depends on, and what of that chooses between values. */
final class ExpressionTrace {
    /** In a constant, what makes the begin of an action beside other text. */
    private static final Pattern BRACE = Pattern.compile("\\{(\\{|%|\\s*\\z)");

    /** The versions of a cluster are put into values by many charts, and answered as the configuration says. */
    private static final Set<DeploymentInput> EVER_OTHER = EnumSet.of(
            DeploymentInput.RELEASE_STATE,
            DeploymentInput.REVISION,
            DeploymentInput.TIME,
            DeploymentInput.RANDOM,
            DeploymentInput.HELM_VERSION,
            DeploymentInput.ENVIRONMENT);

    private final TemplateWalk walk;
    private final Templates templates;
    private final Choices choices;
    private final MappingChanges changes;

    /** @param walk where the expressions stand */
    ExpressionTrace(TemplateWalk walk, Templates templates) {
        this.walk = walk;
        this.templates = templates;
        this.choices = new Choices(walk);
        this.changes = new MappingChanges(walk, templates, choices);
    }

    /** What decided between values in the expressions that were followed. */
    Set<DeploymentInput> choices() {
        return choices.inputs();
    }

    /** Those of {@link #choices} that a reader does not see. */
    Set<DeploymentInput> hiddenChoices() {
        return choices.hidden();
    }

    Trace of(Expression expression) {
        if (expression instanceof Field field) {
            return field(of(field.base()), field.name(), isOfValues(field.base()));
        }
        if (expression instanceof Variable variable) {
            return walk.variable(variable.name());
        }
        if (expression instanceof Call call) {
            return call(call.function(), call.arguments());
        }
        if (expression instanceof Dot) {
            return walk.dot();
        }
        String text = expression.text();
        return text != null && BRACE.matcher(text).find() ? Trace.of(Builtin.COMPOSED) : Trace.NONE;
    }

    /** Everything that a value leads to when it is written or compared. */
    Set<DeploymentInput> whole(Trace value) {
        Set<DeploymentInput> whole = value.whole();
        whole.addAll(changed(value));
        if (value.hasObjects()) {
            templates.reached(value.mayHoldAny() ? EnumSet.allOf(DeploymentInput.class) : whole);
        }
        return whole;
    }

    private static boolean isOfValues(Expression base) {
        for (Expression at = base; at instanceof Field field; at = field.base()) {
            if (field.name().equals("Values")) {
                return true;
            }
        }
        return false;
    }

    private Trace field(Trace base, String name, boolean isOfValues) {
        Trace found = base.under(name).with(base.inputs()).or(templates.put(name));
        if (base.objects().contains(Builtin.RELEASE)) {
            Trace ofRelease = ofRelease(name);
            templates.reached(ofRelease.inputs());
            found = found.or(ofRelease);
        }
        if (base.objects().contains(Builtin.CAPABILITIES)) {
            Trace ofCapabilities = ofCapabilities(name);
            if (!name.equals("APIVersions")) {
                templates.reached(ofCapabilities.inputs());
            }
            found = found.or(ofCapabilities);
        }
        if (base.objects().contains(Builtin.ROOT) && name.equals("Subcharts")) {
            found = found.or(Trace.ROOT).or(Trace.of(Builtin.HOLDER));
        }
        if (base.objects().contains(Builtin.HOLDER)) {
            Trace ofRelease = ofRelease(name);
            templates.reached(ofRelease.inputs());
            found = found.or(Trace.of(Builtin.HOLDER)).or(ofRelease);
        }
        if (base.objects().contains(Builtin.COMPOSED)) {
            found = found.or(Trace.of(Builtin.COMPOSED));
        }
        // a context that was handed on in a way that is not followed still has its names
        if (base.objects().contains(Builtin.ROOT) || !isOfValues) {
            found = switch (name) {
                case "Release" -> found.or(Trace.of(Builtin.RELEASE));
                case "Capabilities" -> found.or(Trace.of(Builtin.CAPABILITIES));
                default -> found.or(TypeQuestions.field(base, name));
            };
            if (name.equals("Files")) {
                templates.reads(List.of());
            }
        }
        return found;
    }

    private static Trace ofRelease(String name) {
        return switch (name) {
            case "IsUpgrade", "IsInstall" -> Trace.of(DeploymentInput.RELEASE_STATE);
            case "Revision" -> Trace.of(DeploymentInput.REVISION);
            default -> Trace.NONE;
        };
    }

    private static Trace ofCapabilities(String name) {
        return switch (name) {
            case "KubeVersion" -> Trace.of(DeploymentInput.KUBE_VERSION).or(Trace.of(Builtin.TYPED));
            case "APIVersions" -> Trace.of(DeploymentInput.API_VERSIONS).or(Trace.of(Builtin.TYPED));
            case "HelmVersion" -> Trace.of(DeploymentInput.HELM_VERSION);
            // as .Copy
            default -> Trace.of(Builtin.CAPABILITIES);
        };
    }

    private Trace call(String function, List<Expression> written) {
        if (function.equals("tpl") && !written.isEmpty()) {
            Trace context = written.size() > 1 ? of(written.get(1)) : Trace.ROOT;
            Trace text = of(written.get(0));
            Trace made = walk.template(written.get(0), isComposed(written.get(0)), context);
            if (made.inputs().contains(DeploymentInput.COMPOSED)) {
                choices.add(Set.of(DeploymentInput.COMPOSED));
            }
            return (text.holdsLoose() ? made.or(Trace.of(Builtin.LOOSE)) : made).with(text.inputs());
        }
        Field method = FileAccess.method(function, written);
        List<Trace> arguments = written.stream()
                .map(argument -> argument == method ? ofFiles(written) : of(argument))
                .toList();
        if (method != null) {
            // which file is read decides what is written
            arguments.forEach(argument -> choices.add(argument.inputs()));
        }
        TemplateFunction known = TemplateFunction.of(function);
        Set<DeploymentInput> asked = asked(known, written, arguments);
        templates.reached(asked);
        return switch (function) {
            case "include", "template" -> rendered(written, arguments);
            case "index", "get" -> index(written, arguments, 0, 1, written.size());
            case "pluck" -> pluck(written, arguments);
            case "dig" -> dig(written, arguments);
            case "values" -> all(arguments, mapping -> any(mapping).any());
            case "list", "tuple" -> Trace.list(arguments);
            case "dict" -> dict(written, arguments);
            case "set" -> changes.set(written, arguments);
            case "lookup" -> about(arguments).with(asked);
            default -> function(known, written, arguments, asked);
        };
    }

    private Trace rendered(List<Expression> written, List<Trace> arguments) {
        if (arguments.isEmpty()) {
            return Trace.NONE;
        }
        Trace argument = arguments.size() > 1 ? arguments.get(1) : Trace.NONE;
        choices.add(arguments.get(0).inputs());
        return walk.rendered(written.get(0), argument).with(arguments.get(0).inputs());
    }

    private Trace index(List<Expression> written, List<Trace> arguments, int object, int from, int to) {
        if (object >= arguments.size()) {
            return Trace.NONE;
        }
        Trace at = arguments.get(object);
        boolean isOfValues = isOfValues(new Field(written.get(object), ""));
        for (int i = from; i < Math.min(to, arguments.size()); i++) {
            String key = written.get(i).text();
            choices.add(arguments.get(i).inputs());
            at = (key == null ? item(any(at), written.get(i)) : field(at, key, isOfValues))
                    .with(arguments.get(i).inputs());
        }
        return at;
    }

    private static Trace item(Trace list, Expression index) {
        return index instanceof Constant constant && constant.value() instanceof Long number
                ? list.at(number)
                : list.anyItem();
    }

    private Trace pluck(List<Expression> written, List<Trace> arguments) {
        Trace found = Trace.NONE;
        for (int i = 1; i < arguments.size(); i++) {
            found = found.or(index(written, arguments, i, 0, 1));
        }
        return found;
    }

    private Trace dig(List<Expression> written, List<Trace> arguments) {
        int last = arguments.size() - 1;
        if (last < 1) {
            return Trace.NONE;
        }
        return index(written, arguments, last, 0, last - 1).or(arguments.get(last - 1));
    }

    /** A mapping of which something is taken that is not known: it may be what a template put there, or the files. */
    Trace any(Trace mapping) {
        if (mapping.objects().contains(Builtin.ROOT)) {
            templates.reads(List.of());
        }
        return mapping.with(changed(mapping));
    }

    /** What templates put into the values of a chart, of what may be another value at any time. */
    private Set<DeploymentInput> changed(Trace mapping) {
        Set<DeploymentInput> changed = EnumSet.noneOf(DeploymentInput.class);
        if (mapping.objects().contains(Builtin.TYPED)) {
            changed.addAll(templates.allPut());
            changed.retainAll(EVER_OTHER);
        }
        return changed;
    }

    private Trace ofFiles(List<Expression> written) {
        templates.reads(FileAccess.path(written));
        return Trace.NONE;
    }

    private Trace dict(List<Expression> written, List<Trace> arguments) {
        Trace made = Trace.NONE;
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String key = written.get(i).text();
            Trace value = arguments.get(i + 1);
            choices.add(arguments.get(i).inputs());
            made = made.or(key == null ? Trace.holding(value) : Trace.holding(key, value));
        }
        return made;
    }

    private Trace function(
            TemplateFunction function, List<Expression> written, List<Trace> arguments, Set<DeploymentInput> asked) {
        if (function.result() == Result.MERGED && !written.isEmpty()) {
            changes.merge(written, arguments);
        }
        if (function.name().equals("unset")) {
            changes.unset(written, arguments);
        }
        if (function.result() == Result.ABOUT) {
            return about(arguments)
                    .with(function.name().equals("hasKey") ? isThere(written) : Set.of())
                    .with(asked);
        }
        choices.of(function, arguments);
        if (!templates.isQuiet() && Substitutions.mayDecide(function, written)) {
            arguments.forEach(argument -> walk.hides(argument.inputs()));
        }
        boolean isCut = function.name().equals("printf") && !ComposedText.writesWhole(written);
        if (isCut) {
            choices.cut(arguments);
        }
        if (function.form() == Form.VALUE) {
            return all(arguments, function.result() == Result.ITEMS ? Trace::items : UnaryOperator.identity());
        }
        Trace result = all(arguments, argument -> Trace.of(whole(argument))).with(asked);
        if (isLoose(function, arguments)) {
            result = result.or(Trace.of(Builtin.LOOSE));
        }
        boolean isWritten =
                function.form() == Form.WRITTEN && !isCut && arguments.stream().noneMatch(Trace::isComposed);
        return isWritten || function.form() == Form.PLAIN ? result : result.or(Trace.of(Builtin.COMPOSED));
    }

    /** What writes a mapping as a whole keeps a text that it holds within a value. */
    private static boolean isLoose(TemplateFunction function, List<Trace> arguments) {
        boolean isMade = function.asks() == DeploymentInput.TIME || function.asks() == DeploymentInput.RANDOM;
        return isMade || arguments.stream().anyMatch(function.has(Trait.WHOLE) ? Trace::isLoose : Trace::holdsLoose);
    }

    private static Trace about(List<Trace> arguments) {
        return all(arguments, argument -> Trace.of(argument.inputs()));
    }

    /** What of the deployment a function asks for by itself. */
    private static Set<DeploymentInput> asked(
            TemplateFunction function, List<Expression> written, List<Trace> arguments) {
        if (TypeQuestions.dependsOnHelm(function.name(), written, arguments)) {
            return Set.of(DeploymentInput.HELM_VERSION);
        }
        return function.asks() == null ? Set.of() : Set.of(function.asks());
    }

    /** What decides that a key of values is there beyond what decided that it is asked for. */
    private Set<DeploymentInput> isThere(List<Expression> written) {
        String key = written.size() > 1 ? written.get(1).text() : null;
        if (key == null || !isOfValues(new Field(written.get(0), key))) {
            return Set.of();
        }
        Set<DeploymentInput> decides = EnumSet.noneOf(DeploymentInput.class);
        decides.addAll(templates.put(key).inputs());
        decides.removeAll(walk.control());
        return decides;
    }

    /** Whether some part of a text is made of other texts by anything but putting them together; constants are read. */
    private boolean isComposed(Expression text) {
        if (text instanceof Constant) {
            return false;
        }
        if (!(text instanceof Call call)
                || !TemplateFunction.of(call.function()).has(Trait.JOINS)
                || FileAccess.method(call.function(), call.arguments()) != null) {
            return of(text).isComposed();
        }
        List<Expression> parts = call.arguments();
        boolean isFormat = call.function().equals("printf");
        return (isFormat && !ComposedText.writesWhole(parts))
                || parts.stream()
                        .skip(isFormat ? 1 : 0)
                        .anyMatch(part -> isComposed(part) || ComposedText.hasVerb(part));
    }

    private static Trace all(List<Trace> arguments, UnaryOperator<Trace> each) {
        Trace all = Trace.NONE;
        for (Trace argument : arguments) {
            all = all.or(each.apply(argument));
        }
        return all;
    }
}
