package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Unresolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A property of one resource, as Azure will see it: what is written, else what AKS Automatic presets, else what the
 * service takes. It knows where it is written or would be, and what it is called there.
 */
public final class Setting {
    /** What ARM or Terraform takes from another resource. */
    private static final Pattern REFERENCE =
            Pattern.compile("⟨(reference\\(|resourceId\\(|(?:module\\.[^.]++\\.)*+(azurerm|azapi|azuread)_)");

    private final AzureProperty property;
    private final AzureResource resource;
    private final Field field;
    private final @Nullable PropertyPath path;
    private final @Nullable Object value;
    private final boolean isWritten;
    private final boolean isPreset;

    private Setting(
            AzureProperty property,
            AzureResource resource,
            Field field,
            @Nullable PropertyPath path,
            @Nullable Object value,
            boolean isWritten,
            boolean isPreset) {
        this.property = property;
        this.resource = resource;
        this.field = field;
        this.path = path;
        Unresolved later = isWritten ? field.pending() : null;
        this.value = later == null ? value : later;
        this.isWritten = isWritten;
        this.isPreset = isPreset;
    }

    /** The value for who decides by it; manifests of operators are read like all others. */
    private @Nullable Object value() {
        if (isWritten && resource.notation().isKubernetes()) {
            field.read();
        }
        return value;
    }

    /**
     * Reads a property.
     *
     * @param resource what has it
     * @param preset what AKS Automatic presets, or null
     */
    static Setting read(AzureProperty property, AzureResource resource, @Nullable Object preset) {
        Notation notation = resource.notation();
        Field top = resource.top();
        Field body = resource.body();
        List<PropertyPath> paths = property.paths(resource);
        var order = new ArrayList<>(paths);
        if (notation == Notation.CAPZ) {
            // what a patch says in the words of ASO wins
            Collections.reverse(order);
        }
        Setting computed = null;
        Setting dropped = null;
        Object otherwise = preset == null ? property.absent(resource) : preset;
        for (PropertyPath path : order) {
            Field field = path.follow(path.isTop() ? top : body);
            Unresolved unresolved = field.pending();
            if (unresolved != null && unresolved.isLeftOut() && otherwise != null) {
                continue; // what is sent, or taken, for an attribute that is left out is known
            }
            if (unresolved != null || path.isPresent(field)) {
                if (isDropped(property, resource, path, field)) {
                    dropped = new Setting(property, resource, field, path, otherwise, false, preset != null);
                    continue;
                }
                Setting written = new Setting(property, resource, field, path, path.value(field), true, false);
                if (notation != Notation.AZURERM || unresolved == null) {
                    return written;
                }
                // azurerm computes the attribute that has another name in this version: what is known says more
                computed = computed == null ? written : computed;
            }
        }
        if (computed != null) {
            return computed;
        }
        if (dropped != null) {
            return dropped;
        }
        Setting updated = updated(property, resource);
        if (updated != null) {
            return updated;
        }
        if (paths.isEmpty()) {
            return new Setting(property, resource, body, null, otherwise, false, preset != null);
        }
        PropertyPath first = property.newest(notation, paths);
        return new Setting(
                property, resource, first.follow(first.isTop() ? top : body), first, otherwise, false, preset != null);
    }

    /** Whether the API server of an operator drops what is written, since the kind has no such field. */
    private static boolean isDropped(AzureProperty property, AzureResource resource, PropertyPath path, Field field) {
        return field.isPresent()
                && switch (resource.notation()) {
                    case CAPZ -> CapzPatches.isDropped(resource, path, field);
                    case ASO -> !property.isKnownTo(resource.apiVersion());
                    case ARM, BICEP, AZ, AZURERM, AZAPI -> false;
                };
    }

    private String kind() {
        return resource.notation() == Notation.CAPZ
                ? CapzFields.of(resource.type()).kind()
                : resource.root().get("apiVersion").stringOr("").replaceFirst(".*/", "");
    }

    /** What azapi changes beside azurerm, which has no attribute for everything. */
    private static @Nullable Setting updated(AzureProperty property, AzureResource resource) {
        if (resource.notation() != Notation.AZURERM) {
            return null;
        }
        for (Field body : resource.root().get(AzureResource.UPDATES).items()) {
            for (PropertyPath path : property.paths(Notation.ARM)) {
                Field field = path.follow(path.isTop() ? body : PropertyPath.step(body, "properties"));
                if (field.pending() != null || path.isPresent(field)) {
                    return new Setting(property, resource, field, path, path.value(field), true, false);
                }
            }
        }
        return null;
    }

    /** Whether the notation has a word for it. */
    public boolean isExpressible() {
        return path != null;
    }

    /** Whether the version of the API that it is written for is older than this one; also where none is named. */
    public boolean isOfVersionBefore(String version) {
        return resource.apiVersion().compareTo(version) < 0;
    }

    /** Whether it is written, be it as an expression. */
    public boolean isWritten() {
        return isWritten;
    }

    /**
     * Whether nobody says it: not the definition, not AKS Automatic, and not the provider azurerm, which sends a value of
     * its own for whatever is left out. What the service takes then may be another with the next version of its API.
     */
    public boolean isLeftToTheService() {
        return !isWritten && !isPreset && notation() != Notation.AZURERM;
    }

