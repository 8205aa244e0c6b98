package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A SecretProviderClass of the Secrets Store CSI driver, with the parameters of the Azure provider as the provider reads
 * them (Azure/secrets-store-csi-driver-provider-azure, {@code pkg/provider}): texts without white space around them.
 */
public final class SecretProviderClass {
    /** Every SecretProviderClass, of whatever provider. */
    public static final ViewType<SecretProviderClass> VIEW =
            new ViewType<>("SecretProviderClass", KeyVaultAccess.KINDS, SecretProviderClass::of);

    /** Those whose parameters the Azure provider reads: of another provider nothing is known. */
    public static final ViewType<SecretProviderClass> AZURE = new ViewType<>(
            "SecretProviderClass of Azure Key Vault",
            KeyVaultAccess.KINDS,
            resource ->
                    of(resource).stream().filter(SecretProviderClass::isAzure).toList());

    /** The words that Go's {@code strconv.ParseBool} takes for true. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    /** The words that it takes for false; empty is false, too. */
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False", "");

    /** What lets the provider read Key Vault. */
    public enum Mode {
        POD_IDENTITY("usePodIdentity"),
        VM_IDENTITY("useVMManagedIdentity"),
        TOKEN_PROXY("useAzureTokenProxy");

        private final String parameter;

        Mode(String parameter) {
            this.parameter = parameter;
        }

        /** The parameter that turns it on. */
        public String parameter() {
            return parameter;
        }
    }

    private final Resource resource;
    /** Made at the first question and never changed: threads that ask at the same time make equal ones. */
    private volatile @Nullable Content content;

    /** What {@code objects} holds, and what of it cannot be read. */
    private record Content(List<KeyVaultObject> objects, List<ManifestException> problems) {
        Content {
            objects = List.copyOf(objects);
            problems = List.copyOf(problems);
        }
    }

    private SecretProviderClass(Resource resource) {
        this.resource = resource;
    }

    static List<SecretProviderClass> of(Resource resource) {
        return resource.is("secrets-store.csi.x-k8s.io", "SecretProviderClass")
                ? List.of(new SecretProviderClass(resource))
                : List.of();
    }

    public Resource resource() {
        return resource;
    }

    public Field provider() {
        return resource.root().at("spec", "provider");
    }

    /** Whether it is for Azure; one without provider is judged as such, since nothing else is right on AKS. */
    public boolean isAzure() {
        String provider = provider().stringOr("");
        return provider.isEmpty() || provider.toLowerCase(Locale.ROOT).equals("azure");
    }

    /** The mapping of all parameters. */
    public Field parameters() {
        return resource.root().at("spec", "parameters");
    }

    public Field parameter(String name) {
        return parameters().get(name);
    }

    /** A parameter as the provider reads it; empty when it is not set. */
    public String text(String name) {
        return parameter(name).textOr("").strip();
    }

    /** The parameter that names the tenant: {@code tenantID}, or its older name when only that says something. */
    public Field tenant() {
        return text("tenantID").isEmpty() && !text("tenantId").isEmpty()
                ? parameter("tenantId")
                : parameter("tenantID");
    }

    /** Whether a mode is turned on. */
    public boolean uses(Mode mode) {
        return TRUE.contains(text(mode.parameter()));
    }

    /** Whether a text is a boolean to the provider. */
    public static boolean isBoolean(String text) {
        return TRUE.contains(text) || FALSE.contains(text);
    }

    /** Whether pods get at Key Vault by a federated service account: no other mode, and a client id. */
    public boolean usesServiceAccount() {
        return !uses(Mode.POD_IDENTITY)
                && !uses(Mode.VM_IDENTITY)
                && !text("clientID").isEmpty();
    }

    /** The entries of {@code spec.secretObjects}: what is copied into Kubernetes Secrets. */
    public List<Field> secretObjects() {
        return resource.root().at("spec", "secretObjects").items();
    }

    /** The list of texts in {@code objects}. */
    public Field objectsParameter() {
        return parameter("objects");
    }

    /** What is mounted, as far as it can be read. */
    public List<KeyVaultObject> objects() {
        return content().objects();
    }

    /** What of {@code objects} the provider cannot read, with places; empty when all is well. */
    public List<ManifestException> problems() {
        return content().problems();
    }

    /** The names that secretObjects may refer to; null when what is mounted cannot be read. */
    public @Nullable Set<String> files() {
        if (!problems().isEmpty() || text("objects").isEmpty()) {
            return null;
        }
        var files = new LinkedHashSet<String>();
        objects().forEach(object -> files.addAll(object.files()));
        return files;
    }

    private Content content() {
        Content known = content;
        if (known == null) {
            known = read();
            content = known;
        }
        return known;
    }

    private Content read() {
        var objects = new ArrayList<KeyVaultObject>();
        var problems = new ArrayList<ManifestException>();
        Field parameter = objectsParameter();
        if (parameter.stringOr("").isBlank()) {
            return new Content(objects, problems);
        }
        try {
            Field array = EmbeddedDocument.read(parameter).get("array");
            if (array.isPresent() && !(array.node() instanceof Node.Sequence)) {
                throw new ManifestException(
                        "array is a " + typeName(array) + ", where a list of texts is expected",
                        array.place().key());
            }
            for (Field item : array.items()) {
                read(item, objects, problems);
            }
        } catch (ManifestException unreadable) {
            problems.add(unreadable);
        }
        return new Content(objects, problems);
    }

    private static void read(Field item, List<KeyVaultObject> objects, List<ManifestException> problems) {
        try {
            if (!(item.node() instanceof Node.Scalar)) {
                throw new ManifestException(
                        "an entry of array is a " + typeName(item)
                                + ", where a text is expected: begin it with \"- |\"",
                        item.place().value());
            }
            Field object = EmbeddedDocument.read(item);
            if (object.isPresent() && !(object.node() instanceof Node.Mapping)) {
                throw new ManifestException(
                        "an entry of array holds a " + typeName(object) + ", where a mapping is expected",
                        object.place().value());
            }
            objects.add(new KeyVaultObject(object));
        } catch (ManifestException unreadable) {
            problems.add(unreadable);
        }
    }

    private static String typeName(Field field) {
        Node node = field.node();
        return node == null ? "nothing" : node.typeName();
    }
}
