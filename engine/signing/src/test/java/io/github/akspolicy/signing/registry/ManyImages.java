package io.github.akspolicy.signing.registry;

import com.sun.management.OperatingSystemMXBean;
import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureRequest;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.signing.OfflineSignatureVerifier;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestPolicies;
import io.github.akspolicy.signing.certificate.Certificates;
import io.github.akspolicy.signing.certificate.SigningAlgorithm;
import io.github.akspolicy.signing.envelope.Envelope;
import io.github.akspolicy.signing.layout.Manifest;
import io.github.akspolicy.signing.layout.OciLayout;
import io.github.akspolicy.signing.layout.StoredSignature;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Verifies every image of a folder of evidence in a JVM that has done nothing before, and prints how long it takes. */
final class ManyImages {
    private ManyImages() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long worked = system.getProcessCpuTime();
        long start = System.nanoTime();
        int good = verifyAll(folder);
        double first = (System.nanoTime() - start) / 1e6;
        double work = (system.getProcessCpuTime() - worked) / 1e6;
        // what must be paid in any case: the three signatures of each image, its certificates among them
        raw(folder);
        long beforeRaw = System.nanoTime();
        int checks = raw(folder);
        double raw = (System.nanoTime() - beforeRaw) / 1e6;
        long again = System.nanoTime();
        verifyAll(folder);
        double second = (System.nanoTime() - again) / 1e6;
        System.out.printf(
                java.util.Locale.ROOT,
                "good=%d first=%.0f work=%.0f second=%.0f checks=%d raw=%.0f ratio=%.2f%n",
                good,
                first,
                work,
                second,
                checks,
                raw,
                second / raw);
    }

    private static List<String> images(Path folder) throws Exception {
        var images = new ArrayList<String>();
        OciLayout layout = OciLayout.open(folder.resolve("evidence"));
        for (Manifest.Entry entry : layout.entries()) {
            Manifest manifest = layout.manifest(entry.descriptor().digest()).orElseThrow();
            if (manifest.subject() == null) {
                images.add(manifest.digest());
            }
        }
        return images;
    }

    private static int verifyAll(Path folder) throws Exception {
        var trust = new TrustMaterial(
                TestPolicies.level("strict"),
                null,
                Map.of("ca:contoso", Files.readString(folder.resolve("root.pem"))),
                Map.of(),
                Map.of(),
                List.of(),
                null);
        var verifier = new OfflineSignatureVerifier();
        ImageReference reference =
                ImageReference.parse("contoso.azurecr.io/store/app:1").orElseThrow();
        int good = 0;
        for (String digest : images(folder)) {
            ImageProof proof = verifier.verify(new SignatureRequest(
                    reference,
                    digest,
                    Set.of(SignatureKind.NOTATION),
                    trust,
                    folder.resolve("evidence"),
                    TestAuthority.NOW));
            good += proof.isSigned() ? 1 : 0;
        }
        return good;
    }

    private static int raw(Path folder) throws Exception {
        OciLayout layout = OciLayout.open(folder.resolve("evidence"));
        int checks = 0;
        for (String digest : images(folder)) {
            for (StoredSignature signature : StoredSignature.of(digest, layout)) {
                Envelope envelope = Envelope.read(
                        layout.blob(signature.layer().descriptor().digest()),
                        signature.layer().descriptor().mediaType());
                List<X509Certificate> chain = Certificates.chain(envelope.chain());
                X509Certificate leaf = chain.get(0);
                SigningAlgorithm.of(leaf.getPublicKey())
                        .verify(leaf.getPublicKey(), envelope.signedBytes(), envelope.signature(), new ArrayList<>());
                leaf.verify(chain.get(1).getPublicKey());
                chain.get(1).verify(chain.get(1).getPublicKey());
                checks += 3;
            }
        }
        return checks;
    }
}
