package io.github.akspolicy.explain;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policies.image.RatifyMaterial;
import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureResult;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.resource.image.TrustPolicy;
import io.github.akspolicy.resource.image.TrustStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells step by step what is known of an image. */
public final class ImageExplanation {
    private final ImageReference image;
    private final ImageTrust trust;
    private final List<String> lines = new ArrayList<>();

    private ImageExplanation(ImageReference image, ImageTrust trust) {
        this.image = image;
        this.trust = trust;
    }

    /** @param environments whose resources of Ratify say whom the cluster trusts, where the configuration says nothing */
    public static List<String> lines(ImageReference image, ImageTrust trust, List<Environment> environments) {
        var explanation = new ImageExplanation(image, trust);
        explanation.reference();
        Map<TrustMaterial, List<String>> trusted = new LinkedHashMap<>();
        for (Environment environment : environments) {
            if (environment.problems().isEmpty()) {
                trusted.computeIfAbsent(
                                RatifyMaterial.trusted(trust.material(), image, environment.indexes()),
                                material -> new ArrayList<>())
                        .add(environment.name());
                if (RatifyMaterial.needsTransparencyLog(trust.material(), image, environment.indexes())) {
                    explanation.lines.add("in " + environment.name() + " Ratify looks for signatures by its keys in the"
                            + " transparency log, too (tLogVerify), which is not asked here");
                }
            } else {
                explanation.lines.add(
                        "environment " + environment.name() + " cannot be read: whom its cluster trusts is not known");
            }
        }
        if (trusted.isEmpty()) {
            trusted.put(trust.material(), List.of());
        }
        trusted.forEach((material, names) -> {
            if (trusted.size() > 1) {
                explanation.lines.add("in " + String.join(", ", names) + ":");
            }
            explanation.statement(material);
            explanation.signatures(material);
        });
        return explanation.lines;
    }

    private void reference() {
        lines.add("image: " + image.text());
        lines.add("  registry: " + image.registry() + ", repository: " + image.repository());
        if (image.digest() != null) {
            lines.add("  digest: " + image.digest() + ", as written"
                    + (image.tag() == null ? "" : "; the tag " + image.tag() + " is for people only"));
        }
        Optional<ImagesLock.Entry> entry = trust.lock().flatMap(lock -> lock.find(image));
        entry.ifPresentOrElse(
                locked -> {
                    lines.add("  locked: " + locked.digest() + " in " + trust.lockFile() + ", at " + locked.lockedAt());
                    locked.platforms().forEach((platform, digest) -> lines.add("    " + platform + ": " + digest));
                },
                () -> lines.add("  not locked in " + trust.lockFile()));
    }

    private void statement(TrustMaterial material) {
        TrustPolicy policy = material.trustPolicy();
        if (policy == null) {
            lines.add("trust policy: none");
            return;
        }
        if (trust.material().trustPolicy() == null) {
            lines.add("trust policy: that of the cluster's Ratify resources");
        }
        policy.statementFor(image.name())
                .ifPresentOrElse(this::statement, () -> lines.add("trust policy: no statement names " + image.name()));
    }

    private void statement(TrustStatement statement) {
        lines.add("trust policy: statement " + statement.name() + ", level " + statement.level());
        lines.add("  scopes: " + statement.scopes());
        lines.add("  trust stores: " + statement.stores());
        lines.add("  identities: " + statement.identities());
        for (TrustStatement.Check check : TrustStatement.Check.values()) {
            lines.add("  " + check + ": " + statement.action(check));
        }
    }

    private void signatures(TrustMaterial material) {
        var kinds = EnumSet.noneOf(SignatureKind.class);
        Arrays.stream(SignatureKind.values()).filter(material::knows).forEach(kinds::add);
        if (kinds.isEmpty()) {
            lines.add("signatures: no signer is trusted, neither by the configuration nor by Ratify's resources");
            return;
        }
        ImageProof proof = trust.verify(image, kinds, material);
        lines.add("signatures of kind " + kinds + ": " + (proof.isSigned() ? "signed" : "not proven"));
        if (proof.code() != null) {
            lines.add("  " + proof.code() + ": " + proof.message());
        }
        proof.signatures().forEach(this::signature);
        boolean notation = proof.signatures().stream()
                .anyMatch(signature -> signature.isGood() && signature.kind() == SignatureKind.NOTATION);
        lines.add("image integrity of AKS (preview) would report it as "
                + (notation ? "signed" : "not signed by Notation, the only kind that it knows")
                + "; it audits and never denies");
    }

    private void signature(SignatureResult signature) {
        lines.add("  " + signature.kind() + " " + signature.manifest() + ": "
                + (signature.isGood() ? "good" : String.valueOf(signature.code())));
        if (!signature.signer().isEmpty()) {
            lines.add("    signer: " + signature.signer());
        }
        if (!signature.message().isEmpty()) {
            lines.add("    " + signature.message());
        }
        signature.logged().forEach(logged -> lines.add("    only logged: " + logged));
    }
}
