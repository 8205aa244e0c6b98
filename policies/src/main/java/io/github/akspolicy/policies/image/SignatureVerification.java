package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a cluster verifies signatures of images with, as far as the release says so.
 *
 * @param verifier {@code ratify}, {@code kyverno}, {@code sigstore} or {@code connaisseur}
 * @param patterns the images that it covers, in the verifier's own notation; {@code *} for all
 * @param namespace the only namespace that it covers, or empty for all
 */
record SignatureVerification(String verifier, List<String> patterns, String namespace) {
    static final List<String> VERIFIER_NAMES = List.of("ratify", "kyverno", "sigstore", "connaisseur");
    static final String SIGSTORE_GROUP = "policy.sigstore.dev";

    private static final String CONSTRAINTS = "constraints.gatekeeper.sh";
    private static final Pattern RATIFY_CONSTRAINT =
            Pattern.compile(".*(ratify|notation|cosignvalidation).*", Pattern.CASE_INSENSITIVE);

    /** The resources that verify signatures, or decide what follows from it. */
    static final ViewType<Resource> VERIFIERS =
            new ViewType<>("signature verifier", resource -> isVerifier(resource) ? List.of(resource) : List.of());

    private static boolean isVerifier(Resource resource) {
        return isKyverno(resource)
                || resource.is("policies.kyverno.io", "ImageValidatingPolicy")
                || resource.is(SIGSTORE_GROUP, "ClusterImagePolicy")
                || resource.is(RatifyVerifier.GROUP, "Policy")
                || resource.is(RatifyVerifier.GROUP, "NamespacedPolicy")
                || resource.id().group().equals(CONSTRAINTS)
                        && RATIFY_CONSTRAINT.matcher(resource.kind()).matches();
    }

    /** Ratify 2: its scopes are beginnings of references (ratify-project/ratify, charts of the provider of Gatekeeper). */
    private static boolean isExecutor(Resource resource) {
        return (resource.is("config.ratify.dev", "Executor") || resource.is("ratify.sh", "Executor"))
                && !resource.root().at("spec", "verifiers").items().isEmpty();
    }

    private static boolean isKyverno(Resource resource) {
        return (resource.is("kyverno.io", "ClusterPolicy") || resource.is("kyverno.io", "Policy"))
                && resource.root().at("spec", "rules").items().stream()
                        .anyMatch(rule -> !rule.get("verifyImages").items().isEmpty());
    }

    /** The facts of a resource. */
    public static List<SignatureVerification> of(Resource resource) {
        Field spec = resource.root().get("spec");
        String namespace = resource.namespace() == null ? "" : resource.namespace();
        if (isKyverno(resource)) {
            var patterns = new ArrayList<String>();
            for (Field rule : spec.get("rules").items()) {
                for (Field verification : rule.get("verifyImages").items()) {
                    patterns.addAll(verification.get("imageReferences").strings());
                }
            }
            boolean local = resource.kind().equals("Policy");
            return List.of(new SignatureVerification("kyverno", patterns, local ? namespace : ""));
        }
        if (resource.is("policies.kyverno.io", "ImageValidatingPolicy")) {
            var patterns = new ArrayList<String>();
            for (Field match : spec.get("matchImageReferences").items()) {
                // an expression cannot be evaluated here: what it covers is taken as said
                patterns.add(match.get("glob").stringOr("*"));
            }
            return List.of(new SignatureVerification("kyverno", patterns, ""));
        }
        if (resource.is(SIGSTORE_GROUP, "ClusterImagePolicy")) {
            var patterns = new ArrayList<String>();
            spec.get("images")
                    .items()
                    .forEach(image -> patterns.add(image.get("glob").stringOr("")));
            return List.of(new SignatureVerification("sigstore", patterns, ""));
        }
        if (resource.is(RatifyVerifier.GROUP, "Verifier")) {
            return List.of(new SignatureVerification("ratify", List.of("*"), ""));
        }
        if (resource.is(RatifyVerifier.GROUP, "NamespacedVerifier")) {
            return List.of(new SignatureVerification("ratify", List.of("*"), namespace));
        }
        if (isExecutor(resource)) {
            List<String> scopes = spec.get("scopes").strings().stream()
                    .map(scope -> scope.endsWith("*") ? scope : scope + "*")
                    .toList();
            return List.of(new SignatureVerification("ratify", scopes, ""));
        }
        boolean connaisseur = resource.is("admissionregistration.k8s.io", "MutatingWebhookConfiguration")
                && resource.name().toLowerCase(Locale.ROOT).contains("connaisseur");
        return connaisseur ? List.of(new SignatureVerification("connaisseur", List.of("*"), "")) : List.of();
    }

    /** Whether it verifies an image of a pod. */
    boolean covers(ImageReference image, String namespaceOfPod) {
        return (namespace.isEmpty() || namespace.equals(namespaceOfPod))
                && patterns.stream().anyMatch(pattern -> matches(pattern, image));
    }

    private boolean matches(String pattern, ImageReference image) {
        String full = image.name()
                + (image.tag() == null ? "" : ":" + image.tag())
                + (image.digest() == null ? "" : "@" + image.digest());
        if (!verifier.equals("sigstore")) {
            return Glob.matches(pattern, full)
                    || Glob.matches(pattern, image.text())
                    || Glob.matches(pattern, image.name());
        }
        // ** stands for anything there, * for anything within one part of the path
        String regex = ("\\Q"
                + pattern.replace("**", "\u0000").replace("*", "\\E[^/]*\\Q").replace("\u0000", "\\E.*\\Q") + "\\E");
        return Pattern.matches(regex, full) || Pattern.matches(regex, image.name());
    }
}
