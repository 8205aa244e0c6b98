package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.resource.image.TrustPolicy;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.SignatureVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a configuration knows of images: lock, evidence and trust. What is named must be there; what is not named is
 * taken from {@code policy/} when it is there.
 */
final class ImageTrusts {
    static final String LOCK = "policy/images.lock.yaml";
    static final String EVIDENCE = "policy/image-evidence";
    static final String TRUST = "policy/trust";
    private static final ReadLimits LIMITS = new ReadLimits(16 << 20, 100, 10_000, 1);

    private final Path folder;
    private final Workspace workspace;
    private final ClassLoader loader;
    private final Problems problems;
    private final PathResolver paths;

    /** @param folder the folder of the configuration file */
    ImageTrusts(Path folder, Workspace workspace, ClassLoader loader, Problems problems) {
        this.folder = folder;
        this.workspace = workspace;
        this.loader = loader;
        this.problems = problems;
        this.paths = new PathResolver(folder, workspace, problems);
    }

    KnownImages read(ImageSettings settings) {
        Path lockFile = named(settings.lock(), "images lock", LOCK);
        Path evidence = named(settings.evidence(), "evidence", EVIDENCE);
        ImagesLock lock = lockFile == null ? null : lock(lockFile);
        TrustMaterial material = material(settings);
        SignatureVerifier verifier = evidence == null ? null : verifier();
        var trust = new ImageTrust(
                lock,
                lockFile == null ? LOCK : workspace.relative(lockFile),
                evidence,
                material,
                verifier == null ? null : verifier::verify,
                now(settings.verifyAt()));
        return new KnownImages(trust, path(settings.lock(), LOCK), path(settings.evidence(), EVIDENCE));
    }

    private Path path(@Nullable Located<String> written, String usual) {
        try {
            return folder.resolve(written == null ? usual : written.value()).normalize();
        } catch (InvalidPathException reported) {
            return folder.resolve(usual);
        }
    }

    private TrustMaterial material(ImageSettings settings) {
        Path policyFile = named(settings.trustPolicy(), "trust policy", TRUST + "/trustpolicy.oci.json");
        if (policyFile == null && settings.trustPolicy() == null) {
            policyFile = named(null, "trust policy", TRUST + "/trustpolicy.json");
        }
        return new TrustMaterial(
                policyFile == null ? null : trustPolicy(policyFile),
                named(settings.trustStores(), "folder of trust stores", TRUST + "/truststore"),
                Map.of(),
                keys(settings.cosignKeys()),
                settings.cosignAnnotations(),
                settings.identities(),
                named(settings.trustedRoot(), "trusted root", TRUST + "/trusted_root.json"));
    }

    private @Nullable Path named(@Nullable Located<String> written, String what, String usual) {
        if (written != null) {
            return paths.existing(written, what);
        }
        Path path = folder.resolve(usual);
        try {
            return Files.exists(path) && workspace.contains(path) ? path : null;
        } catch (IOException unreadable) {
            problems.add(start(path), "the " + what + " cannot be read", "");
            return null;
        }
    }

    private Map<String, String> keys(List<Located<String>> written) {
        Map<String, String> keys = new TreeMap<>();
        for (Located<String> key : written) {
            Path file = paths.existing(key, "key");
            if (file != null) {
                key(file, keys);
            }
        }
        Path usual = folder.resolve(TRUST + "/cosign");
        if (written.isEmpty() && Files.isDirectory(usual)) {
            try (Stream<Path> files = Files.list(usual)) {
                files.filter(file -> file.toString().endsWith(".pub")).sorted().forEach(file -> key(file, keys));
            } catch (IOException unreadable) {
                problems.add(start(usual), "the folder of keys cannot be read", "");
            }
        }
        return keys;
    }

    private void key(Path file, Map<String, String> keys) {
        String text = text(file);
        if (text != null && text.contains("PRIVATE KEY")) {
            problems.add(
                    start(file),
                    "this is a private key: only public keys belong beside the manifests",
                    "remove it from the repository and its history, and make a new pair");
        } else if (text != null && !text.contains("BEGIN PUBLIC KEY")) {
            problems.add(start(file), "this is not a public key in PEM", "write it with cosign public-key");
        } else if (text != null) {
            keys.put(String.valueOf(file.getFileName()), text);
        }
    }

    private @Nullable String text(Path file) {
        try {
            return ManifestFile.read(file, LIMITS, workspace).text();
        } catch (SourceException unreadable) {
            unreadable.problems().forEach(problems::add);
            return null;
        }
    }

    private ImagesLock lock(Path file) {
        Field document = document(file, false);
        var wrong = new ArrayList<ImagesLock.Problem>();
        ImagesLock lock = document == null ? new ImagesLock(List.of()) : ImagesLock.read(document, wrong);
        wrong.forEach(problem ->
                problems.add(at(file, problem.at()), problem.message(), "run " + CommandText.command("images-lock")));
        return lock;
    }

    private @Nullable TrustPolicy trustPolicy(Path file) {
        Field document = document(file, true);
        if (document == null) {
            return null;
        }
        TrustPolicy policy = TrustPolicy.read(document);
        policy.problems()
                .forEach(problem -> problems.add(
                        at(file, problem.at().key()),
                        "the trust policy is invalid: " + problem.message(),
                        "the rules: trust-store-trust-policy.md of the Notary Project"));
        return policy;
    }

    private @Nullable Field document(Path file, boolean json) {
        String text = text(file);
        if (text == null) {
            return null;
        }
        try {
            Node node = json ? ManifestReader.json(text, LIMITS) : ManifestReader.yamlDocument(text);
            return Field.root(node);
        } catch (ManifestException malformed) {
            Position position = malformed.position();
            problems.add(at(file, position == null ? Position.START : position), malformed.getMessage(), "");
            return null;
        }
    }

    private SourceLocation start(Path file) {
        return at(file, Position.START);
    }

    private SourceLocation at(Path file, Position position) {
        return new SourceLocation(
                workspace.relative(file), position.line(), position.column(), SourceLocation.Role.CONFIGURATION);
    }

    private @Nullable SignatureVerifier verifier() {
        try {
            return ServiceLoader.load(SignatureVerifier.class, loader)
                    .findFirst()
                    .orElse(null);
        } catch (ServiceConfigurationError broken) {
            problems.add(Problem.of("signatures cannot be verified: " + broken.getMessage()));
            return null;
        }
    }

    private Instant now(@Nullable Located<String> verifyAt) {
        if (verifyAt != null) {
            try {
                return Instant.parse(verifyAt.value());
            } catch (DateTimeException malformed) {
                problems.add(
                        verifyAt.at(),
                        "verifyAt is not a time such as 2026-11-24T18:00:00Z",
                        "write it in UTC, with Z");
            }
        }
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
