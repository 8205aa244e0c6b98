package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.keyless.KeylessVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyless signatures where the optional module is not on the class path, as it is not here. */
class KeylessWithoutModuleTest {
    private static final String IDENTITY =
            "    identities: [{subject: release@contoso.com, issuer: https://accounts.example.com}]\n";

    @TempDir
    private Path folder;

    private void configure(SignedProject project, String keyless) throws Exception {
        project.configure("cosign-keyless");
        Path file = folder.resolve("aks-policy.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "(?m)^images: \\{(.*)}$",
                                "images:\n  $1\n" + (keyless.isEmpty() ? "" : "  keyless:\n" + keyless)));
    }

    @Test
    void theArtifactToAddIsNamed() throws Exception {
        assertThat(ServiceLoader.load(KeylessVerifier.class)).isEmpty();
        try (var project = new SignedProject(folder)) {
            Descriptor image = project.registry.image("keyless", "keyless");
            String certificate = Base64.getEncoder()
                    .encodeToString(TestAuthority.encoded(new TestAuthority("Fulcio", "secp256r1").leaf));
            String statement = Base64.getEncoder()
                    .encodeToString(("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":"
                                    + "\"https://sigstore.dev/cosign/sign/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                                    + image.digest().substring(7) + "\"}}]}")
                            .getBytes(StandardCharsets.UTF_8));
            project.registry.bundle(
                    image,
                    ("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":"
                                    + "{\"certificate\":{\"rawBytes\":\"" + certificate
                                    + "\"},\"tlogEntries\":[]},\"dsseEnvelope\":{\"payload\":\"" + statement
                                    + "\",\"payloadType\":\"application/vnd.in-toto+json\","
                                    + "\"signatures\":[{\"sig\":\"AAAA\"}]}}")
                            .getBytes(StandardCharsets.UTF_8));
            project.pods("keyless");
            project.lock("keyless");
            project.file("policy/trust/trusted_root.json", "{}");

            configure(project, IDENTITY);
            assertThat(project.findings())
                    .singleElement()
                    .asString()
                    .startsWith("k8s/pod-keyless.yaml:7:")
                    .contains("KEYLESS_UNSUPPORTED (cosign-keyless)", "io.github.akspolicy:aks-policy-sigstore");

            configure(project, "");
            assertThat(project.findings()).isEmpty();
            assertThat(project.unknown()).singleElement().asString().contains("no signer is trusted yet");
        }
    }
}
