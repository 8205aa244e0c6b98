package io.github.akspolicy.signing.notation;

import io.github.akspolicy.signing.certificate.Certificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trust stores that are given by name, such as those of the cluster's own resources; then those of a folder. */
public final class NamedStores implements TrustStores {
    private final Map<String, String> named;
    private final @Nullable TrustStoreFolder folder;

    /**
     * @param named certificates in PEM by {@code TYPE:NAME}
     * @param folder the folder that holds {@code x509}, or null
     */
    public NamedStores(Map<String, String> named, @Nullable Path folder) {
        this.named = Map.copyOf(named);
        this.folder = folder == null ? null : new TrustStoreFolder(folder);
    }

    @Override
    public List<X509Certificate> load(String type, String name) throws TrustStoreException {
        String pem = named.get(type + ":" + name);
        if (pem != null) {
            String where = "trust store " + type + ":" + name;
            try {
                List<X509Certificate> certificates = Certificates.file(pem.getBytes(StandardCharsets.UTF_8));
                for (X509Certificate certificate : certificates) {
                    TrustStoreFolder.check(certificate, where, type);
                }
                return certificates;
            } catch (CertificateException malformed) {
                throw new TrustStoreException(where + ": " + malformed.getMessage());
            }
        }
        if (folder == null) {
            throw new TrustStoreException("trust store " + type + ":" + name + " does not exist: no folder is named");
        }
        return folder.load(type, name);
    }
}
