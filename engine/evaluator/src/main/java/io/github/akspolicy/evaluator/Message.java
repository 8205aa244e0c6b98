package io.github.akspolicy.evaluator;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What the two processes say to each other. */
sealed interface Message extends Serializable {
    /** Only data of ours and of the JDK is read, whatever the other process writes. */
    ObjectInputFilter OWN_DATA =
            ObjectInputFilter.Config.createFilter("io.github.akspolicy.**;java.lang.*;java.util.*;java.time.*;!*");

    /** The properties of the JVM that asks, once, before all requests. */
    record Settings(Map<String, String> properties) implements Message {}

    /** Asks for an evaluation. */
    record Asked(EvaluationRequest request) implements Message {}

    /** A release is about to be read. */
    record Begun(ReleaseId release, int index, int total) implements Message {}

    /** The evaluation; the last answer. */
    record Done(Evaluated evaluated) implements Message {}

    /** The configuration cannot be used; the last answer. */
    record Refused(List<Problem> problems) implements Message {}

    /** An unexpected error; the last answer. */
    record Failed(Problem problem) implements Message {}

    /** Writes it so that nothing of it is remembered for those that follow; from any thread. */
    default void write(ObjectOutputStream output) throws IOException {
        synchronized (output) {
            output.writeObject(this);
            output.reset();
            output.flush();
        }
    }

    /** The next one. */
    static Message read(ObjectInputStream input) throws IOException {
        try {
            if (input.readObject() instanceof Message message) {
                return message;
            }
            throw new InvalidClassException("no message");
        } catch (ClassNotFoundException e) {
            throw new IOException("the other process has other classes: " + e.getMessage(), e);
        }
    }
}
