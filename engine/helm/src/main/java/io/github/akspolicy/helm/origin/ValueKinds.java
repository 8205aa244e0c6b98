package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.Symbol.Within;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Body;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Helper;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Scope;
import io.github.akspolicy.helm.origin.TemplateContext.OfAnyValues;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.values.ValuesLayers;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which kinds of values the templates of a chart can use, as far as functions and loops take only one. Where a template asks which
 * kind a value is of, it may use any; so it may where not all is followed.
 */
public final class ValueKinds {
    /** So many actions are looked at; the uses in others are not known. */
    private static final int MOST = 100_000;

    /** Helpers within helpers. */
    private static final int DEPTH = 8;

    /** They take values of one kind. */
    private static final Set<String> COMPARISONS = Set.of("eq", "ne");

    /** What a template does with a value as it is. */
    private enum Use {
        /** A function takes only a text. */
        TEXT,
        /** A field of it is asked for. */
        FIELD,
        /** A loop goes over it. */
        LOOP,
        /** It is written as YAML, or merged, whatever it is. */
        WHOLE,
        /** It is printed, whatever it is. */
        PRINTED,
        /** The template asks which kind it is of. */
        ASKED
    }

    private static final Set<Use> TEXTUAL = EnumSet.of(Use.TEXT, Use.PRINTED);

    private static final Set<Use> STRUCTURED = EnumSet.of(Use.FIELD, Use.LOOP);

    private record Called(String helper, Symbol data) {}

    private final Map<List<Object>, Set<Use>> uses = new HashMap<>();
    /** Of what lies within values, such as the items that a loop goes over. */
    private final Map<List<Object>, Set<Use>> inner = new HashMap<>();

    private int looked;
    private boolean isComplete = true;

    private ValueKinds() {}

    static ValueKinds of(List<Instance> instances, ChartTwins twins) {
        var kinds = new ValueKinds();
        for (Instance instance : instances) {
            Set<Called> called = new HashSet<>();
            for (TemplateFile file : twins.templates()) {
                if (Objects.requireNonNull(twins.source(file)).chart() == instance.chart()) {
                    var evaluator = new HandedOn(twins, instance);
                    kinds.new Walk(evaluator, called).file(new Body(file, new Context(instance), null));
                    kinds.isComplete &= evaluator.isComplete();
                }
            }
        }
        return kinds.isComplete && kinds.looked <= MOST ? kinds : new ValueKinds();
    }

    /** Whether a value at a path from the root of all values must be a text. */
    public boolean isText(List<Object> key) {
        return isText(uses, key);
    }

    /** Whether it must be a list or a mapping. */
    public boolean isNoText(List<Object> key) {
        return isNoText(uses, key);
    }

    /** Whether what lies in it must be texts. */
    public boolean isOfTexts(List<Object> key) {
        return isText(inner, key);
    }

    /** Whether what lies in it must be lists or mappings. */
    public boolean isOfNoTexts(List<Object> key) {
        return isNoText(inner, key);
    }

    private static boolean isText(Map<List<Object>, Set<Use>> uses, List<Object> key) {
        Set<Use> all = uses.getOrDefault(key, Set.of());
        return all.contains(Use.TEXT) && TEXTUAL.containsAll(all);
    }

    private static boolean isNoText(Map<List<Object>, Set<Use>> uses, List<Object> key) {
        Set<Use> all = uses.getOrDefault(key, Set.of());
        return !all.isEmpty() && STRUCTURED.containsAll(all);
    }

    /** Goes through a file of an instance, and the helpers that it calls. */
    private final class Walk {
        private final HandedOn evaluator;
        private final Set<Called> called;

        /** @param called the helpers of which the uses are known */
        Walk(HandedOn evaluator, Set<Called> called) {
            this.evaluator = evaluator;
            this.called = called;
        }

        void file(Body body) {
            for (int i = 0; i < body.file().size(); i++) {
                if (body.file().defineAround(i) == null) {
                    action(body.at(i), 0);
                }
            }
        }

