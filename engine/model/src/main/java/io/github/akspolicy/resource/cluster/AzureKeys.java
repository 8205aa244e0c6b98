package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What other resources of a definition refer to a resource by. A full id, an expression that makes one, an address of
 * Terraform and a name of an object of Kubernetes all come down to the same few words.
 *
 * @param words in lower case: {@code managedclusters/aks-prod}, {@code azurerm_kubernetes_cluster.main}
 */
public record AzureKeys(Set<String> words) {
    /** The attributes of Terraform that are the id of a resource. */
    private static final Pattern ID = Pattern.compile("\\.(id|role_definition_resource_id)$");

    public AzureKeys {
        words = Set.copyOf(words);
    }

    static AzureKeys of(AzureResource resource) {
        var words = new TreeSet<String>();
        String[] types = types(resource.type().arm());
        Field name = resource.root().get("name");
        switch (resource.notation()) {
            case ARM, BICEP -> words.add(joined(types, partial(name, resource.name())));
            case AZ -> {
                // the name of a child is its own alone
                String id = resource.root().get("id").stringOr("");
                words.add(id.isEmpty() ? joined(types, name.stringOr(resource.name())) : word(id));
            }
            case AZURERM, AZAPI -> {
                words.add(lower(address(resource)));
                String own = partial(name, "");
                if (!own.isEmpty()) {
                    words.add(joined(types, own));
                }
            }
            case ASO, CAPZ -> {
                words.add(joined(types, resource.name()));
                String azureName = resource.root().at("spec", "azureName").string();
                if (azureName != null) {
                    words.add(joined(types, azureName));
                }
            }
        }
        return new AzureKeys(words);
    }

    /** The address with the type: {@code module.aks.azurerm_kubernetes_cluster.main}. */
    private static String address(AzureResource resource) {
        Field address = resource.root().get("address");
        return withoutIndexes(address.stringOr(resource.name()));
    }

    /** An address of Terraform without the indexes of {@code count} and {@code for_each}. */
    public static String withoutIndexes(String address) {
        int open = address.indexOf('[');
        if (open < 0) {
            return address;
        }
        // no expression: many brackets that nobody closes would make one slow
        var text = new StringBuilder();
        int end = 0;
        while (open >= 0) {
            int close = address.indexOf(']', open);
            if (close < 0) {
                break;
            }
            text.append(address, end, open);
            end = close + 1;
            open = address.indexOf('[', end);
        }
        return text.append(address, end, address.length()).toString();
    }

    /** The word of what a resource of a type lies in, by the name of an object. */
    static String parent(AzureType type, String name) {
        String[] types = types(type.arm());
        return joined(Arrays.copyOf(types, types.length - 1), name);
    }

    private static String[] types(String arm) {
        return arm.substring(arm.indexOf('/') + 1).split("/");
    }

    private static String partial(Field name, String otherwise) {
        Unresolved unresolved = name.unresolved();
        return unresolved == null ? name.stringOr(otherwise) : unresolved.partial();
    }

    private static String joined(String[] types, String names) {
        String[] parts = split(names);
        var text = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            text.append(i == 0 ? "" : "/").append(types[i]).append('/').append(i < parts.length ? parts[i] : "");
        }
        return lower(text.toString());
    }

    /** At the slashes, but not at those within an expression. */
    private static String[] split(String names) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < names.length(); i++) {
            char c = names.charAt(i);
            depth += c == '⟨' ? 1 : c == '⟩' ? -1 : 0;
            if (c == '/' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts.toArray(String[]::new);
    }

    /** The word that a reference comes down to; empty when there is none. */
    public static String word(@Nullable Field reference) {
        if (reference == null) {
            return "";
        }
        if (reference.node() instanceof Node.Mapping) {
            // a reference of ASO: an id of Azure, or group, kind and name of an object
            Field armId = reference.get("armId");
            if (armId.isPresent()) {
                return word(armId);
            }
            AzureType type = AzureType.ofAso(
                    reference.get("group").stringOr(""), reference.get("kind").stringOr(""));
            return type == null
                    ? ""
                    : joined(types(type.arm()), reference.get("name").written());
        }
        Unresolved unresolved = reference.unresolved();
        String text = unresolved == null ? reference.stringOr("") : unresolved.partial();
        return word(text);
    }

    static String word(String reference) {
        String text = lower(reference);
        if (text.startsWith("⟨") && text.endsWith("⟩") && text.indexOf('⟨', 1) < 0) {
            String inner = text.substring(1, text.length() - 1);
            inner = withoutIndexes(inner);
            return ID.matcher(inner).replaceFirst("");
        }
        int providers = text.lastIndexOf("/providers/");
        String tail = providers < 0 ? text : text.substring(providers + "/providers/".length());
        int namespace = tail.indexOf('/');
        return namespace > 0 && tail.startsWith("microsoft.") ? tail.substring(namespace + 1) : tail;
    }

    /** Whether a reference means the resource itself. */
    public boolean contains(Field reference) {
        return words.contains(word(reference));
    }

    /** Whether a reference means the resource or something in it, such as a namespace of a cluster. */
    public boolean encloses(Field reference) {
        return encloses(word(reference));
    }

    /** The same of what {@link #word} made of a reference. */
    boolean encloses(String word) {
        return words.stream()
                .anyMatch(own ->
                        word.startsWith(own) && (word.length() == own.length() || word.charAt(own.length()) == '/'));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
