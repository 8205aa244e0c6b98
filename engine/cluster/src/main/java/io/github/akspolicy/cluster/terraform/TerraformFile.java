package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What Terraform is going to create: a plan or state of {@code terraform show -json}
 * (developer.hashicorp.com/terraform/internals/json-format), or configuration in JSON
 * (developer.hashicorp.com/terraform/language/syntax/json).
 */
public final class TerraformFile {
    private TerraformFile() {}

    /** Whether it is a plan or a state, which a tool made. */
    public static boolean isPlan(Node document) {
        Field root = Field.root(document);
        return root.get("format_version").isPresent()
                || root.at("planned_values", "root_module").isWritten();
    }

    /** Whether it is configuration in JSON. */
    public static boolean isConfiguration(Node document) {
        return Field.root(document).get("resource").fields().stream()
                .anyMatch(type -> type.key().matches("[a-z0-9]+_[a-z0-9_]+"));
    }

    public static boolean definesKnownTypes(Node document) {
        TerraformContents contents = contents(document);
        return !contents.resources().isEmpty()
                || !contents.notEvaluated().isEmpty()
                || !contents.problems().isEmpty();
    }

    /** What it creates that policies know, in all modules and in the order of the file. */
    public static TerraformContents contents(Node document) {
        var contents = new TerraformContents(ProviderVersion.of(Field.root(document)));
        new Plan(Field.root(document)).each(contents);
        return contents;
    }

    /** What of the values nobody may see. */
    public static Set<String> secrets(Node document) {
        return SensitiveValues.of(document);
    }

    static boolean isKnown(String type) {
        return AzureType.ofTerraform(type) != null
                || type.equals("azapi_resource")
                || type.equals("azapi_update_resource");
    }

    /**
     * A resource.
     *
     * @param address with its modules and its type
     * @param values its attributes; unknown ones are unresolved
     * @param provider the major version of azurerm, where the file says it
     */
    static Resource resource(String address, String type, Node.Mapping values, OptionalInt provider) {
        Position at = values.position();
        var entries = new ArrayList<Node.Entry>();
        entries.add(new Node.Entry(AzureResource.ADDRESS, at, new Node.Scalar(address, at)));
        if (type.startsWith("azurerm_") && provider.isPresent()) {
            entries.add(new Node.Entry(AzureResource.PROVIDER, at, new Node.Scalar((long) provider.getAsInt(), at)));
        }
        for (Node.Entry entry : values.entries()) {
            if (!entry.key().equals(AzureResource.ADDRESS) && !entry.key().equals(AzureResource.PROVIDER)) {
                entries.add(
                        type.startsWith("azapi_") && entry.key().equals("body")
                                ? new Node.Entry("body", entry.keyPosition(), body(entry.value()))
                                : entry);
            }
        }
        String name = address.replace(type + ".", "");
        var id = new ResourceId(AzureResource.TERRAFORM + "/v1", type, null, name);
        return Resource.of(id, Field.root(new Node.Mapping(entries, at)));
    }

    /** The body of azapi is an object since its version 2, and a text with JSON before. */
    private static Node body(Node node) {
        Node body = node;
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            try {
                body = Node.moved(ManifestReader.json(text, ReadLimits.DEFAULT), node.position());
            } catch (ManifestException noJson) {
                return node;
            }
        }
        // the words of ARM, which ignores their case
        return Node.ignoringCase(body, AzureType::keepsCase);
    }
}
