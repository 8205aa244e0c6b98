package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Dot;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.source.DeploymentInput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Follows what an expression depends on, and what of that chooses between values. */
final class ExpressionTrace {
    /** What surrounds an expression. */
    interface Scope {
        Trace dot();

        /** @param name with its dollar sign */
        Trace variable(String name);

        /**
         * What a named template writes.
         */
        Trace rendered(Expression name, Trace argument);

        /** What the text of {@code tpl} writes. */
        Trace template(Expression text, Trace context);

        /** What was put under a key somewhere by {@code set}. */
        Set<DeploymentInput> put(String key);

        void put(String key, Trace value);
    }

    private static final Set<String> TIME =
            Set.of("now", "ago", "date", "dateInZone", "date_in_zone", "htmlDate", "htmlDateInZone", "durationRound");
    private static final Set<String> RANDOM = Set.of(
            "randAlphaNum",
            "randAlpha",
            "randAscii",
            "randNumeric",
            "randBytes",
            "randInt",
            "uuidv4",
            "shuffle",
            "genCA",
            "genCAWithKey",
            "genSelfSignedCert",
            "genSelfSignedCertWithKey",
            "genSignedCert",
            "genSignedCertWithKey",
            "genPrivateKey",
            "bcrypt",
            "htpasswd",
            "encryptAES");
    private static final Set<String> ENVIRONMENT = Set.of("env", "expandenv", "getHostByName");
    /** Functions that ask a value what it is, not what is in it. */
    private static final Set<String> ABOUT =
            Set.of("hasKey", "kindOf", "kindIs", "typeOf", "typeIs", "typeIsLike", "empty", "not", "len", "fail");
    /** Functions whose result is one of their arguments, or holds them. */
    private static final Set<String> KEEPING = Set.of(
            "",
            "list",
            "tuple",
            "first",
            "last",
            "rest",
            "initial",
            "append",
            "prepend",
            "concat",
            "deepCopy",
            "mustDeepCopy",
            "omit",
            "pick",
            "merge",
            "mergeOverwrite",
            "mustMerge",
            "mustMergeOverwrite",
            "required",
            "unset",
            "and",
            "or",
            "default",
            "coalesce",
            "ternary",
            "uniq",
            "compact",
            "reverse");

    private final Scope scope;
    private final Set<DeploymentInput> choices = EnumSet.noneOf(DeploymentInput.class);

    ExpressionTrace(Scope scope) {
        this.scope = scope;
    }

    /** What decided between values in the expressions that were followed. */
    Set<DeploymentInput> choices() {
        return choices;
    }

    Trace of(Expression expression) {
        if (expression instanceof Field field) {
            return field(of(field.base()), field.name(), isOfValues(field.base()));
        }
        if (expression instanceof Variable variable) {
            return scope.variable(variable.name());
        }
        if (expression instanceof Call call) {
            return call(call.function(), call.arguments());
        }
        return expression instanceof Dot ? scope.dot() : Trace.NONE;
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
        Trace found =
                base.keys().getOrDefault(name, Trace.NONE).with(base.inputs()).with(scope.put(name));
        if (base.objects().contains(Builtin.RELEASE)) {
            found = found.or(ofRelease(name));
        }
        if (base.objects().contains(Builtin.CAPABILITIES)) {
            found = found.or(ofCapabilities(name));
        }
        if (base.objects().contains(Builtin.ROOT) && name.equals("Subcharts")) {
            found = found.or(Trace.ROOT);
        }
        // a context that was handed on in a way that is not followed still has its names
        if (base.objects().contains(Builtin.ROOT) || !isOfValues) {
            found = switch (name) {
                case "Release" -> found.or(Trace.of(Builtin.RELEASE));
                case "Capabilities" -> found.or(Trace.of(Builtin.CAPABILITIES));
                default -> found;
            };
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
            case "KubeVersion" -> Trace.of(DeploymentInput.KUBE_VERSION);
            case "APIVersions" -> Trace.of(DeploymentInput.API_VERSIONS);
            case "HelmVersion" -> Trace.of(DeploymentInput.HELM_VERSION);
            default -> Trace.NONE;
        };
    }

