package io.github.akspolicy.signing.envelope;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a Notation signature that are signed with it, checked by the rules that JWS and COSE share
 * (signature-specification.md of the Notary Project).
 *
 * @param scheme {@link #X509} or {@link #SIGNING_AUTHORITY}
 * @param signingTime what the signer says; to be trusted under {@link #SIGNING_AUTHORITY} only
 * @param expiry when the signature ends, or null for never
 * @param plugin whether the signature wants to be verified by a plugin
 */
public record SignedAttributes(
        String scheme, Instant signingTime, @Nullable Instant expiry, boolean plugin) {
    public static final String X509 = "notary.x509";
    public static final String SIGNING_AUTHORITY = "notary.x509.signingAuthority";

    static final String SCHEME = "io.cncf.notary.signingScheme";
    static final String SIGNING_TIME = "io.cncf.notary.signingTime";
    static final String AUTHENTIC_TIME = "io.cncf.notary.authenticSigningTime";
    static final String EXPIRY = "io.cncf.notary.expiry";
    static final String PLUGIN = "io.cncf.notary.verificationPlugin";
    static final String PLUGIN_VERSION = "io.cncf.notary.verificationPluginMinVersion";

    /** Reads the time of a header; JWS and COSE write it differently. */
    interface TimeReader {
        Instant read(String header, @Nullable Object value) throws VerificationFailure;
    }

    /**
     * @param headers the protected headers by name or label
     * @param crit the value of the header that lists the critical ones
     * @param registered names that the format itself defines and that may not be listed as critical
     * @param understood further names that may be listed
     * @param deviations receives what the specification forbids and notation-go 1.3.2 accepts
     */
    static SignedAttributes read(
            Map<?, @Nullable Object> headers,
            @Nullable Object crit,
            Set<Object> registered,
            Set<Object> understood,
            TimeReader times,
            List<String> deviations)
            throws VerificationFailure {
        Object scheme = headers.get(SCHEME);
        if (!X509.equals(scheme) && !SIGNING_AUTHORITY.equals(scheme)) {
            throw VerificationFailure.invalid("the signing scheme is " + (scheme == null ? "missing" : "unknown"));
        }
        boolean authority = SIGNING_AUTHORITY.equals(scheme);
        String timeHeader = authority ? AUTHENTIC_TIME : SIGNING_TIME;
        String otherHeader = authority ? SIGNING_TIME : AUTHENTIC_TIME;
        if (headers.containsKey(otherHeader)) {
            throw VerificationFailure.invalid("the header " + otherHeader + " does not belong to the scheme " + scheme);
        }
        if (!headers.containsKey(timeHeader)) {
            throw VerificationFailure.invalid("the header " + timeHeader + " is missing");
        }
        Instant signingTime = times.read(timeHeader, headers.get(timeHeader));
        Instant expiry = headers.containsKey(EXPIRY) ? times.read(EXPIRY, headers.get(EXPIRY)) : null;
        if (expiry != null && !expiry.isAfter(signingTime)) {
            throw VerificationFailure.invalid("the signature expires before it was made");
        }
        boolean plugin = headers.containsKey(PLUGIN) || headers.containsKey(PLUGIN_VERSION);
        Set<Object> critical = critical(headers, crit, registered);
        var required = new ArrayList<String>(List.of(SCHEME));
        if (authority) {
            required.add(AUTHENTIC_TIME);
        }
        if (expiry != null) {
            required.add(EXPIRY);
        }
        for (String name : required) {
            if (!critical.contains(name)) {
                throw VerificationFailure.invalid("the header " + name + " is not marked as critical");
            }
        }
        var known = new HashSet<Object>(understood);
        known.addAll(List.of(SCHEME, SIGNING_TIME, AUTHENTIC_TIME, EXPIRY, PLUGIN, PLUGIN_VERSION));
        for (Object name : critical) {
            if (!known.contains(name)) {
                deviations.add("the critical header " + StrictJson.shown(name.toString()) + " is unknown");
            }
        }
        return new SignedAttributes(authority ? SIGNING_AUTHORITY : X509, signingTime, expiry, plugin);
    }

    private static Set<Object> critical(Map<?, @Nullable Object> headers, @Nullable Object crit, Set<Object> registered)
            throws VerificationFailure {
        if (!(crit instanceof List<?> names) || names.isEmpty()) {
            throw VerificationFailure.invalid("the list of critical headers is missing or empty");
        }
        var critical = new HashSet<Object>();
        for (Object name : names) {
            if (!(name instanceof String || name instanceof Long) || registered.contains(name)) {
                throw VerificationFailure.invalid("the list of critical headers has an entry that may not be there");
            }
            if (!headers.containsKey(name)) {
                throw VerificationFailure.invalid(
                        "the critical header " + StrictJson.shown(name.toString()) + " is absent");
            }
            if (!critical.add(name)) {
                throw VerificationFailure.invalid(
                        "the critical header " + StrictJson.shown(name.toString()) + " is listed twice");
            }
        }
        return critical;
    }

    /**
     * Fails when a plugin would have to verify the signature: nobody may skip what the signer demanded.
     *
     * @throws VerificationFailure with {@link SignatureCode#PLUGIN_REQUIRED}
     */
    public void refusePlugin() throws VerificationFailure {
        if (plugin) {
            throw new VerificationFailure(
                    SignatureCode.PLUGIN_REQUIRED, "the signature demands to be verified by a plugin of notation");
        }
    }
}
