package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ForeignText;
import io.github.akspolicy.manifest.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a policy found out that is not a pass.
 *
 * @param at the field meant
 * @param message what is wrong, without resource name, file or line; cut to {@link ForeignText#SHOWN} characters
 * @param severity when it differs from the policy's, else null
 * @param unknown why it is unknown, or null when it is a violation
 * @param missing what is missing where it is unknown for {@link UnknownCause#INPUT}, else null
 * @param discriminator tells two observations at one field apart, such as the forbidden capability; else empty
 * @param fix the right answer, or null when a person must find it
 * @param steps the way that leads to it, where the field alone does not show why; mostly empty
 * @param diagram the same way to be drawn, or null
 */
public record Observation(
        Place at,
        String message,
        @Nullable Severity severity,
        @Nullable UnknownCause unknown,
        @Nullable InputKind missing,
        String discriminator,
        @Nullable Fix fix,
        List<Step> steps,
        @Nullable Diagram<Step> diagram) {
    public Observation {
        message = ForeignText.toShow(message);
        missing = unknown == UnknownCause.INPUT && missing == null ? InputKind.OTHERS : missing;
        steps = List.copyOf(steps);
    }

    /** An observation that its field explains. */
    public Observation(
            Place at,
            String message,
            @Nullable Severity severity,
            @Nullable UnknownCause unknown,
            @Nullable InputKind missing,
            String discriminator,
            @Nullable Fix fix) {
        this(at, message, severity, unknown, missing, discriminator, fix, List.of(), null);
    }

    /** An observation whose right answer a person must find. */
    public Observation(
            Place at,
            String message,
            @Nullable Severity severity,
            @Nullable UnknownCause unknown,
            String discriminator) {
        this(at, message, severity, unknown, null, discriminator, null);
    }

    /** A violation with the policy's own severity, told apart from others at the same field. */
    public static Observation violation(Place at, String message, String discriminator) {
        return new Observation(at, message, null, null, discriminator);
    }

    /**
     * A violation by one word of a list, such as a verb or a capability. It points at the word's own line and keeps its
     * identity when the word moves within the list.
     */
    public static Observation word(Field word, String message) {
        FieldPath list = word.path().parent();
        if (list == null) {
            throw new IllegalArgumentException(word + " is not an item of a list");
        }
        Place place = word.place();
        return violation(
                new Place(list, list, place.key(), place.value()), message, list.lastField() + ":" + word.textOr(""));
    }

    /** This observation with another severity than the policy's. */
    public Observation withSeverity(Severity other) {
        return new Observation(at, message, other, unknown, missing, discriminator, fix, steps, diagram);
    }

    /** This observation in other words. */
    public Observation withMessage(String words) {
        return words.equals(message)
                ? this
                : new Observation(at, words, severity, unknown, missing, discriminator, fix, steps, diagram);
    }

    /** This observation with its right answer. */
    public Observation withFix(Fix answer) {
        return new Observation(at, message, severity, unknown, missing, discriminator, answer, steps, diagram);
    }

    /** This observation with the way that leads to it. */
    public Observation withSteps(List<Step> way) {
        return new Observation(at, message, severity, unknown, missing, discriminator, fix, way, diagram);
    }

    /** This observation with a drawing of the way that leads to it. */
    public Observation drawn(Diagram<Step> drawing) {
        return new Observation(at, message, severity, unknown, missing, discriminator, fix, steps, drawing);
    }
}
