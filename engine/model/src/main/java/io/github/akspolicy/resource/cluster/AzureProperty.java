package io.github.akspolicy.resource.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A property of an Azure resource: where each notation writes it, what the service does when no file sets it, and what AKS
 * Automatic presets. Paths are in the language of {@link PropertyPath}, alternatives with {@code |}, the current one
 * first.
 */
public final class AzureProperty {
    // A method that returns a property returns a copy: constants are shared by policies in several threads.
    private final List<PropertyPath> arm;
    private List<PropertyPath> azurerm = List.of();
    private List<PropertyPath> automaticAzurerm = List.of();
    private @Nullable List<PropertyPath> capz;
    private List<PropertyPath> aso;
    private String nodeClass = "";
    private String flag = "";
    private Map<String, String> flagsByValue = Map.of();
    private String hidden = "";
    private Since since = new Since("", "");
    private Map<String, Since> laterValues = Map.of();
    private @Nullable Object absent;
    private @Nullable Object azurermAbsent;
    private @Nullable Object automaticAzurermAbsent;
    private @Nullable Object capzAbsent;
    private int azurermChangedIn;
    private @Nullable Object azurermAbsentSince;
    private int azurermRemovedIn;
    private @Nullable PropertyPath azurermNewest;
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
        this.aso = arm;
    }

    private AzureProperty(AzureProperty other) {
        this.arm = other.arm;
        this.azurerm = other.azurerm;
        this.automaticAzurerm = other.automaticAzurerm;
        this.capz = other.capz;
        this.aso = other.aso;
        this.nodeClass = other.nodeClass;
        this.flag = other.flag;
        this.flagsByValue = other.flagsByValue;
        this.hidden = other.hidden;
        this.since = other.since;
        this.laterValues = other.laterValues;
        this.absent = other.absent;
        this.azurermAbsent = other.azurermAbsent;
        this.automaticAzurermAbsent = other.automaticAzurermAbsent;
        this.capzAbsent = other.capzAbsent;
        this.azurermChangedIn = other.azurermChangedIn;
        this.azurermAbsentSince = other.azurermAbsentSince;
        this.azurermRemovedIn = other.azurermRemovedIn;
        this.azurermNewest = other.azurermNewest;
        this.changedIn = other.changedIn;
        this.absentBefore = other.absentBefore;
        this.absentSince = other.absentSince;
        this.automatic = other.automatic;
    }

    /** A property by its path in ARM, below {@code properties}. */
    public static AzureProperty arm(String path) {
        return new AzureProperty(path);
    }

    private AzureProperty with(Consumer<AzureProperty> change) {
        var copy = new AzureProperty(this);
        change.accept(copy);
        return copy;
    }

    /** The attributes of azurerm, of all its versions. Without it azurerm cannot express the property. */
    public AzureProperty azurerm(String paths) {
        return with(copy -> copy.azurerm = PropertyPath.all(paths));
    }

    /**
     * The attributes of {@code azurerm_kubernetes_automatic_cluster}, which shares none with {@code
     * azurerm_kubernetes_cluster} by itself. Without it that type cannot express the property.
     */
    public AzureProperty automaticAzurerm(String paths) {
        return with(copy -> copy.automaticAzurerm = PropertyPath.all(paths));
    }

    /**
     * The field of Cluster API Provider Azure, if it is called otherwise than in ARM; empty where patches would change what CAPZ
     * itself decides.
     */
    public AzureProperty capz(String paths) {
        return with(copy -> copy.capz = PropertyPath.all(paths));
    }

    /** Where Azure Service Operator writes it, if not where ARM does. */
    public AzureProperty aso(String paths) {
        return with(copy -> copy.aso = PropertyPath.all(paths));
    }

    /** Where an {@code AKSNodeClass} of node auto-provisioning writes it, below {@code spec}. */
    public AzureProperty nodeClass(String path) {
        return with(copy -> copy.nodeClass = path);
    }

    /** The property as an {@link NodeClass} has it; empty where it has none. */
    public Optional<AzureProperty> ofNodeClass() {
        return nodeClass.isEmpty() ? Optional.empty() : Optional.of(aso(nodeClass));
    }

    /** No version of Azure Service Operator has it, and so none of Cluster API Provider Azure. */
    public AzureProperty notInOperators() {
        return aso("");
    }

    /** The words behind {@code az aks update -g GROUP -n NAME} or {@code az acr update} that set it. */
    public AzureProperty az(String words) {
        return with(copy -> copy.flag = words);
    }

    /** The same for one value of it. */
    public AzureProperty az(String value, String words) {
        var copy = new AzureProperty(this);
        var flags = new HashMap<>(flagsByValue);
        flags.put(value, words);
        copy.flagsByValue = Map.copyOf(flags);
        return copy;
    }

    /**
     * The first versions of the API that know it, where that is not long ago.
     *
     * @param stable the first one that is not a preview; empty when there is none yet
     * @param preview the first preview; empty when it never was in one
     */
    public AzureProperty since(String stable, String preview) {
        return with(copy -> copy.since = new Since(stable, preview));
    }

    /** The same for one value of it that came later than the property. */
    public AzureProperty since(String value, String stable, String preview) {
        var copy = new AzureProperty(this);
        var values = new HashMap<>(laterValues);
        values.put(value, new Since(stable, preview));
        copy.laterValues = Map.copyOf(values);
        return copy;
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

    /** Whether a version of the API has it. */
    boolean isKnownTo(String apiVersion) {
        return since.words(apiVersion).isEmpty();
    }

    /** A password or key: its value is never shown. */
    public AzureProperty secret() {
        return hidden("a secret");
    }

    /** A value that is never shown, and what it is, such as {@code credentials}. */
    public AzureProperty hidden(String words) {
        return with(copy -> copy.hidden = words);
    }

    /** What a value is that is never shown; empty where it may be shown. */
    String hidden() {
        return hidden;
    }

    /** What the service takes when the property is absent. */
    public AzureProperty absent(Object value) {
        return with(copy -> copy.absent = value);
    }

    /** What the provider azurerm sends when the attribute is absent. */
    public AzureProperty azurermAbsent(Object value) {
        return with(copy -> copy.azurermAbsent = value);
    }

    /** What azurerm sends for its type for AKS Automatic when the attribute is absent. */
    public AzureProperty automaticAzurermAbsent(Object value) {
        return with(copy -> copy.automaticAzurermAbsent = value);
    }

    /** What Cluster API Provider Azure sends when the field is absent. */
    public AzureProperty capzAbsent(Object value) {
        return with(copy -> copy.capzAbsent = value);
    }

    /**
     * What azurerm sends when the attribute is absent, where that depends on its major version. Where the file does not say
     * the version, nothing is known of an absent attribute.
     *
     * @param major the first one that sends {@code since}; those before it send {@code before}
     */
    public AzureProperty azurermAbsent(int major, Object before, Object since) {
        var copy = new AzureProperty(this);
        copy.azurermChangedIn = major;
        copy.azurermAbsent = before;
        copy.azurermAbsentSince = since;
        return copy;
    }

    /**
     * The attribute that the newest version of azurerm has, where that is not the first of those that are read: one that an
     * earlier version has beside it may say otherwise.
     */
    public AzureProperty azurermNewest(String path) {
        return with(copy -> copy.azurermNewest = PropertyPath.all(path).get(0));
    }

    /** The major version of azurerm that has no attribute for it any more. */
    public AzureProperty azurermRemovedIn(int major) {
        return with(copy -> copy.azurermRemovedIn = major);
    }

    /** The major version of azurerm from which on it has no attribute for it; 0 where it always has. */
    public int azurermRemovedIn() {
        return azurermRemovedIn;
    }

    /**
     * What the service takes when the property is absent, where that hangs on the version of its API that is spoken.
     *
     * @param version the first one that takes {@code since}; those before it take {@code before}
     */
    public AzureProperty absent(String version, Object before, Object since) {
        var copy = new AzureProperty(this);
        copy.changedIn = version;
        copy.absentBefore = before;
        copy.absentSince = since;
        return copy;
    }

    /** What AKS Automatic presets. */
    public AzureProperty automatic(Object value) {
        return with(copy -> copy.automatic = value);
    }

    /** The words of {@code az} that set it; empty when there are none. */
    public String flag() {
        return flag;
    }

    /** The words of {@code az} that set it to a value; empty when there are none. */
    String flag(Object value) {
        return flagsByValue.getOrDefault(String.valueOf(value), flag);
    }

    /** Its path in a notation; empty when the notation cannot express it. */
    public String in(Notation notation) {
        List<PropertyPath> paths = paths(notation);
        if (paths.isEmpty()) {
            return "";
        }
        PropertyPath path = newest(notation, paths);
        String prefix = path.isTop() ? notation.prefix().replace("properties.", "") : notation.prefix();
        return prefix + path.written();
    }

    /** Of the paths of a notation the one to write. */
    PropertyPath newest(Notation notation, List<PropertyPath> paths) {
        PropertyPath newest = azurermNewest;
        return notation == Notation.AZURERM && newest != null && paths.contains(newest) ? newest : paths.get(0);
    }

    /** The attributes of azurerm that it had in earlier versions, the newest first. */
    public List<String> earlierAzurerm() {
        return azurerm.stream()
                .filter(path -> azurermRemovedIn > 0 || !path.equals(newest(Notation.AZURERM, azurerm)))
                .map(PropertyPath::written)
                .distinct()
                .toList();
    }

    /** The attribute of {@code azurerm_kubernetes_automatic_cluster}; empty where that type cannot express it. */
    public String inAutomaticAzurerm() {
        return automaticAzurerm.isEmpty() ? "" : automaticAzurerm.get(0).written();
    }

    /** Where a resource writes it. */
    List<PropertyPath> paths(AzureResource resource) {
        if (resource.isAutomaticType()) {
            return automaticAzurerm;
        }
        if (resource.notation() == Notation.CAPZ) {
            CapzFields fields = CapzFields.of(resource.type());
            List<PropertyPath> paths = paths(Notation.CAPZ);
            boolean isPatched = !aso.isEmpty() && isKnownTo(resource.apiVersion());
            return isPatched || paths.stream().anyMatch(fields::have) ? paths : List.of();
        }
        boolean isRemoved = azurermRemovedIn > 0 && resource.provider().orElse(0) >= azurermRemovedIn;
        return isRemoved ? List.of() : paths(resource.notation());
    }

    List<PropertyPath> paths(Notation notation) {
        return switch (notation) {
            case AZURERM -> azurerm;
            // fields first, then what patches write
            case CAPZ ->
                Stream.concat(
                                (capz == null ? arm : capz).stream(),
                                capz == null || !capz.isEmpty() ? aso.stream() : Stream.of())
                        .distinct()
                        .toList();
            case ASO -> aso;
            case ARM, BICEP, AZ, AZAPI -> arm;
        };
    }

    /** What an absent property means for a resource. */
    @Nullable
    Object absent(AzureResource resource) {
        if (resource.notation() == Notation.CAPZ && capzAbsent != null) {
            return capzAbsent;
        }
        if (resource.isAutomaticType() && automaticAzurermAbsent != null) {
            return automaticAzurermAbsent;
        }
        if (resource.notation() == Notation.AZURERM && azurermChangedIn > 0) {
            OptionalInt major = resource.provider();
            return major.isEmpty() ? null : major.getAsInt() < azurermChangedIn ? azurermAbsent : azurermAbsentSince;
        }
        return absent(resource.notation(), resource.apiVersion());
    }

    /** Whether what is absent depends on the version of azurerm, which the file of a resource does not say. */
    public boolean isUnknownWithoutVersion(AzureResource resource) {
        return resource.notation() == Notation.AZURERM
                && azurermChangedIn > 0
                && resource.provider().isEmpty();
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
