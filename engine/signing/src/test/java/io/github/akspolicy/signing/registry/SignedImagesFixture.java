package io.github.akspolicy.signing.registry;

import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.envelope.Envelope;
import io.github.akspolicy.signing.layout.ImageStore;
import io.github.akspolicy.signing.lock.ImageLocker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the folder {@code policy} of the plugin's integration test {@code signed-images}: run it by hand with that folder
 * as argument when the format of the lock changes. The images are manifests of the tests' own registry, under a name of
 * the documentation.
 */
final class SignedImagesFixture {
    private SignedImagesFixture() {}

    public static void main(String[] arguments) throws Exception {
        Path policy = Path.of(arguments[0]);
        var authority = new TestAuthority("Contoso", "secp256r1");
        try (var registry = new StubRegistry()) {
            Descriptor good = registry.image("good", "good");
            registry.notation(good, good.digest(), new TestSigner(authority, "ES256").cose(good), Envelope.COSE);
            Descriptor foreign = registry.image("foreign", "foreign");
            var other = new TestAuthority("Contoso", "secp256r1");
            registry.notation(foreign, foreign.digest(), new TestSigner(other, "ES256").jws(foreign), Envelope.JWS);
            registry.image("unsigned", "unsigned");
            var client = new RegistryClient(new DockerConfiguration(null));
            ImageStore store = new RegistryStore(client, registry.name(), StubRegistry.REPOSITORY, warning -> {});
            new ImageLocker((reference, warnings) -> store, new ImagesLock(List.of()), TestAuthority.NOW)
                    .lock(List.of(
                            "contoso.azurecr.io/store/app:good",
                            "contoso.azurecr.io/store/app:foreign",
                            "contoso.azurecr.io/store/app:unsigned"))
                    .write(policy.resolve("images.lock.yaml"), policy.resolve("image-evidence"));
            Files.writeString(policy.resolve("trust/truststore/x509/ca/contoso/root.pem"), authority.rootPem());
        }
    }
}