    /** Why it is known only at deployment, or null. */
    public @Nullable Unresolved unresolved() {
        if (!isWritten) {
            return null;
        }
        // of a manifest what is decided without a word about the placeholder is unknown all the same
        return notation().isKubernetes() ? field.pending() : field.unresolved();
    }

    /** {@link #unresolved} of a definition; a placeholder of a manifest is read as a value, and what is decided by it is unknown. */
    @Nullable
    Unresolved unresolvedInTemplate() {
        if (notation().isKubernetes()) {
            value();
            return null;
        }
        return unresolved();
    }

    /**
     * Whether it has a value for certain although it is known only at deployment which: the id of a resource has one, a
     * parameter may be empty.
     */
    public boolean isSurelySet() {
        Unresolved unresolved = unresolved();
        return unresolved != null
                && (unresolved.isPartlyKnown()
                        || REFERENCE.matcher(unresolved.partial()).find());
    }

    /** Whether Azure sees a value at all. */
    public boolean isSet() {
        return value != null;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value());
    }

    public boolean isFalse() {
        return Boolean.FALSE.equals(value());
    }

    /** The value as text, or null when there is none or it is no scalar. */
    public @Nullable String text() {
        Object known = value();
        return known == null || known instanceof Field || known instanceof Unresolved ? null : String.valueOf(known);
    }

    /** The value as text, else the empty string. */
    public String textOrEmpty() {
        String text = text();
        return text == null ? "" : text;
    }

    /** Whether the text is this word in any case. */
    public boolean is(String word) {
        return word.equalsIgnoreCase(text());
    }

    /** The value when it is a whole number, else null. */
    public @Nullable Long integer() {
        if (value instanceof Long number) {
            return number;
        }
        String text = text();
        return text != null && text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** The items of a list; empty when it is none. */
    public List<Field> items() {
        return isWritten && field.node() instanceof Node.Sequence ? field.items() : List.of();
    }

    /** Whether it is written as a list without items. */
    public boolean isEmptyList() {
        return isWritten
                && field.node() instanceof Node.Sequence list
                && list.items().isEmpty();
    }

    /** The field that says it, or that is absent. */
    public Field field() {
        return field;
    }

    /** Where a finding about it belongs. */
    public Place place() {
        return field.place();
    }

    /** What it is called where it is written, in the case of the file. */
    public String name() {
        if (path == null) {
            return property.toString();
        }
        var segments = new ArrayList<>(path.segments());
        String key = field.key();
        if (isWritten && key.equalsIgnoreCase(last())) {
            segments.set(segments.size() - 1, key);
        }
        String name = resource.within() + String.join(".", segments);
        return path.isTop() || !notation().isTemplate() ? name : "properties." + name;
    }

    /** What it is: {@code local_account_disabled is false}. */
    public String words() {
        if (path == null) {
            return notation() == Notation.AZURERM
                    ? typeName() + " has no argument for " + property
                    : property + " cannot be expressed in " + notation();
        }
        if (!isWritten) {
            return name()
                    + (isDropped(property, resource, path, field) ? " is not a field of " + kind() : " is not set");
        }
        if (!property.hidden().isEmpty()) {
            return name() + " holds " + property.hidden();
        }
        Unresolved open = field.pending();
        String text = open == null ? field.text() : open.shown();
        if (path.isBlock()) {
            return name() + " is set";
        }
        if (isEmptyList()) {
            return name() + " is empty";
        }
        return name() + " is "
                + (text == null
                        ? "a " + (field.node() == null ? "" : field.node().typeName())
                        : text.isEmpty() ? "empty" : text);
    }

    /** How to write another value in the same notation, or what else to do where the notation has no words for it. */
    public String write(Object wanted) {
        if (path == null) {
            return (notation() == Notation.AZURERM ? "set it with azapi_update_resource, or " : "")
                    + "check the cluster";
        }
        Object here = path.wanted(wanted);
        String since = property.since(resource.apiVersion(), here, isWritten);
        return switch (notation()) {
            case AZ ->
                property.flag(here).isEmpty()
                        ? "deploy it with " + property + ": " + json(here)
                        : property.flag(here).startsWith("az ")
                                ? property.flag(here)
                                : "az aks update " + property.flag(here);
            case AZURERM ->
                path.isBlock() ? "add the block " + path.written() : "write " + path.written() + " = " + json(here);
            case ARM, AZAPI -> "write \"" + last() + "\": " + json(here) + since;
            case BICEP -> "write " + last() + ": " + bicep(here) + since;
            case ASO -> "write " + last() + ": " + yaml(here) + since;
            case CAPZ -> CapzFields.of(resource.type()).write(path, property, here, isWritten);
        };
    }

    private String typeName() {
        return resource.isAutomaticType() ? "azurerm_kubernetes_automatic_cluster" : "azurerm";
    }

    private String last() {
        List<String> segments = path == null ? List.of("") : path.segments();
        return segments.get(segments.size() - 1);
    }

    static String json(Object value) {
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    private static String bicep(Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }

    static String yaml(Object value) {
        return value instanceof String text && text.toLowerCase(Locale.ROOT).matches("true|false|none|null|[0-9.]+")
                ? '"' + text + '"'
                : String.valueOf(value);
    }

    public AzureProperty property() {
        return property;
    }

    public Notation notation() {
        return resource.notation();
    }
}
