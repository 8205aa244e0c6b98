package io.github.akspolicy.resource.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property of an Azure resource: where each notation writes it, what the service does when nobody does, and what AKS
 * Automatic presets. Paths are in the language of {@link PropertyPath}, alternatives with {@code |}, the current one
 * first.
 */
public final class AzureProperty {
    private final List<PropertyPath> arm;
    private List<PropertyPath> azurerm = List.of();
    private List<PropertyPath> capz;
    private List<PropertyPath> aso;
    private String flag = "";
    private @Nullable Object absent;
    private @Nullable Object azurermAbsent;
    private @Nullable Object automatic;

    private AzureProperty(String path) {
        this.arm = PropertyPath.all(path);
        this.capz = arm;
        this.aso = arm;
    }

    /** A property by its path in ARM, below {@code properties}. */
    static AzureProperty arm(String path) {
        return new AzureProperty(path);
    }

    /** The attributes of azurerm, of all its versions. Without it azurerm cannot express the property. */
    AzureProperty azurerm(String paths) {
        this.azurerm = PropertyPath.all(paths);
        return this;
    }

    AzureProperty capz(String paths) {
        this.capz = PropertyPath.all(paths);
        return this;
    }

    AzureProperty aso(String paths) {
        this.aso = PropertyPath.all(paths);
        return this;
    }

    /** The words behind {@code az aks update -g GROUP -n NAME} or {@code az acr update} that set it. */
    AzureProperty az(String words) {
        this.flag = words;
        return this;
    }

    /** What the service takes when the property is absent. */
    AzureProperty absent(Object value) {
        this.absent = value;
        return this;
    }

    /** What the provider azurerm sends when the attribute is absent. */
    AzureProperty azurermAbsent(Object value) {
        this.azurermAbsent = value;
        return this;
    }

    /** What AKS Automatic presets. */
    AzureProperty automatic(Object value) {
        this.automatic = value;
        return this;
    }

    /** The words of {@code az} that set it; empty when there are none. */
    public String flag() {
        return flag;
    }

    /** Its path in a notation; empty when the notation cannot express it. */
    public String in(Notation notation) {
        List<PropertyPath> paths = paths(notation);
        if (paths.isEmpty()) {
            return "";
        }
        PropertyPath path = paths.get(0);
        String prefix = path.isTop() ? notation.prefix().replace("properties.", "") : notation.prefix();
        return prefix + path.written();
    }

    List<PropertyPath> paths(Notation notation) {
        return switch (notation) {
            case AZURERM -> azurerm;
            case CAPZ -> capz;
            case ASO -> aso;
            case ARM, AZ, AZAPI -> arm;
        };
    }

    @Nullable
    Object absent(Notation notation) {
        return notation == Notation.AZURERM && azurermAbsent != null ? azurermAbsent : absent;
    }

    @Nullable
    Object automatic() {
        return automatic;
    }

    /** Its path in ARM. */
    @Override
    public String toString() {
        return arm.get(0).written();
    }
}
