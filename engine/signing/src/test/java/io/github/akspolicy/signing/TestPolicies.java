package io.github.akspolicy.signing;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.image.TrustPolicy;

/** Trust policies of the tests. */
public final class TestPolicies {
    private TestPolicies() {}

    public static TrustPolicy policy(String json) {
        try {
            return TrustPolicy.read(Field.root(ManifestReader.json(json, ReadLimits.DEFAULT)));
        } catch (ManifestException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** One statement for everything, with the store ca:contoso. */
    public static TrustPolicy level(String level) {
        return policy("{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\",\"registryScopes\":[\"*\"],"
                + "\"signatureVerification\":{\"level\":\"" + level + "\"},\"trustStores\":[\"ca:contoso\"],"
                + "\"trustedIdentities\":[\"x509.subject: C=US, ST=WA, O=Contoso\"]}]}");
    }
}
