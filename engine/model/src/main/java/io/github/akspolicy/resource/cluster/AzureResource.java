package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A resource of Azure, whatever notation defines it. */
public class AzureResource {
    /** The API group of what Terraform defines; its kind is the type in Terraform. */
    public static final String TERRAFORM = "terraform.io";
    /** The version, behind an ARM group, of what {@code az} answered. */
    public static final String AZ_VERSION = "az";

    /** The key of what Terraform defines for its address, with its type. */
    public static final String ADDRESS = "address";
    /** The key of what azurerm defines for the major version of azurerm, where the file says it. */
    public static final String PROVIDER = "azurerm_major_version";

    /** The key of what Terraform defines for the bodies of azapi that change it. */
    public static final String UPDATES = "azapi_updates";

    private static final String ASO = ".azure.com";
    static final String TEMPLATE = "Template";
    private static final String CAPZ = "infrastructure.cluster.x-k8s.io";

    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(-preview)?");
    private static final Pattern ASO_VERSION =
            Pattern.compile("^[a-z.]+/v(?:\\dapi)?(\\d{4})(\\d\\d)(\\d\\d)(preview)?$");

    /** All kinds of the groups that define something in Azure. */
    public static final Kinds KINDS = Kinds.inGroups(AzureResource::isAzure);

    private final AzureType type;
    private final Notation notation;
    private final String name;
    private final Field root;
    private final Field top;
    private final Field body;
    private @Nullable AzureKeys keys;

    AzureResource(AzureType type, Notation notation, String name, Field root, Field top, Field body) {
        this.type = type;
        this.notation = notation;
        this.name = name;
        this.root = root;
        this.top = top;
        this.body = body;
    }

    /** The view of one type. */
    public static ViewType<AzureResource> view(String words, AzureType type) {
        return new ViewType<>(words, KINDS, resource -> of(resource, type));
    }

    /** The readings of a resource: one where it is of this type. */
    public static List<AzureResource> of(Resource resource, AzureType type) {
        return of(resource, type, Function.identity());
    }

    /** Whether a resource defines something in Azure, of whatever type and in whatever notation. */
    public static boolean isAzure(Resource resource) {
        return isAzure(resource.id().group());
    }

    private static boolean isAzure(String group) {
        return group.equals(TERRAFORM) || group.startsWith("Microsoft.") || group.endsWith(ASO) || group.equals(CAPZ);
    }

    static <V> List<V> of(Resource resource, AzureType type, Function<AzureResource, V> view) {
        String group = resource.id().group();
        if (group.equals(TERRAFORM)) {
            return one(terraform(resource, type), view);
        }
        if (group.startsWith("Microsoft.")) {
            return one(arm(resource, type), view);
        }
        if (group.endsWith(ASO)) {
            return AzureType.ofAso(group, resource.kind()) == type
                    ? List.of(view.apply(kubernetes(type, Notation.ASO, resource.name(), resource.root())))
                    : List.of();
        }
        if (!group.equals(CAPZ)) {
            return List.of();
        }
        if (AzureType.ofCapz(resource.kind()) == type) {
            return List.of(view.apply(kubernetes(type, Notation.CAPZ, resource.name(), resource.root())));
        }
        return resource.kind().startsWith("AzureASOManaged") ? embedded(resource, type, view) : List.of();
    }

    private static <V> List<V> one(@Nullable AzureResource resource, Function<AzureResource, V> view) {
        return resource == null ? List.of() : List.of(view.apply(resource));
    }

    private static @Nullable AzureResource arm(Resource resource, AzureType type) {
        if (AzureType.ofArm(resource.id().group() + "/" + resource.kind()) != type) {
            return null;
        }
        Field root = resource.root();
        boolean isAz = resource.id().apiVersion().endsWith("/" + AZ_VERSION);
        return new AzureResource(
                type,
                isAz ? Notation.AZ : isBicep(root) ? Notation.BICEP : Notation.ARM,
                resource.name(),
                root,
                root,
                isAz && !isNested(root) ? root : PropertyPath.step(root, "properties"));
    }