    private Trace call(String function, List<Expression> written) {
        if (function.equals("tpl") && !written.isEmpty()) {
            Trace context = written.size() > 1 ? of(written.get(1)) : Trace.ROOT;
            Trace made = scope.template(written.get(0), context);
            if (made.inputs().contains(DeploymentInput.COMPOSED)) {
                choices.add(DeploymentInput.COMPOSED);
            }
            return made.with(of(written.get(0)).inputs());
        }
        List<Trace> arguments = written.stream().map(this::of).toList();
        return switch (function) {
            case "include", "template" -> rendered(written, arguments);
            case "index" -> index(written, arguments, 0, 1, written.size());
            case "get" -> index(written, arguments, 0, 1, written.size());
            case "pluck" -> pluck(written, arguments);
            case "dig" -> dig(written, arguments);
            case "values" -> all(arguments, Trace::any);
            case "dict" -> dict(written, arguments);
            case "set" -> set(written, arguments);
            case "lookup" ->
                all(arguments, argument -> Trace.of(argument.inputs())).with(Set.of(DeploymentInput.LOOKUP));
            default -> function(function, arguments);
        };
    }

    private Trace rendered(List<Expression> written, List<Trace> arguments) {
        if (arguments.isEmpty()) {
            return Trace.NONE;
        }
        Trace argument = arguments.size() > 1 ? arguments.get(1) : Trace.NONE;
        return scope.rendered(written.get(0), argument).with(arguments.get(0).inputs());
    }

    private Trace index(List<Expression> written, List<Trace> arguments, int object, int from, int to) {
        if (object >= arguments.size()) {
            return Trace.NONE;
        }
        Trace at = arguments.get(object);
        boolean isOfValues = isOfValues(new Field(written.get(object), ""));
        for (int i = from; i < Math.min(to, arguments.size()); i++) {
            String key = text(written.get(i));
            choices.addAll(arguments.get(i).inputs());
            at = (key == null ? at.any() : field(at, key, isOfValues))
                    .with(arguments.get(i).inputs());
        }
        return at;
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

    private static Trace dict(List<Expression> written, List<Trace> arguments) {
        Trace made = Trace.NONE;
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String key = text(written.get(i));
            made = made.or(key == null ? arguments.get(i + 1) : Trace.holding(key, arguments.get(i + 1)));
        }
        return made;
    }

    private Trace set(List<Expression> written, List<Trace> arguments) {
        if (arguments.size() < 3) {
            return Trace.NONE;
        }
        String key = text(written.get(1));
        Trace value = arguments.get(2);
        if (key == null) {
            return arguments.get(0).or(value);
        }
        scope.put(key, value);
        return arguments.get(0).or(Trace.holding(key, value));
    }

    private Trace function(String function, List<Trace> arguments) {
        if (ABOUT.contains(function)) {
            return all(arguments, argument -> Trace.of(argument.inputs()));
        }
        choose(function, arguments);
        if (KEEPING.contains(function)) {
            return all(arguments, argument -> argument);
        }
        Trace result = all(arguments, argument -> Trace.of(argument.whole()));
        if (TIME.contains(function)) {
            return result.with(Set.of(DeploymentInput.TIME));
        }
        if (RANDOM.contains(function)) {
            return result.with(Set.of(DeploymentInput.RANDOM));
        }
        return ENVIRONMENT.contains(function) ? result.with(Set.of(DeploymentInput.ENVIRONMENT)) : result;
    }

    /** Notes what decides which text comes out, rather than what is in it. */
    private void choose(String function, List<Trace> arguments) {
        int last = arguments.size() - 1;
        switch (function) {
            case "ternary", "default" -> choose(arguments, last, last);
            case "coalesce", "and", "or" -> choose(arguments, 0, last - 1);
            case "repeat", "trunc" -> choose(arguments, 0, 0);
            case "substr" -> choose(arguments, 0, 1);
            case "slice" -> choose(arguments, 1, last);
            case "until", "untilStep", "seq" -> choose(arguments, 0, last);
            case "replace", "regexReplaceAll", "regexReplaceAllLiteral" ->
                arguments.forEach(argument -> argument.inputs().stream()
                        .filter(input -> input == DeploymentInput.RELEASE_STATE || input == DeploymentInput.REVISION)
                        .forEach(choices::add));
            default -> {}
        }
    }

    private void choose(List<Trace> arguments, int from, int to) {
        for (int i = Math.max(0, from); i <= to && i < arguments.size(); i++) {
            choices.addAll(arguments.get(i).inputs());
        }
    }

    private static Trace all(List<Trace> arguments, UnaryOperator<Trace> each) {
        Trace all = Trace.NONE;
        for (Trace argument : arguments) {
            all = all.or(each.apply(argument));
        }
        return all;
    }

    static @Nullable String text(Expression expression) {
        return expression instanceof Constant constant && constant.value() instanceof String text ? text : null;
    }
}
