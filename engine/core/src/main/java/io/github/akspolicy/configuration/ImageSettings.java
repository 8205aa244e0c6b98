package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.signature.TrustMaterial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says under {@code images}. Paths are as written; what is left out is looked for below {@code
 * policy/}.
 */
record ImageSettings(
        @Nullable Located<String> lock,
        @Nullable Located<String> evidence,
        @Nullable Located<String> trustPolicy,
        @Nullable Located<String> trustStores,
        List<Located<String>> cosignKeys,
        Map<String, String> cosignAnnotations,
        @Nullable Located<String> trustedRoot,
        List<TrustMaterial.Identity> identities,
        @Nullable Located<String> verifyAt) {
    static final ImageSettings NONE =
            new ImageSettings(null, null, null, null, List.of(), Map.of(), null, List.of(), null);

    private static final Text PATH = Text.of("a path");

    static ImageSettings read(Field images, Problems problems) {
        if (!images.isPresent()) {
            return NONE;
        }
        var keys = new ArrayList<Located<String>>();
        images.get("cosignKeys").items().forEach(item -> add(keys, string(item, problems)));
        var annotations = new LinkedHashMap<String, String>();
        images.get("cosignAnnotations").fields().forEach(field -> annotations.put(field.key(), field.stringOr("")));
        Field keyless = images.get("keyless");
        var identities = new ArrayList<TrustMaterial.Identity>();
        for (Field item : keyless.get("identities").items()) {
            identities.add(new TrustMaterial.Identity(
                    item.get("subject").stringOr(""), item.get("issuer").stringOr("")));
        }
        return new ImageSettings(
                string(images.get("lock"), problems),
                string(images.get("evidence"), problems),
                string(images.get("trustPolicy"), problems),
                string(images.get("trustStores"), problems),
                keys,
                annotations,
                string(keyless.get("trustedRoot"), problems),
                identities,
                string(images.get("verifyAt"), problems));
    }

    private static void add(List<Located<String>> list, @Nullable Located<String> value) {
        if (value != null) {
            list.add(value);
        }
    }

    private static @Nullable Located<String> string(Field field, Problems problems) {
        String value = field.string();
        return value == null || value.isEmpty()
                ? null
                : new Located<>(value, problems.locate(field.place().value()));
    }

    /** What may be written under {@code images}. */
    static Shape shape() {
        var identity = new LinkedHashMap<String, Shape>();
        identity.put(
                "subject",
                new Described(
                        Text.of("an identity"),
                        "The subject alternative name of the certificate, such as the URL of a workflow; compared whole.",
                        null));
        identity.put(
                "issuer",
                new Described(
                        Text.of("an issuer"),
                        "Who vouched for it, such as https://token.actions.githubusercontent.com; compared whole.",
                        null));
        var keyless = new LinkedHashMap<String, Shape>();
        keyless.put(
                "trustedRoot", new Described(PATH, "sigstore's trusted_root.json.", "policy/trust/trusted_root.json"));
        keyless.put(
                "identities",
                new Described(
                        Items.of(new Keys("key", identity, Set.of("subject", "issuer"))),
                        "Who may sign without key.",
                        null));

        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "lock",
                new Described(
                        PATH,
                        "The images lock, written by " + CommandText.command("images-lock") + ".",
                        ImageTrusts.LOCK));
        keys.put(
                "evidence",
                new Described(
                        PATH,
                        "The OCI layout with manifests and signatures, written with the lock.",
                        ImageTrusts.EVIDENCE));
        keys.put("trustPolicy", new Described(PATH, "Notation's trust policy.", "policy/trust/trustpolicy.json"));
        keys.put(
                "trustStores",
                new Described(
                        PATH, "The folder of Notation's trust stores, which holds x509/.", "policy/trust/truststore"));
        keys.put(
                "cosignKeys",
                new Described(
                        Items.of(PATH),
                        "Public keys of cosign in PEM; those of policy/trust/cosign/*.pub when left out.",
                        null));
        keys.put(
                "cosignAnnotations",
                new Described(
                        new Entries(Text.of("the name of an annotation"), Text.ANY),
                        "Annotations that the signer must have added with cosign sign -a.",
                        null));
        keys.put("keyless", new Described(new Keys("key", keyless, Set.of()), "Signatures without key.", null));
        keys.put(
                "verifyAt",
                new Described(
                        Text.of("a time such as 2026-11-24T18:00:00Z"),
                        "The time of verification, so that an old commit keeps its verdicts; now by default.",
                        null));
        return new Described(
                new Keys("key", keys, Set.of()),
                "Signed images: the lock, the evidence, and whose signatures count.",
                null);
    }
}
