package io.github.akspolicy.signing.registry;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.layout.Digests;
import io.github.akspolicy.signing.layout.ImageStore;
import io.github.akspolicy.signing.layout.Manifest;
import io.github.akspolicy.signing.layout.Manifest.Entry;
import io.github.akspolicy.signing.registry.RegistryClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One repository of a registry. */
public final class RegistryStore implements ImageStore {
    private static final String MANIFESTS = String.join(
            ", ", Manifest.OCI_MANIFEST, Manifest.OCI_INDEX, Manifest.DOCKER_MANIFEST, Manifest.DOCKER_LIST);
    private static final Pattern NEXT = Pattern.compile("<([^<>]++)>\\s*+;[^,]*?rel=\"?next\"?");
    private static final int MAX_PAGES = 50;
    /** A registry may answer each of hundreds of questions just in time. */
    private static final Duration ALL_ANSWERS = Duration.ofMinutes(5);

    private final RegistryClient client;
    private final String registry;
    private final String repository;
    private final Consumer<String> warnings;
    private final Deadline deadline;

    /**
     * One image's view of a repository: what is asked through it must be answered within five minutes altogether.
     *
     * @param registry host with port
     * @param repository the path in the registry
     * @param warnings receives what is odd, but harms nothing
     */
    public RegistryStore(RegistryClient client, String registry, String repository, Consumer<String> warnings) {
        this(client, registry, repository, warnings, ALL_ANSWERS);
    }

    RegistryStore(
            RegistryClient client, String registry, String repository, Consumer<String> warnings, Duration patience) {
        this.client = client;
        this.registry = registry;
        this.repository = repository;
        this.warnings = warnings;
        this.deadline = Deadline.in(patience);
    }

    @Override
    public Optional<Manifest> manifest(String digest) throws VerificationFailure {
        Digests.hex(digest);
        return fetch(digest, digest);
    }

    @Override
    public Optional<Manifest> tagged(String tag) throws VerificationFailure {
        return fetch(tag, "");
    }

    private Optional<Manifest> fetch(String reference, String digest) throws VerificationFailure {
        Answer answer = ask("/manifests/" + reference, MANIFESTS, MAX_MANIFEST);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        check(answer, "the manifest " + reference);
        String found = Digests.of(answer.body());
        if (!digest.isEmpty() && !found.equals(digest)) {
            throw new VerificationFailure(
                    SignatureCode.EVIDENCE_CORRUPT,
                    registry + " serves other bytes for " + digest + ": their digest is " + found);
        }
        return Optional.of(
                Manifest.read(answer.body(), found, answer.mediaType().isEmpty() ? null : answer.mediaType()));
    }

    @Override
    public byte[] blob(String digest) throws VerificationFailure {
        Digests.hex(digest);
        Answer answer = ask("/blobs/" + digest, "*/*", MAX_BLOB);
        check(answer, "the blob " + digest);
        return Digests.checked(answer.body(), digest);
    }

    private Answer ask(String path, String accept, int most) throws VerificationFailure {
        return client.get(registry, repository, path, accept, most, deadline);
    }

    private void check(Answer answer, String what) throws VerificationFailure {
        if (answer.status() != 200) {
            throw new VerificationFailure(
                    SignatureCode.REGISTRY_ERROR,
                    registry + "/" + repository + " answers " + answer.status() + " for " + what);
        }
    }

    @Override
    public List<Manifest> referrers(String digest) throws VerificationFailure {
        var found = new ArrayList<Manifest>();
        for (Entry entry : listed(digest)) {
            if (found.size() >= MAX_SIGNATURES) {
                warnings.accept("more than " + MAX_SIGNATURES + " referrers of " + digest + ": the rest is left out");
                break;
            }
            Optional<Manifest> manifest = manifest(entry.descriptor().digest());
            if (manifest.isEmpty()) {
                warnings.accept(SignatureCode.EVIDENCE_MISSING + ": the referrer "
                        + entry.descriptor().digest() + " is listed, but not there");
            } else if (!digest.equals(manifest.get().subject())) {
                warnings.accept(
                        SignatureCode.REFERRER_MISMATCH + ": " + manifest.get().digest()
                                + " is listed as a referrer of " + digest + ", but says it belongs to "
                                + manifest.get().subject());
            } else {
                found.add(manifest.get());
            }
        }
        return found;
    }

    /** By the API; where there is none by the tag that takes its place. */
    private List<Entry> listed(String digest) throws VerificationFailure {
        var entries = new ArrayList<Entry>();
        Answer page = ask("/referrers/" + digest, Manifest.OCI_INDEX, MAX_MANIFEST);
        if (page.status() != 200 || !page.mediaType().equals(Manifest.OCI_INDEX)) {
            if (page.status() != 200 && page.status() != 404 && page.status() != 405) {
                check(page, "the referrers of " + digest);
            }
            Optional<Manifest> index = tagged(Digests.tag(digest));
            return index.isPresent() && index.get().isIndex() ? index.get().children() : List.of();
        }
        Set<URI> seen = new HashSet<>();
        URI at = URI.create("/v2/" + repository + "/referrers/" + digest);
        while (true) {
            entries.addAll(Manifest.read(page.body(), Digests.of(page.body()), Manifest.OCI_INDEX)
                    .children());
            Matcher next = NEXT.matcher(page.link());
            if (!next.find()) {
                return entries;
            }
            at = next(at, next.group(1));
            if (!seen.add(at) || seen.size() > MAX_PAGES) {
                throw new VerificationFailure(
                        SignatureCode.REGISTRY_PAGING,
                        registry + " lists referrers of " + digest + " without end: more than "
                                + Math.min(seen.size(), MAX_PAGES) + " pages");
            }
            String query = at.getRawQuery() == null ? "" : "?" + at.getRawQuery();
            if (at.getHost() != null && !registry.equals(at.getAuthority())) {
                throw new VerificationFailure(
                        SignatureCode.REGISTRY_REDIRECT, registry + " continues its list of referrers at another host");
            }
            String prefix = "/v2/" + repository;
            if (!at.getRawPath().startsWith(prefix + "/")) {
                throw new VerificationFailure(
                        SignatureCode.REGISTRY_REDIRECT,
                        registry + " continues its list of referrers in another repository");
            }
            page = ask(at.getRawPath().substring(prefix.length()) + query, Manifest.OCI_INDEX, MAX_MANIFEST);
            check(page, "a page of referrers");
        }
    }

    private URI next(URI page, String link) throws VerificationFailure {
        try {
            return page.resolve(link);
        } catch (IllegalArgumentException malformed) {
            throw new VerificationFailure(
                    SignatureCode.REGISTRY_ERROR, registry + " continues its list of referrers at no address");
        }
    }
}