    /** Newer commands of az answer with the word around the properties, as ARM does. */
    private static boolean isNested(Field root) {
        return root.get("properties").node() instanceof Node.Mapping;
    }

    /** What reads templates leaves the sign of the compiler in each resource. */
    private static boolean isBicep(Field root) {
        return "bicep".equals(root.at("metadata", "_generator", "name").string());
    }

    private static @Nullable AzureResource terraform(Resource resource, AzureType type) {
        Field root = resource.root();
        if (AzureType.ofTerraform(resource.kind()) == type) {
            return new AzureResource(type, Notation.AZURERM, resource.name(), root, root, root);
        }
        String azapi = root.get("type").stringOr("");
        int version = azapi.indexOf('@');
        if (!resource.kind().startsWith("azapi_")
                || version < 0
                || AzureType.ofArm(azapi.substring(0, version)) != type) {
            return null;
        }
        Field body = root.get("body");
        Field top = body.get("identity").isPresent() || !root.get("identity").isPresent() ? body : root;
        return new AzureResource(
                type, Notation.AZAPI, resource.name(), root, top, PropertyPath.step(body, "properties"));
    }

    static AzureResource kubernetes(AzureType type, Notation notation, String name, Field root) {
        Field spec = spec(root);
        return new AzureResource(type, notation, name, root, spec, spec);
    }

    /** What an object says; of the templates of CAPZ what they make objects of. */
    private static Field spec(Field root) {
        return isTemplate(root) ? root.at("spec", "template", "spec") : root.get("spec");
    }

    static boolean isTemplate(Field root) {
        return root.get("kind").stringOr("").endsWith(TEMPLATE);
    }

    /** CAPZ's newer kinds carry the objects of ASO as they are. */
    private static <V> List<V> embedded(Resource resource, AzureType type, Function<AzureResource, V> view) {
        var views = new ArrayList<V>();
        for (Field item : spec(resource.root()).get("resources").items()) {
            String apiVersion = item.get("apiVersion").stringOr("");
            String group = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
            if (AzureType.ofAso(group, item.get("kind").stringOr("")) == type) {
                String name = item.at("metadata", "name").stringOr("");
                views.add(view.apply(kubernetes(type, Notation.ASO, name, item)));
            }
        }
        return views;
    }

    public AzureType type() {
        return type;
    }

    public Notation notation() {
        return notation;
    }

    /** What it is called within its definition: the ARM name, the Terraform address without type, the object's name. */
    public String name() {
        return name;
    }

    /** What it is called in Azure, without what it belongs to; null when that is known only at deployment. */
    public @Nullable String azureName() {
        return switch (notation) {
            case ARM, BICEP, AZ, AZURERM, AZAPI -> lastName(root.get("name"));
            case ASO -> written(root.at("spec", "azureName"));
            case CAPZ -> written(top.get("name"));
        };
    }

    private String written(Field own) {
        return own.written().isEmpty() ? name : own.written();
    }

    /** A name in ARM has those of its owners in front, which may be known only at deployment. */
    static @Nullable String lastName(Field field) {
        Unresolved unresolved = field.unresolved();
        String text = unresolved == null ? field.string() : unresolved.partial();
        if (text == null) {
            return null;
        }
        String last = text.substring(text.lastIndexOf('/') + 1);
        return unresolved != null && (last.indexOf('⟨') >= 0 || last.indexOf('⟩') >= 0) ? null : last;
    }

    /** What it lies in by its own name, by a reference or by its owner, each as {@link AzureKeys#word}. */
    public List<String> owners() {
        return switch (notation) {
            // the name of a child begins with those of its owners
            case ARM, BICEP -> List.copyOf(keys().words());
            case AZ ->
                Stream.concat(keys().words().stream(), extended().stream()).toList();
            case AZURERM ->
                Stream.of("kubernetes_cluster_id", "private_dns_zone_name", "container_registry_id")
                        .map(reference -> AzureKeys.word(root.get(reference)))
                        .toList();
            case AZAPI -> List.of(AzureKeys.word(root.get("parent_id")));
            case ASO -> {
                Field owner = root.at("spec", "owner");
                yield List.of(
                        owner.get("armId").isPresent()
                                ? AzureKeys.word(owner)
                                : AzureKeys.parent(type, owner.get("name").written()));
            }
            case CAPZ -> List.of();
        };
    }

