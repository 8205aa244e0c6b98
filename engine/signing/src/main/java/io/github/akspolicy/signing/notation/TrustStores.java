package io.github.akspolicy.signing.notation;

import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates that a trust policy names by store. */
public interface TrustStores {
    /**
     * The certificates of one store; never empty.
     *
     * @param type {@code ca}, {@code signingAuthority} or {@code tsa}
     * @throws TrustStoreException when the store is missing, empty, or holds what a store must not hold
     */
    List<X509Certificate> load(String type, String name) throws TrustStoreException;
}