        private void action(Scope scope, int depth) {
            Expression expression = scope.file().statement(scope.action()).expression();
            if (expression == null || ++looked > MOST) {
                return;
            }
            Keyword keyword = scope.file().keyword(scope.action());
            if (keyword == Keyword.RANGE || keyword == Keyword.OUTPUT) {
                note(expression, scope, keyword == Keyword.RANGE ? Use.LOOP : Use.PRINTED);
            }
            expression.parts().forEach(part -> {
                if (part instanceof Call call) {
                    call(call, scope, depth);
                } else if (part instanceof Field field && !(field.base() instanceof Field)) {
                    note(field.base(), scope, Use.FIELD);
                }
            });
        }

        private void call(Call call, Scope scope, int depth) {
            TemplateFunction function = TemplateFunction.of(call.function());
            List<Expression> arguments = call.arguments();
            List<Expression> texts = function.texts(arguments);
            boolean isComparedWithText = COMPARISONS.contains(call.function())
                    && arguments.stream().anyMatch(argument -> argument.text() != null);
            (isComparedWithText ? arguments : texts).forEach(argument -> note(argument, scope, Use.TEXT));
            if (function.has(Trait.KIND)) {
                arguments.forEach(argument -> note(argument, scope, Use.ASKED));
            } else if (function.has(Trait.WHOLE) && function.result() != Result.COMPUTED && texts.isEmpty()) {
                arguments.forEach(argument -> note(argument, scope, Use.WHOLE));
            } else if (function.form() == Form.WRITTEN) {
                arguments.forEach(argument -> note(argument, scope, Use.PRINTED));
            }
            boolean isInclude = call.isInclude();
            isComplete &= !isInclude || depth < DEPTH;
            for (Helper helper : isInclude && depth < DEPTH ? evaluator.helpers(call, scope) : List.<Helper>of()) {
                if (called.add(new Called(helper.define().name(), helper.body().data()))) {
                    for (int i = helper.define().open() + 1; i < helper.define().close(); i++) {
                        action(helper.body().at(i), depth + 1);
                    }
                }
            }
        }

        private void note(Expression expression, Scope scope, Use use) {
            note(evaluator.evaluate(expression, scope), use);
        }

        private void note(Symbol symbol, Use use) {
            if (symbol instanceof Value value) {
                note(value, use, uses);
            } else if (symbol instanceof Within within
                    && within.of() instanceof Value value
                    && within.path().isEmpty()) {
                note(value, use, inner);
            } else if (symbol instanceof Derived derived) {
                // it may be each of several
                derived.from().forEach(part -> note(part, use));
            }
        }

        private static void note(Value value, Use use, Map<List<Object>, Set<Use>> into) {
            into.computeIfAbsent(
                            ValuesLayers.rootPath(value.instance(), value.path()), key -> EnumSet.noneOf(Use.class))
                    .add(use);
        }
    }

    /** Follows values only as far as they are handed on as they are, rather than as the text that is made of them. */
    private static final class HandedOn extends SymbolicEvaluator {
        HandedOn(ChartTwins twins, Instance instance) {
            super(new OfAnyValues(twins), instance);
        }

        @Override
        protected Symbol field(Operand<Symbol> mapping, String name, Scope scope) {
            // the values are those of this chart only where the context is
            return name.equals("Values") && !(mapping.value() instanceof Context)
                    ? Symbol.NONE
                    : super.field(mapping, name, scope);
        }

        @Override
        protected Symbol call(Call call, Scope scope) {
            List<Expression> arguments = call.arguments();
            // a condition decides, and is not handed on
            List<Expression> choices = switch (call.function()) {
                case "and" -> arguments.subList(Math.max(0, arguments.size() - 1), arguments.size());
                case "ternary" -> arguments.subList(0, Math.min(2, arguments.size()));
                default -> List.of();
            };
            return choices.isEmpty()
                    ? super.call(call, scope)
                    : either(choices.stream()
                            .map(choice -> evaluate(choice, scope))
                            .toList());
        }

        @Override
        protected Symbol result(TemplateFunction function, List<Operand<Symbol>> operands, Scope scope) {
            boolean isHandedOn = function.form() == Form.VALUE
                    && function.result() != Result.ITEMS
                    && function.result() != Result.COMPUTED;
            return isHandedOn ? super.result(function, operands, scope) : Symbol.NONE;
        }

        @Override
        protected Symbol included(Operand<Symbol> name, Symbol argument, Scope caller) {
            return Symbol.NONE;
        }

        @Override
        protected Symbol template(Operand<Symbol> text, Symbol argument, Scope scope) {
            return Symbol.NONE;
        }
    }
}
