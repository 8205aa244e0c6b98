package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import java.util.OptionalInt;

/**
 * The answer of a policy about one thing. A message starts with the field or its container and says what is wrong in
 * the words of Kubernetes. It holds no value that could be a secret.
 */
public interface Judgement {
    /** The setting in force. */
    <T> T get(Parameter<T> parameter);

    /** The day that is evaluated for: policies that depend on dates ask for no other. */
    default ReferenceDate date() {
        return ReferenceDate.today();
    }

    /**
     * The minor version of Kubernetes that the environment runs, such as 35 of 1.35.2: {@code kubeVersion} of the
     * configuration, else that of its cluster's definition; empty where neither says it.
     */
    default OptionalInt kubernetesMinor() {
        return OptionalInt.empty();
    }

    /**
     * Whether the value of a field is another at every render, as a random password is: it is in no file. A chart may make a value look
     * so; only for what is wrong because it is in a file.
     */
    default boolean isGenerated(Field field) {
        return false;
    }

    /** A violation at a field; an absent field points at its nearest existing parent. */
    default void fail(Field at, String message) {
        fail(at.place(), message);
    }

    /** A violation at a place, with the policy's own severity. */
    default void fail(Place at, String message) {
        add(new Observation(at, message, null, null, ""));
    }

    /** A violation at a field whose right answer is known. */
    default void fail(Field at, String message, Fix fix) {
        fail(at.place(), message, fix);
    }

    /** A violation at a place whose right answer is known. */
    default void fail(Place at, String message, Fix fix) {
        add(Observation.violation(at, message, "").withFix(fix));
    }

    /** The verdict is unknown: it could not be said whether the field is right. */
    default void unknown(Field at, UnknownCause cause, String message) {
        unknown(at.place(), cause, message);
    }

    /** The verdict is unknown: it could not be said whether what is at this place is right. */
    default void unknown(Place at, UnknownCause cause, String message) {
        add(new Observation(at, message, null, cause, ""));
    }

    /** The verdict is unknown, since what it hangs on is in no source: one line for each kind tells of all such places. */
    default void unknown(Field at, InputKind missing, String message) {
        unknown(at.place(), missing, message);
    }

    /** The verdict is unknown, since what it hangs on is in no source: one line for each kind tells of all such places. */
    default void unknown(Place at, InputKind missing, String message) {
        add(new Observation(at, message, null, UnknownCause.INPUT, missing, "", null));
    }

    /** The full form, for an own severity or a discriminator. */
    void add(Observation observation);
}
