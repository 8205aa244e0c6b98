package io.github.akspolicy.resource.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private boolean isSecret;
    private Since since = new Since("", "");
    private final Map<String, Since> laterValues = new HashMap<>();
    private @Nullable Object absent;
    private @Nullable Object azurermAbsent;
    private String changedIn = "";
    private @Nullable Object absentBefore;
    private @Nullable Object absentSince;
    private @Nullable Object automatic;

    /** The first versions of the API that know something; empty where there are none. */
    private record Since(String stable, String preview) {
        String words(String apiVersion) {
            boolean isKnown = apiVersion.isEmpty()
                    || stable.isEmpty() && preview.isEmpty()
                    || !stable.isEmpty() && apiVersion.compareTo(stable) >= 0
                    || apiVersion.endsWith("-preview") && !preview.isEmpty() && apiVersion.compareTo(preview) >= 0;
            if (isKnown) {
                return "";
            }
            return stable.isEmpty()
                    ? " (needs a preview of the API, " + preview + " or later)"
                    : " (needs API version " + stable + " or later)";
        }
    }

    private AzureProperty(String path) {
        this.arm = PropertyPath.all(path);
        this.capz = arm;
        this.aso = arm;
    }

    /** A property by its path in ARM, below {@code properties}. */
    public static AzureProperty arm(String path) {
        return new AzureProperty(path);
    }

    /** The attributes of azurerm, of all its versions. Without it azurerm cannot express the property. */
    public AzureProperty azurerm(String paths) {
        this.azurerm = PropertyPath.all(paths);
        return this;
    }

    /** Where Cluster API Provider Azure writes it, if not where ARM does. */
    public AzureProperty capz(String paths) {
        this.capz = PropertyPath.all(paths);
        return this;
    }

    /** Where Azure Service Operator writes it, if not where ARM does. */
    public AzureProperty aso(String paths) {
        this.aso = PropertyPath.all(paths);
        return this;
    }

    /** The words behind {@code az aks update -g GROUP -n NAME} or {@code az acr update} that set it. */
    public AzureProperty az(String words) {
        this.flag = words;
        return this;
    }

    /**
     * The first versions of the API that know it, where that is not long ago.
     *
     * @param stable the first one that is no preview; empty when there is none yet
     * @param preview the first preview; empty when it never was in one
     */
    public AzureProperty since(String stable, String preview) {
        this.since = new Since(stable, preview);
        return this;
    }

    /** The same for one value of it that came later than the property. */
    public AzureProperty since(String value, String stable, String preview) {
        laterValues.put(value, new Since(stable, preview));
        return this;
    }

    /**
     * Which version of the API must be spoken to write a value, where the one that is spoken does not know it; else empty.
     *
     * @param isWritten whether the property is written, so that the version knows it
     */
    String since(String apiVersion, Object value, boolean isWritten) {
        Since later = laterValues.get(String.valueOf(value));
        return later != null ? later.words(apiVersion) : isWritten ? "" : since.words(apiVersion);
    }

    /** A password or key: its value is never shown. */
    public AzureProperty secret() {
        this.isSecret = true;
        return this;
    }

    boolean isSecret() {
        return isSecret;
    }

    /** What the service takes when the property is absent. */
    public AzureProperty absent(Object value) {
        this.absent = value;
        return this;
    }

    /** What the provider azurerm sends when the attribute is absent. */
    public AzureProperty azurermAbsent(Object value) {
        this.azurermAbsent = value;
        return this;
    }

    /**
     * What the service takes when the property is absent, where that hangs on the version of its API that is spoken.
     *
     * @param version the first one that takes {@code since}; those before it take {@code before}
     */
    public AzureProperty absent(String version, Object before, Object since) {
        this.changedIn = version;
        this.absentBefore = before;
        this.absentSince = since;
        return this;
    }

    /** What AKS Automatic presets. */
    public AzureProperty automatic(Object value) {
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
            case ARM, BICEP, AZ, AZAPI -> arm;
        };
    }

    @Nullable
    Object absent(Notation notation, String apiVersion) {
        if (!changedIn.isEmpty() && !apiVersion.isEmpty()) {
            return apiVersion.compareTo(changedIn) < 0 ? absentBefore : absentSince;
        }
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
