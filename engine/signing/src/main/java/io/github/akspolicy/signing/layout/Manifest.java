package io.github.akspolicy.signing.layout;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image manifest or index of OCI or Docker, as far as signatures need it.
 *
 * @param descriptor how it is served
 * @param bytes the manifest itself
 * @param artifactType what kind of artifact it is, or null
 * @param configType the media type of its configuration, or null
 * @param layers its layers
 * @param subject the digest of the manifest that it belongs to, or null
 * @param children the manifests of an index
 */
public record Manifest(
        Descriptor descriptor,
        byte[] bytes,
        @Nullable String artifactType,
        @Nullable String configType,
        List<Entry> layers,
        @Nullable String subject,
        List<Entry> children) {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    private static final int MAX_ENTRIES = 10_000;

    /**
     * A layer, or a manifest of an index.
     *
     * @param descriptor media type, digest and size
     * @param annotations its annotations that are texts
     * @param platform operating system and architecture, such as {@code linux/arm64/v8}; empty when none is stated
     */
    public record Entry(Descriptor descriptor, Map<String, String> annotations, String platform) {}

    public Manifest {
        layers = List.copyOf(layers);
        children = List.copyOf(children);
    }

    /**
     * Reads a manifest.
     *
     * @param mediaType as it is served, or null when nobody said
     * @throws VerificationFailure when it is none, or says another media type of itself
     */
    public static Manifest read(byte[] bytes, String digest, @Nullable String mediaType) throws VerificationFailure {
        Map<String, @Nullable Object> root;
        try {
            StrictJson json = StrictJson.read(bytes, "manifest " + digest);
            root = json.object();
            String own = text(root, "mediaType");
            if (mediaType != null && own != null && !own.equals(mediaType)) {
                throw VerificationFailure.invalid("the manifest " + digest + " is served as "
                        + StrictJson.shown(mediaType) + ", but says that it is " + StrictJson.shown(own));
            }
            List<Entry> children = entries(root.get("manifests"));
            String type =
                    mediaType != null ? mediaType : own != null ? own : children.isEmpty() ? OCI_MANIFEST : OCI_INDEX;
            Object config = root.get("config");
            Object subject = root.get("subject");
            return new Manifest(
                    new Descriptor(type, digest, bytes.length),
                    bytes,
                    text(root, "artifactType"),
                    config == null ? null : text(StrictJson.object(config, "config"), "mediaType"),
                    entries(root.get("layers")),
                    subject == null ? null : text(StrictJson.object(subject, "subject"), "digest"),
                    children);
        } catch (VerificationFailure malformed) {
            throw new VerificationFailure(SignatureCode.EVIDENCE_CORRUPT, malformed.text());
        }
    }

    /** The entries of a list of descriptors. */
    static List<Entry> entries(@Nullable Object value) throws VerificationFailure {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items) || items.size() > MAX_ENTRIES) {
            throw VerificationFailure.invalid("a list of descriptors is not a list, or longer than " + MAX_ENTRIES);
        }
        var entries = new ArrayList<Entry>();
        for (Object item : items) {
            Map<String, @Nullable Object> object = StrictJson.object(item, "a descriptor");
            String digest = text(object, "digest");
            String mediaType = text(object, "mediaType");
            if (digest == null || mediaType == null || !(object.get("size") instanceof Long size)) {
                throw VerificationFailure.invalid("a descriptor lacks digest, mediaType or size");
            }
            entries.add(new Entry(
                    new Descriptor(mediaType, digest, size),
                    annotations(object.get("annotations")),
                    platform(object.get("platform"))));
        }
        return entries;
    }

    private static Map<String, String> annotations(@Nullable Object value) throws VerificationFailure {
        var annotations = new LinkedHashMap<String, String>();
        if (value != null) {
            StrictJson.object(value, "annotations").forEach((name, text) -> {
                if (text instanceof String string) {
                    annotations.put(name, string);
                }
            });
        }
        return annotations;
    }

    private static String platform(@Nullable Object value) throws VerificationFailure {
        if (value == null) {
            return "";
        }
        Map<String, @Nullable Object> platform = StrictJson.object(value, "platform");
        String variant = text(platform, "variant");
        return text(platform, "os") + "/" + text(platform, "architecture") + (variant == null ? "" : "/" + variant);
    }

    private static @Nullable String text(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    public String digest() {
        return descriptor.digest();
    }

    /** What kind of artifact this is: its artifact type, else the type of its configuration. */
    public String kind() {
        String kind = artifactType != null ? artifactType : configType;
        return kind == null ? "" : kind;
    }

    public boolean isIndex() {
        return descriptor.mediaType().equals(OCI_INDEX)
                || descriptor.mediaType().equals(DOCKER_LIST);
    }
}
