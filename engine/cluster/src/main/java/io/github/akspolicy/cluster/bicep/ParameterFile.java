package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.DefaultValues;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.cluster.AzureType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file of parameters gives, a {@code .bicepparam} or the JSON of a deployment, with places in the whole text. */
public final class ParameterFile {
    private static final int DEEPEST = 20;

    private final BicepFiles files;
    private final BicepTemplates templates;

    /** @param templates makes the templates that files of parameters in Bicep are evaluated as */
    public ParameterFile(BicepFiles files, BicepTemplates templates) {
        this.files = files;
        this.templates = templates;
    }

    /** Whether a file is one of Bicep's. */
    public static boolean isBicep(Path path) {
        return path.toString().endsWith(".bicepparam");
    }

    /** The values by name; what only the deployment knows is unknown. Empty where the file cannot be read, which is a problem. */
    public Map<String, Node> read(Path path) {
        Node document = isBicep(path) ? null : files.json(path);
        Map<String, Node> values =
                document == null ? bicep(path, 0) : json(Node.ignoringCase(document, AzureType::keepsCase));
        values.replaceAll((name, value) -> withoutPlaceholders(value));
        return values;
    }

    /** A value that is unknown where a tool fills it in before the deployment: {@code ${AZURE_LOCATION}} of azd. */
    private static Node withoutPlaceholders(Node value) {
        if (value instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(
                                    entry.key(), entry.keyPosition(), withoutPlaceholders(entry.value())))
                            .toList(),
                    mapping.position(),
                    mapping.ignoresCase());
        }
        if (value instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream()
                            .map(ParameterFile::withoutPlaceholders)
                            .toList(),
                    list.position());
        }
        Unresolved later = value instanceof Node.Scalar scalar && scalar.value() instanceof String text
                ? Placeholders.DEFAULT.unresolved(text)
                : null;
        return later == null ? value : new Node.Scalar(later, value.position());
    }

    private Map<String, Node> bicep(Path path, int depth) {
        Map<String, Node> values = new LinkedHashMap<>();
        BicepFile file = isBicep(path) ? files.bicep(path) : null;
        if (file == null || depth > DEEPEST) {
            return values;
        }
        for (Statement.Using using : file.all(Statement.Using.class)) {
            Path base = using.isBase() && using.path() != null ? files.resolve(path, using.path()) : null;
            if (base != null) {
                values.putAll(bicep(base, depth + 1));
            }
        }
        Node template = templates.template(path);
        if (template != null) {
            values.putAll(DefaultValues.of(template));
        }
        return values;
    }

    /** A plain value stands where its parameter is named. */
    private static Map<String, Node> json(Node document) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (get(document, "parameters") instanceof Node.Mapping parameters) {
            for (Node.Entry entry : parameters.entries()) {
                Node value = get(entry.value(), "value");
                values.put(
                        entry.key(),
                        value == null
                                ? DefaultValues.unknownParameter(entry.key(), entry.keyPosition())
                                : value instanceof Node.Scalar scalar
                                        ? new Node.Scalar(scalar.value(), entry.keyPosition())
                                        : value);
            }
        }
        return values;
    }

    private static @Nullable Node get(@Nullable Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.get(key) : null;
    }
}
