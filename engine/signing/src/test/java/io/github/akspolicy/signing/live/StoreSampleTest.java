package io.github.akspolicy.signing.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.base.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample {@code store} proves without network that its images are signed, and everything that somebody could change
 * is found. With {@code -Pdeep} its images are made, signed and locked anew by real tools first; with {@code
 * -Daks-policy.write-sample=true} the result becomes the sample.
 */
class StoreSampleTest {
    private static final Path SAMPLE = Path.of("../../samples/store");
    private static final String SIGNED = "image/signature-verified";
    private static final String LOCKED = "image/lock-consistent";
    private static final String VALUES = "deploy/store/values-prod.yaml";

    @TempDir
    private Path folder;

    private Path sample;

    @BeforeEach
    void copy() throws IOException {
        sample = folder.resolve("store");
        copy(SAMPLE, sample);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !from.relativize(file).startsWith("target"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void allImagesAreSignedAndLocked() throws Exception {
        Evaluation evaluation = evaluate();

        assertThat(findings(evaluation)).isEmpty();
        for (String policy : List.of(SIGNED, LOCKED)) {
            List<Integer> passed = evaluation.ledger().releases().stream()
                    .filter(release -> release.id().source().equals("deploy/store"))
                    .map(release -> release.policies().get(policy).count(Verdict.PASS))
                    .toList();
            assertThat(passed).as("workloads of dev and prod by " + policy).containsExactly(7, 7);
        }
    }

    @Test
    void changedEvidenceIsFound() throws Exception {
        replace(blob(entry("order-service").evidence().get(0).blob()), "cosign container", "cosign Container");

        assertThat(findings(evaluate()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(SIGNED + " ") && line.contains("EVIDENCE_CORRUPT"))
                .anyMatch(line -> line.contains("order-service"));
    }

    @Test
    void removedEvidenceIsFound() throws Exception {
        Files.delete(blob(entry("product-service").evidence().get(0).manifest()));

        assertThat(findings(evaluate()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(SIGNED + " ") && line.contains("product-service"))
                .allMatch(line -> line.contains("EVIDENCE_MISSING") || line.contains("NO_SIGNATURE"));
    }

    @Test
    void aDigestThatNobodySignedIsFoundAtItsLine() throws Exception {
        String digest = entry("order-service").digest();
        String foreign = "sha256:" + "0".repeat(64);
        replace(sample.resolve(VALUES), digest, foreign);
        int line = Files.readAllLines(sample.resolve(VALUES)).indexOf("    digest: " + foreign) + 1;

        assertThat(findings(evaluate()))
                .anyMatch(found -> found.startsWith(SIGNED) && found.contains("EVIDENCE_MISSING"))
                .anyMatch(found -> found.startsWith(LOCKED) && found.contains("not in policy/images.lock.yaml"))
                .allMatch(found -> found.contains(" " + VALUES + ":" + line + ":"));
    }

    @Test
    void aLockThatNamesAnotherSignedImageIsFoundWhereThatIsPinned() throws Exception {
        String digest = entry("order-service").digest();
        replace(
                sample.resolve("policy/images.lock.yaml"),
                digest,
                entry("store-front").digest());

        // the other image is signed: it is the pinned digest that tells that the lock was changed
        assertThat(findings(evaluate()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(LOCKED + " " + VALUES) && line.contains("order-service"));
    }

    @Test
    void anotherKeyTrustsNothingOfIt() throws Exception {
        // the public key of RFC 8410, section 10.1
        Files.writeString(
                sample.resolve("policy/trust/cosign/release.pub"),
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                        + "-----END PUBLIC KEY-----\n");

        assertThat(findings(evaluate()))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(SIGNED + " ") && line.contains("SIGNER_UNTRUSTED"));
    }

    @Tag("deep")
    @Test
    void realToolsMakeSignAndLockItAnew() throws Exception {
        List<String> missing = LiveRegistry.missingPrograms();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + missing + " (Debian packages of these names)");
        deleteTree(sample.resolve("policy"));
        try (var registry = new LiveRegistry(folder)) {
            new SampleImages(registry, sample).make();
        }

        allImagesAreSignedAndLocked();

        if (Boolean.getBoolean("aks-policy.write-sample")) {
            deleteTree(SAMPLE.resolve("policy"));
            copy(sample, SAMPLE);
        }
    }

    @Tag("deep")
    @Test
    void aSignatureOfAnotherImageThatIsLockedAnewProvesNothing() throws Exception {
        List<String> missing = LiveRegistry.missingPrograms();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + missing + " (Debian packages of these names)");
        try (var registry = new LiveRegistry(folder)) {
            var images = new SampleImages(registry, sample);
            images.make();
            Descriptor image = registry.image("store/order-service", "1.8.3", "intruder");
            registry.moveSignature("store/order-service", entry("order-service").digest(), image.digest());
            images.lock();
        }

        assertThat(findings(evaluate()))
                .singleElement()
                .asString()
                .startsWith(SIGNED + " ")
                .contains("TARGET_MISMATCH", "order-service");
    }

    private static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Evaluation evaluate() throws Exception {
        return Verification.load(sample.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
    }

    /** Policy, line to edit, message and subjects of everything that was found. */
    private static List<String> findings(Evaluation evaluation) {
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream().map(StoreSampleTest::text).toList();
    }

    private static String text(Finding finding) {
        return finding.policy().id() + " " + finding.location() + " " + finding.message() + " " + finding.subjects();
    }

    private ImagesLock.Entry entry(String image) throws Exception {
        return Verification.load(sample.resolve("aks-policy.yaml"), Overrides.NONE)
                .images()
                .trust()
                .lock()
                .orElseThrow()
                .entries()
                .stream()
                .filter(entry -> entry.image().contains("/" + image + ":"))
                .findFirst()
                .orElseThrow();
    }

    private Path blob(String digest) {
        return sample.resolve("policy/image-evidence/blobs/sha256").resolve(digest.substring("sha256:".length()));
    }

    private static void replace(Path file, String text, String by) throws IOException {
        String content = Files.readString(file);
        assertThat(content).contains(text);
        Files.writeString(file, content.replace(text, by));
    }
}