    /**
     * What it extends by the id that az answers, as {@link AzureKeys#word}: {@code
     * …/managedClusters/aks/providers/Microsoft.ContainerService/deploymentSafeguards/default}. Empty in other notations.
     */
    public List<String> extended() {
        String id = notation == Notation.AZ ? root.get("id").stringOr("") : "";
        int own = id.lastIndexOf("/providers/");
        return own > 0 && id.lastIndexOf("/providers/", own - 1) >= 0
                ? List.of(AzureKeys.word(id.substring(0, own)))
                : List.of();
    }

    /** The field that says which resource group it lies in; of a template that is the group of the deployment: absent. */
    Field resourceGroup() {
        return switch (notation) {
            case ARM, BICEP -> root.get("resourceGroup");
            case AZ -> root.get(root.get("resourceGroup").isPresent() ? "resourceGroup" : "id");
            case AZURERM -> root.get("resource_group_name");
            case AZAPI -> root.get("parent_id");
            case ASO -> root.at("spec", "owner");
            case CAPZ -> top.get("resourceGroupName");
        };
    }

    /**
     * The version of Azure's API that the definition speaks, such as {@code 2024-05-01} or {@code 2024-05-02-preview}; empty
     * where the notation does not say.
     */
    public String apiVersion() {
        String written = switch (notation) {
            case ARM, BICEP -> root.get("apiVersion").stringOr("");
            case AZAPI -> root.get("type").stringOr("").replaceFirst("^[^@]*@", "");
            case ASO ->
                ASO_VERSION
                        .matcher(root.get("apiVersion").stringOr(""))
                        .replaceFirst("$1-$2-$3$4")
                        .replaceFirst("preview$", "-preview");
            case CAPZ -> CapzFields.apiVersion(top.get("enablePreviewFeatures").isTrue());
            case AZ, AZURERM -> "";
        };
        return API_VERSION.matcher(written).matches() ? written : "";
    }

    /** Whether it is of azurerm's type for AKS Automatic, whose arguments are others than those of its type for clusters. */
    boolean isAutomaticType() {
        return notation == Notation.AZURERM
                && root.get("address").stringOr("").contains("azurerm_kubernetes_automatic_cluster.");
    }

    /** The major version of azurerm; empty in other notations, and where the file does not say it. */
    OptionalInt provider() {
        Long major = notation == Notation.AZURERM ? root.get(PROVIDER).integer() : null;
        return major == null ? OptionalInt.empty() : OptionalInt.of(major.intValue());
    }

    /** What stands before the path of a property where the resource is written in another one: {@code pools[0].}. */
    String within() {
        return "";
    }

    /** The whole of it. */
    public Field root() {
        return root;
    }

    Field top() {
        return top;
    }

    /** What holds its properties: {@code properties} of ARM, {@code spec} of an operator, all of it in other notations. */
    public Field body() {
        return body;
    }

    /** Where a finding about all of it belongs. */
    public Place place() {
        return root.place();
    }

    /** A property as Azure will see it. */
    public Setting get(AzureProperty property) {
        return Setting.read(property, this, preset(property));
    }

    /** What is preset for the property; null for nothing. */
    @Nullable
    Object preset(AzureProperty property) {
        return null;
    }

    /** What others refer to it by. */
    public AzureKeys keys() {
        AzureKeys known = keys;
        if (known == null) {
            // every assignment, endpoint and setting of the environment asks
            known = AzureKeys.of(this);
            keys = known;
        }
        return known;
    }

    /** Whether another resource refers to this one. */
    public boolean isMeantBy(@Nullable Field reference) {
        return reference != null && keys().contains(Objects.requireNonNull(reference));
    }
}
