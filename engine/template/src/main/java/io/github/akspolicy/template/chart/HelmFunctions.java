package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.exec.Execution;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.TemplateSet;
import io.github.akspolicy.template.function.FunctionTable;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Objects;

/** The functions with which Helm's templates call each other, and end. */
final class HelmFunctions {
    /** The name that Helm gives to the set of all templates, and to the text that {@code tpl} executes. */
    static final String SET = "gotpl";

    /** Between these Helm puts the message of {@code fail}, and takes what is around it away. */
    static final String ERROR_START = "HELM_ERR_START";

    static final String ERROR_END = "HELM_ERR_END";

    private static final int NESTED_REFERENCES = 1000;

    private HelmFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("include", List.of(GoType.STRING, GoType.ANY), HelmFunctions::include)
                .add("tpl", List.of(GoType.STRING, GoType.ANY), HelmFunctions::tpl)
                .add("required", List.of(GoType.STRING, GoType.ANY), HelmFunctions::required)
                .add("fail", List.of(GoType.STRING), HelmFunctions::fail)
                .add(
                        "lookup",
                        List.of(GoType.STRING, GoType.STRING, GoType.STRING, GoType.STRING),
                        HelmFunctions::lookup);
    }

    private static Value include(Arguments in) throws FunctionException {
        Execution execution = (Execution) in.caller();
        String name = in.bytes(0);
        if (execution.templates().find(name).isEmpty()) {
            throw new FunctionException(
                    "template: no template " + Quote.quote(name) + " associated with template " + Quote.quote(SET));
        }
        if (execution.timesIncluded(name) > NESTED_REFERENCES) {
            throw new FunctionException(
                    "rendering template has a nested reference name: " + name + ": unable to execute template");
        }
        try {
            return Value.of(execution.include(name, data(in))).and(in.text(0).sources());
        } catch (ExecutionException failed) {
            throw new FunctionException("", failed);
        }
    }

    /** The data of a template: nothing where nil was given. */
    private static Value data(Arguments in) {
        return in.get(1).unboxed();
    }

    private static Value tpl(Arguments in) throws FunctionException {
        Execution execution = (Execution) in.caller();
        Text text = in.text(0);
        TemplateSet templates = execution.templates().copy();
        Node.Sequence tree;
        try {
            tree = templates.add(new TemplateText(SET, text.bytes()));
        } catch (ParseException refused) {
            throw new FunctionException(
                    "cannot parse template " + Quote.quote(text.bytes()) + ": " + refused.getMessage());
        }
        try {
            Text written = NoValue.removed(execution.run(templates, SET, tree, data(in)));
            return Value.of(ExecutedText.of(text, tree.file(), written));
        } catch (ExecutionException failed) {
            throw new FunctionException(
                    "error during tpl function execution for " + Quote.quote(text.bytes()) + ": ", failed);
        }
    }

    private static Value required(Arguments in) throws FunctionException {
        Value value = in.get(1);
        boolean empty = value.isNil() || value.data() instanceof Text text && text.length() == 0;
        if (empty) {
            throw new FunctionException(ERROR_START + in.bytes(0) + ERROR_END);
        }
        return value;
    }

    private static Value fail(Arguments in) throws FunctionException {
        throw new FunctionException(ERROR_START + in.bytes(0) + ERROR_END);
    }

    /** Without a cluster Helm finds nothing; what the deployment would find is open. */
    private static Value lookup(Arguments in) {
        Sources sources = in.sources().and(Sources.of(new Source.Deployment("lookup")));
        GoMap found = in.assumptions().findsObjects()
                ? FoundObject.of(in.bytes(0), in.bytes(1), in.bytes(2), in.bytes(3), sources)
                : GoMap.empty();
        return Value.of(found, sources);
    }

    /** The text of an error, in Unicode. */
    static String unicode(Exception error) {
        return Bytes.text(Objects.requireNonNullElse(error.getMessage(), ""));
    }
}
