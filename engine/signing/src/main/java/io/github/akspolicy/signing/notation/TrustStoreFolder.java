package io.github.akspolicy.signing.notation;

import io.github.akspolicy.signing.certificate.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Notation's own layout of trust stores: {@code x509/TYPE/NAME/*}, certificates in PEM or DER. As with notation, neither a
 * store nor a file of it may be a link, each certificate must be a CA or self-signed, and those of time stamping
 * authorities must be roots.
 */
public final class TrustStoreFolder implements TrustStores {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int MAX_FILES = 1000;
    private static final long MAX_BYTES = 1 << 20;

    private final Path folder;
    private final Map<String, List<X509Certificate>> loaded = new ConcurrentHashMap<>();

    /** @param folder the folder that holds {@code x509} */
    public TrustStoreFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<X509Certificate> load(String type, String name) throws TrustStoreException {
        String key = type + ":" + name;
        List<X509Certificate> known = loaded.get(key);
        if (known == null) {
            known = List.copyOf(read(type, name));
            loaded.put(key, known);
        }
        return known;
    }

    private List<X509Certificate> read(String type, String name) throws TrustStoreException {
        String store = "trust store " + type + ":" + name;
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new TrustStoreException(store + " has a name that is not allowed");
        }
        Path path = folder.resolve("x509").resolve(type).resolve(name);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new TrustStoreException(store
                    + (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                            ? " is not a folder (links are not followed)"
                            : " does not exist"));
        }
        var certificates = new ArrayList<X509Certificate>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.sorted().limit(MAX_FILES).toList()) {
                certificates.addAll(file(file, store, type));
            }
        } catch (IOException unreadable) {
            throw new TrustStoreException(store + " cannot be read");
        }
        if (certificates.isEmpty()) {
            throw new TrustStoreException(store + " is empty");
        }
        return certificates;
    }

    private static List<X509Certificate> file(Path file, String store, String type)
            throws TrustStoreException, IOException {
        String where = store + ", file " + file.getFileName();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
            throw new TrustStoreException(where + " is not a regular file of at most 1 MiB (links are not followed)");
        }
        try {
            List<X509Certificate> certificates = Certificates.file(Files.readAllBytes(file));
            for (X509Certificate certificate : certificates) {
                check(certificate, where, type);
            }
            return certificates;
        } catch (CertificateException broken) {
            throw new TrustStoreException(where + ": " + broken.getMessage());
        }
    }

    /** The rule that each certificate of a store must obey. */
    static void check(X509Certificate certificate, String where, String type) throws TrustStoreException {
        boolean authority = certificate.getBasicConstraints() >= 0;
        boolean selfSigned = Certificates.isSelfSigned(certificate);
        if (!authority && !selfSigned) {
            throw new TrustStoreException(
                    where + ": " + Certificates.subject(certificate) + " is neither a CA nor self-signed");
        }
        if (type.equals("tsa")
                && !(authority
                        && selfSigned
                        && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))) {
            throw new TrustStoreException(
                    where + ": " + Certificates.subject(certificate) + " is not a root certificate");
        }
    }
}
