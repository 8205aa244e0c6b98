package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Place;
import org.jspecify.annotations.Nullable;

/**
 * One thing a policy found out that is not a pass.
 *
 * @param at the field meant
 * @param message what is wrong, without resource name, file or line
 * @param severity when it differs from the policy's, else null
 * @param unknown why it is unknown, or null when it is a violation
 * @param discriminator tells two observations at one field apart, such as the forbidden capability; else empty
 */
public record Observation(
        Place at,
        String message,
        @Nullable Severity severity,
        @Nullable UnknownCause unknown,
        String discriminator) {
    /** A violation with the policy's own severity, told apart from others at the same field. */
    public static Observation violation(Place at, String message, String discriminator) {
        return new Observation(at, message, null, null, discriminator);
    }

    /** This observation with another severity than the policy's. */
    public Observation withSeverity(Severity other) {
        return new Observation(at, message, other, unknown, discriminator);
    }
}
