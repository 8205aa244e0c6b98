package io.github.akspolicy.signing.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * When something was signed at the latest, by the word of a time stamping authority.
 *
 * @param time what the token says
 * @param accuracy how far the truth may be from it
 */
public record Timestamp(Instant time, Duration accuracy) {
    /** Whether the certificate was valid in the whole span of time that the token leaves open. */
    public boolean isWithin(X509Certificate certificate) {
        return !time.minus(accuracy).isBefore(certificate.getNotBefore().toInstant())
                && !time.plus(accuracy).isAfter(certificate.getNotAfter().toInstant());
    }
}
