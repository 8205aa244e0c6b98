package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Objects that others carry: a controller or a script creates them, and no policy sees them as objects. A text counts as far as it
 * can be read, whether it is a manifest, a template of one, or a script with one in it.
 */
public final class EmbeddedObjects {
    private static final int DEEPEST = 500;

    /** No manifest is shorter. */
    private static final int SHORTEST = 20;

    /** A copy of the object itself, which kubectl leaves. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final Pattern API_VERSION = key("apiVersion");
    private static final Pattern KIND = key("kind");
    private static final Pattern METADATA = key("metadata");
    private static final Pattern CONTAINERS = key("containers");
    private static final Pattern IMAGE = key("image");

    private EmbeddedObjects() {}

    /** A key at the begin of a line or of a JSON object, or behind another one. It takes no longer than the text is long. */
    private static Pattern key(String name) {
        return Pattern.compile("(?m)(?:^[ \\t>|{,-]*+|[{,][ \\t]{0,8})[\"']?" + name + "[\"']?[ \\t]{0,8}[:=]");
    }

    /** The fields of an object that carry others: texts in objects of every kind, mappings in custom resources; the outermost each. */
    public static List<Field> in(Resource resource) {
        var found = new ArrayList<Field>();
        // the schemas of a definition describe objects
        if (!resource.id().group().equals("apiextensions.k8s.io") && resource.chart() == null) {
            boolean isCustom = PodShapes.mayBeIn(resource.id());
            boolean isEncoded = resource.id().apiVersion().equals("v1");
            for (Field part : resource.root().fields()) {
                boolean isEncodedPart = isEncoded && isEncoded(resource, part);
                Node node = part.node();
                if (node != null && (isEncodedPart || mayHold(node, isCustom, 0))) {
                    search(part, isCustom, isEncodedPart, found, 0);
                }
            }
        }
        return found;
    }

    private static boolean isEncoded(Resource resource, Field part) {
        return part.key().equals(resource.kind().equals("Secret") ? "data" : "binaryData");
    }

    private static void search(Field field, boolean isCustom, boolean isEncoded, List<Field> found, int depth) {
        Node node = field.node();
        if (node == null
                || !isEncoded && !mayHold(node, isCustom, depth)
                || field.key().equals(LAST_APPLIED)) {
            return;
        }
        if (node instanceof Node.Scalar scalar) {
            if (scalar.value() instanceof String text && isInText(isEncoded ? decoded(text) : text)) {
                found.add(field);
            }
        } else if (isCustom && depth > 0 && isObject(field) && !isClaim(field)) {
            found.add(field);
        } else {
            field.fields().forEach(inner -> search(inner, isCustom, isEncoded, found, depth + 1));
            field.items().forEach(item -> search(item, isCustom, isEncoded, found, depth + 1));
        }
    }

    /** Whether it is worth to look closer: most objects hold nothing of the kind, and fields cost more than nodes. */
    private static boolean mayHold(Node node, boolean isCustom, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (node instanceof Node.Scalar scalar) {
            return scalar.value() instanceof String text && mayBe(text);
        }
        if (node instanceof Node.Mapping mapping) {
            if (isCustom && depth > 0 && mapping.get("apiVersion") != null) {
                return true;
            }
            for (Node.Entry entry : mapping.entries()) {
                if (mayHold(entry.value(), isCustom, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        for (Node item : ((Node.Sequence) node).items()) {
            if (mayHold(item, isCustom, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBe(String text) {
        return text.length() >= SHORTEST && (text.contains("apiVersion") || text.contains("containers"));
    }

    private static boolean isObject(Field field) {
        return field.get("apiVersion").string() != null
                && field.get("kind").string() != null
                && (field.at("metadata", "name").text() != null
                        || field.at("metadata", "generateName").text() != null);
    }

    /** A template of storage runs nothing. */
    private static boolean isClaim(Field field) {
        return "PersistentVolumeClaim".equals(field.get("kind").string());
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException other) {
            return text;
        }
    }

    /** Whether a text is, holds or is to become an object of Kubernetes with a name, or a pod. */
    static boolean isInText(String text) {
        if (!mayBe(text)) {
            return false;
        }
        var receiver = new ManifestReader.Receiver() {
            private boolean isFound;
            private boolean isBroken;

            @Override
            public void document(Node root) {
                isFound |= isInDocument(Field.root(root), 0);
            }

            @Override
            public void problem(ManifestException problem) {
                isBroken = true;
            }
        };
        ManifestReader.read(text, ReadLimits.DEFAULT, receiver);
        return receiver.isFound || receiver.isBroken && looksLikeObject(text);
    }

    /** Whether a document holds an object with a name, or a pod, on any level. */
    public static boolean isInDocument(Node root) {
        return isInDocument(Field.root(root), 0);
    }

    private static boolean isInDocument(Field field, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        if (field.node() instanceof Node.Scalar scalar) {
            return scalar.value() instanceof String text && looksLikeObject(text);
        }
        return isObject(field) && !isClaim(field)
                || field.get("containers").isPresent() && PodShapes.isPod(field)
                || field.fields().stream().anyMatch(inner -> isInDocument(inner, depth + 1))
                || field.items().stream().anyMatch(item -> isInDocument(item, depth + 1));
    }

    /** Whether lines of a text begin as those of an object or a pod do, whatever language is around them. */
    public static boolean looksLikeObject(String text) {
        return API_VERSION.matcher(text).find()
                        && KIND.matcher(text).find()
                        && METADATA.matcher(text).find()
                || CONTAINERS.matcher(text).find() && IMAGE.matcher(text).find();
    }
}
