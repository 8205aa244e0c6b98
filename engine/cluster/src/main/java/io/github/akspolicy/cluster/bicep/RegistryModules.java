package io.github.akspolicy.cluster.bicep;

import static io.github.akspolicy.cluster.bicep.TemplateBuilder.entry;
import static io.github.akspolicy.cluster.bicep.TemplateBuilder.object;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What modules of the public registry make of the parameters that they only hand on; all else of their resources is unknown. The
 * table is {@code registry-modules.json}, which says where it is from.
 */
record RegistryModules(Position at, @Nullable List<String> arguments) {
    private static final Pattern PATH = Pattern.compile("br[:/].*?(avm/res/[^:@]+)[:@].*");
    private static final String ITEM = "item";
    private static final Field TABLE = table();

    private static Field table() {
        try (InputStream in = RegistryModules.class.getResourceAsStream("registry-modules.json")) {
            String text = ManifestReader.decode(Objects.requireNonNull(in).readAllBytes());
            return Field.root(ManifestReader.json(text, ReadLimits.DEFAULT)).get("modules");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ManifestException broken) {
            throw new IllegalStateException("the table of modules is not JSON", broken);
        }
    }

    /**
     * The template that stands for a module.
     *
     * @param arguments the parameters that its call gives; null for any
     * @param at where it is called
     * @return null for a module that the table does not have
     */
    static @Nullable Node template(String path, @Nullable List<String> arguments, Position at) {
        Matcher name = PATH.matcher(path);
        Field module = name.matches() ? TABLE.get(name.group(1)) : TABLE.get("");
        return module.isPresent() ? new RegistryModules(at, arguments).template(module) : null;
    }

    private Node template(Field module) {
        var resources = new ArrayList<Node>();
        Field resource = module.get("resource");
        resources.add(value(resource));
        for (Field other : module.get("others").fields()) {
            if (arguments == null || arguments.contains(other.key())) {
                resources.add(other(resource.get("type").stringOr(""), other.stringOr("")));
            }
        }
        return object(at, entry("resources", new Node.Sequence(resources, at)));
    }

    /** A resource of which it is known that there is one, if at all. */
    private Node other(String around, String type) {
        boolean isChild = type.startsWith(around + "/");
        ArmExpression name = isChild
                ? Call.of("format", new Literal("{0}/{1}"), parameter("name"), unknown())
                : Call.of("format", new Literal("{0}"), unknown());
        var entries = new ArrayList<Node.Entry>(List.of(
                entry("type", new Node.Scalar(type, at)),
                entry("apiVersion", new Node.Scalar("", at)),
                entry("name", new Node.Scalar(name, at)),
                entry("properties", new Node.Scalar(unknown(), at))));
        if (!isChild) {
            ArmExpression scope = Call.of("format", new Literal(around + "/{0}"), parameter("name"));
            entries.add(entry("scope", new Node.Scalar(scope, at)));
        }
        return new Node.Mapping(entries, at);
    }

    private static ArmExpression unknown() {
        return ExpressionConversion.unknown("of the module");
    }

    private static ArmExpression parameter(String name) {
        return Call.of("parameters", new Literal(name));
    }

    /** What the call leaves out or gives as null, the module may decide. */
    private static ArmExpression given(ArmExpression value) {
        return Call.of("coalesce", value, unknown());
    }

    private Node value(Field written) {
        return value(written, false);
    }

    /** @param isItem whether it is in an object that is made of each item of a list */
    private Node value(Field written, boolean isItem) {
        if (written.get("each").isPresent()) {
            ArmExpression item = new ArmExpression.Written(value(written.get("as"), true));
            return new Node.Scalar(
                    Call.of(
                            "map",
                            parameter(written.get("each").stringOr("")),
                            Call.of("lambda", new Literal(ITEM), item)),
                    at);
        }
        if (written.node() instanceof Node.Mapping) {
            return new Node.Mapping(
                    written.fields().stream()
                            .filter(field -> isItem || isGiven(field.stringOr("")))
                            .map(field -> entry(field.key(), value(field, isItem)))
                            .toList(),
                    at);
        }
        String text = written.stringOr("?");
        String name = text.substring(1);
        return switch (text.charAt(0)) {
            case '?' -> new Node.Scalar(unknown(), at);
            case '=' -> new Node.Scalar(given(parameter(name)), at);
            case '.' -> new Node.Scalar(given(ofItem(name)), at);
            case '~' -> new Node.Scalar(isItem ? ofItem(name) : parameter(name), at);
            default -> new Node.Scalar(text, at);
        };
    }

    private static ArmExpression ofItem(String name) {
        return Call.of("tryGet", Call.of("lambdaVariables", new Literal(ITEM)), new Literal(name));
    }

    private boolean isGiven(String text) {
        return !text.startsWith("~") || arguments == null || arguments.contains(text.substring(1));
    }
}
