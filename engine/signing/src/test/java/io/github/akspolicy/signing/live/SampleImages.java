package io.github.akspolicy.signing.live;

import io.github.akspolicy.configuration.KnownImages;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.lock.ImageLocker;
import io.github.akspolicy.signing.lock.LockedImages;
import io.github.akspolicy.signing.registry.DockerConfiguration;
import io.github.akspolicy.signing.registry.RegistryClient;
import io.github.akspolicy.signing.registry.RegistryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the images of a sample, signs them as its release pipeline would and locks them. The sample's registry does not
 * exist: another one plays its part. Each run makes other images and another key, whose private half is thrown away.
 */
final class SampleImages {
    private static final String VALUES = "deploy/store/values-prod.yaml";
    private static final String KEY = "release";

    private final LiveRegistry registry;
    private final Path sample;

    SampleImages(LiveRegistry registry, Path sample) {
        this.registry = registry;
        this.sample = sample;
    }

    /** Writes lock, evidence and public key, and the digests into the values that pin them. */
    void make() throws Exception {
        push(inUse(load()));
        lock();
    }

    /** Writes lock and evidence. */
    void lock() throws Exception {
        Verification verification = load();
        KnownImages known = verification.images();
        var client = new RegistryClient(new DockerConfiguration(null));
        LockedImages locked = new ImageLocker(
                        (image, warnings) -> new RegistryStore(client, registry.name, image.repository(), warnings),
                        new ImagesLock(List.of()),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .lock(inUse(verification));
        if (!locked.problems().isEmpty()) {
            throw new IllegalStateException(String.join("\n", locked.problems()));
        }
        locked.write(known.lock(), known.evidence());
    }

    private Verification load() throws Exception {
        return Verification.load(sample.resolve("aks-policy.yaml"), Overrides.NONE);
    }

    private static List<String> inUse(Verification verification) {
        return verification.imagesInUse(Progress.NONE).references();
    }

    private void push(List<String> references) throws Exception {
        Map<String, List<ImageReference>> byTag = new TreeMap<>();
        for (String text : references) {
            ImageReference reference = ImageReference.parse(text).orElseThrow();
            byTag.computeIfAbsent(reference.name() + ":" + reference.effectiveTag(), unused -> new ArrayList<>())
                    .add(reference);
        }
        Map<String, String> digests = new HashMap<>();
        String publicKey = "";
        for (List<ImageReference> same : byTag.values()) {
            ImageReference first = same.get(0);
            String repository = first.repository();
            Descriptor image = registry.image(
                    repository,
                    String.valueOf(first.effectiveTag()),
                    repository.substring(repository.indexOf('/') + 1));
            publicKey = registry.cosign(repository, image, KEY, first.name());
            same.stream()
                    .filter(reference -> reference.digest() != null)
                    .forEach(reference -> digests.put(reference.digest(), image.digest()));
        }
        Path key = sample.resolve("policy/trust/cosign").resolve(KEY + ".pub");
        Files.createDirectories(key.getParent());
        Files.writeString(key, publicKey);
        Path values = sample.resolve(VALUES);
        String text = Files.readString(values);
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            text = text.replace(digest.getKey(), digest.getValue());
        }
        Files.writeString(values, text);
    }
}
