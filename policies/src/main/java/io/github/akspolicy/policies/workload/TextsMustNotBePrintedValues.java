package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.EmbeddedDocument.Line;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.identity.PrintedValue;
import io.github.akspolicy.resource.identity.SecretEntry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mapping that a template puts where a text belongs arrives as {@code map[…]}: the program reads these words. */
final class TextsMustNotBePrintedValues extends BuiltInPolicy<Resource> {
    private static final List<String> SIGNS = List.of("map[", "%!", "<nil>", "<no value>");

    /** Texts for people and programs, where such words may stand for themselves; not what has no ending, as scripts and lists of variables. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(?i)[^.]+|.*(?:\\.|^\\.)(?:ya?ml|json|properties|conf|cnf|config|cfg|ini|toml|env|xml|hcl|sh)");

    private static final Pattern SETTING = Pattern.compile(
            "\\s*+(?:-\\s++)?(?:export\\s++)?(?:[\"']?[\\w./-]++[\"']?\\s*+[:=]\\s*+)?(?<quote>[\"']?)(?<value>.*?)\\k<quote>(?:\\s*+[,;])?(?:\\s++[#;].*|\\s*+)");

    TextsMustNotBePrintedValues() {
        super(
                ViewType.RESOURCE,
                policy("workload/printed-values", HIGH, "Templates must not print Go values where text is expected")
                        .fix(
                                "print the mapping with toYaml and nindent, or the field of it that is meant; give what may be absent a default")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        if (resource.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
            return;
        }
        if (resource.is("", "Secret")) {
            resource.root().get("data").fields().forEach(entry -> encoded(entry, judgement));
        }
        if (mayHold(resource.root().node())) {
            judge(resource.root(), "", judgement);
        }
    }

    /** Whether there may be one anywhere: most objects have none. */
    private static boolean mayHold(@Nullable Node node) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (mayHold(entry.value())) {
                    return true;
                }
            }
        } else if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                if (mayHold(item)) {
                    return true;
                }
            }
        } else if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            for (String sign : SIGNS) {
                if (text.contains(sign)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void judge(Field field, String name, Judgement judgement) {
        field.fields().stream()
                .filter(child -> !child.key().equals("status") && !child.key().equals("managedFields"))
                .forEach(child -> judge(child, nameOf(child, field), judgement));
        field.items().forEach(item -> judge(item, name, judgement));
        if (field.node() instanceof Node.Scalar) {
            text(field, name, judgement);
        }
    }

    /** What a reader knows a field by: a variable by its name. */
    private static String nameOf(Field field, Field parent) {
        return field.key().equals("value") ? nameOr(parent.get("name").writtenText()) : field.key();
    }

    private static String nameOr(String written) {
        return written.isEmpty() ? "value" : written;
    }

    private static void text(Field field, String name, Judgement judgement) {
        String text = field.written();
        if (text.indexOf('\n') < 0) {
            fail(field, name, PrintedValue.of(text), judgement);
        } else if (SETTINGS.matcher(name).matches()) {
            EmbeddedDocument.lines(field).forEach(line -> line(line, name, judgement));
        }
    }

    private static void line(Line line, String name, Judgement judgement) {
        Matcher setting = SETTING.matcher(line.text());
        String words = setting.matches() ? PrintedValue.of(setting.group("value")) : "";
        if (!words.isEmpty()) {
            judgement.add(Observation.violation(line.at(setting.start("value")), message(name + " holds ", words), ""));
        }
    }

    private static void encoded(Field entry, Judgement judgement) {
        SecretEntry decoded = SecretEntry.of(entry.key(), entry.written(), true);
        if (decoded != null) {
            fail(entry, entry.key(), PrintedValue.of(decoded.text()), judgement);
        }
    }

    private static void fail(Field field, String name, String words, Judgement judgement) {
        if (!words.isEmpty()) {
            // where its key stands: the template is to be changed, not the values that it prints
            Place place = field.place();
            judgement.add(Observation.violation(
                    new Place(place.path(), place.nearest(), place.key(), place.key()),
                    message(name + " is ", words),
                    ""));
        }
    }

    private static String message(String begin, String words) {
        return begin + words + ": the template prints it where text is expected";
    }
}
