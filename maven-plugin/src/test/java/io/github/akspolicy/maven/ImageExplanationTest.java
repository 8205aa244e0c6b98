package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.explain.ImageExplanation;
import io.github.akspolicy.resource.image.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an image whom only the cluster's own resources trust: that of the integration test {@code signed-images}. */
class ImageExplanationTest {
    private static final Path PROJECT = Path.of("src/it/signed-images");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("trustpolicy.json"))
                    .toList()) {
                Path copy = folder.resolve(PROJECT.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(
                folder.resolve("aks-policy.yaml"),
                "schemaVersion: 1\nenvironments: {dev: , prod: }\nsources:\n  - {manifests: k8s}\n"
                        + "  - {manifests: ratify, environments: [prod]}\n"
                        + "images: {verifyAt: \"2026-11-24T18:00:00Z\"}\n");
        Path root = folder.resolve("policy/trust/truststore/x509/ca/contoso/root.pem");
        String certificate = Files.readString(root);
        Files.delete(root);
        Files.createDirectories(folder.resolve("ratify"));
        Files.writeString(folder.resolve("ratify/trust.yaml"), """
                apiVersion: config.ratify.deislabs.io/v1beta1
                kind: KeyManagementProvider
                metadata:
                  name: contoso-root
                spec:
                  type: inline
                  parameters:
                    contentType: certificate
                    value: |
                %s
                ---
                apiVersion: config.ratify.deislabs.io/v1beta1
                kind: Verifier
                metadata:
                  name: verifier-notation
                spec:
                  name: notation
                  artifactTypes: application/vnd.cncf.notary.signature
                  parameters:
                    verificationCertStores:
                      ca:
                        contoso: [contoso-root]
                    trustPolicyDoc:
                      version: "1.0"
                      trustPolicies:
                        - name: cluster
                          registryScopes: ["*"]
                          signatureVerification: {level: strict}
                          trustStores: ["ca:contoso"]
                          trustedIdentities: ["*"]
                """.formatted(certificate.indent(6)));
    }

    private List<String> explain(String tag) throws Exception {
        Verification verification = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE);
        return ImageExplanation.lines(
                ImageReference.parse("contoso.azurecr.io/store/app:" + tag).orElseThrow(),
                verification.images().trust(),
                verification.environments().stream()
                        .map(verification::environment)
                        .toList());
    }

    @Test
    void tellsWhomTheClusterTrusts() throws Exception {
        assertThat(explain("good"))
                .containsSubsequence(
                        "in dev:",
                        "trust policy: none",
                        "signatures: no signer is trusted, neither by the configuration nor by Ratify's resources",
                        "in prod:",
                        "trust policy: that of the cluster's Ratify resources",
                        "trust policy: statement cluster, level strict",
                        "signatures of kind [notation]: signed",
                        "    signer: CN=builder,OU=Release,O=Contoso,ST=WA,C=US",
                        "image integrity of AKS (preview) would report it as signed; it audits and never denies");
        assertThat(explain("foreign"))
                .contains("signatures of kind [notation]: not proven")
                .anyMatch(line -> line.contains("SIGNER_UNTRUSTED"));
    }

    @Test
    void saysWhatTheClusterLooksUpAndNoBuildDoes() throws Exception {
        String verifier = """
                apiVersion: config.ratify.deislabs.io/v1beta1
                kind: Verifier
                metadata: {name: verifier-cosign}
                spec:
                  name: cosign
                  artifactTypes: application/vnd.dev.cosign.artifact.sig.v1+json
                  parameters:
                    trustPolicies:
                      - {name: all, scopes: ["*"], keys: [{provider: release}]%s}
                """;
        String said =
                "in prod Ratify looks for signatures by its keys in the transparency log, too (tLogVerify), which is"
                        + " not asked here";
        Files.writeString(folder.resolve("ratify/cosign.yaml"), verifier.formatted(""));
        assertThat(explain("good")).containsOnlyOnce(said);
        Files.writeString(folder.resolve("ratify/cosign.yaml"), verifier.formatted(", tLogVerify: false"));
        assertThat(explain("good")).doesNotContain(said);
    }

    @Test
    void saysWhichEnvironmentCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("ratify/broken.yaml"), "kind: [\n");

        assertThat(explain("good"))
                .contains(
                        "environment prod cannot be read: whom its cluster trusts is not known", "trust policy: none");
    }
}
