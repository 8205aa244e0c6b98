package io.github.akspolicy.fix;

import io.github.akspolicy.fix.RenderedChanges.Difference;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields that follow from values which charts show in a second place: a digest of them in an annotation, which makes pods
 * start again, and a copy of them in a Secret or ConfigMap. They must change when a value does.
 *
 * @param fixes what is meant to change
 */
record DerivedFields(Collection<Fix> fixes) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{8,128}");

    /** Whether a difference is one that has to follow from the fixes. */
    boolean follows(Difference difference) {
        String before = text(difference.before());
        String after = text(difference.after());
        FieldPath path = difference.change().path();
        FieldPath parent = path.parent();
        if (before == null || after == null || parent == null) {
            return false;
        }
        return parent.lastField().equals("annotations")
                ? isDigest(before, after)
                : isData(difference.change().resource(), parent) && isCopy(before, after, difference);
    }

    private static boolean isDigest(String before, String after) {
        return before.length() == after.length()
                && DIGEST.matcher(before).matches()
                && DIGEST.matcher(after).matches();
    }

    private static boolean isData(ResourceId resource, FieldPath parent) {
        return parent.equals(FieldPath.ROOT.field("data"))
                ? resource.kind().equals("Secret") || resource.kind().equals("ConfigMap")
                : parent.equals(FieldPath.ROOT.field("stringData"))
                        && resource.kind().equals("Secret");
    }

    private boolean isCopy(String before, String after, Difference difference) {
        boolean isEncoded = difference.change().resource().kind().equals("Secret")
                && Objects.requireNonNull(difference.change().path().parent())
                        .lastField()
                        .equals("data");
        Node one = document(before, isEncoded);
        Node other = document(after, isEncoded);
        return one instanceof Node.Mapping && other instanceof Node.Mapping && isMeant("", one, other);
    }

    private static @Nullable Node document(String text, boolean isEncoded) {
        try {
            return ManifestReader.yamlDocument(
                    isEncoded ? new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8) : text);
        } catch (ManifestException | IllegalArgumentException noValues) {
            return null;
        }
    }

    /** Whether two copies of values differ in nothing but what fixes write. */
    private boolean isMeant(String key, @Nullable Node before, @Nullable Node after) {
        if (after instanceof Node.Mapping now && (before == null || isNull(before) || before instanceof Node.Mapping)) {
            Node.Mapping then = before instanceof Node.Mapping mapping ? mapping : null;
            return (then == null || then.entries().stream().allMatch(entry -> now.get(entry.key()) != null))
                    && now.entries().stream()
                            .allMatch(entry ->
                                    isMeant(entry.key(), then == null ? null : then.get(entry.key()), entry.value()));
        }
        if (Objects.equals(plain(before), plain(after))) {
            return true;
        }
        return fixes.stream().anyMatch(fix -> writes(fix, key, before, after));
    }

    private static boolean writes(Fix fix, String key, @Nullable Node before, @Nullable Node after) {
        if (!fix.field().lastField().equals(key)) {
            return false;
        }
        return switch (fix.action()) {
            case SET -> fix.value().equals(plain(after));
            case ADD -> {
                List<Object> items = new ArrayList<>(items(before));
                items.add(fix.value());
                yield items.equals(items(after));
            }
            case REMOVE, MATCH -> false;
        };
    }

    private static List<?> items(@Nullable Node node) {
        return node instanceof Node.Sequence && Node.toPlain(node) instanceof List<?> items ? items : List.of();
    }

    private static @Nullable Object plain(@Nullable Node node) {
        return node == null ? null : Node.toPlain(node);
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    private static @Nullable String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : null;
    }
}
