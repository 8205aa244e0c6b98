package io.github.akspolicy.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A path as stops on a line, for reports that draw: the permissions that a subject uses one after the other, or the
 * links by which a pod reaches Azure. It repeats the steps of an observation, and says which belong together.
 *
 * @param title what it shows, for screen readers
 * @param tracks the lines; the first is the main one, the others begin where it begins
 * @param <S> what is said at a stop: a {@link Step} in a policy; in an evaluation, whose steps have lines, another one
 */
public record Diagram<S>(String title, List<Track<S>> tracks) implements Serializable {
    /** What a stop is on the way. */
    public enum Mark {
        /** Somebody or something that the way leads through: a subject, a pod. */
        ACTOR,
        /** What the one before it does to get on. */
        DEED,
        /** What lets it do so: a role, a binding. */
        GRANT,
        /** Where nobody should arrive. */
        GOAL,
        /** A link that holds. */
        HOLDS,
        /** A link that does not. */
        BROKEN,
        /** A link of which nobody knows, since a piece is in no source. */
        UNKNOWN;

        /** As reports write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A line with its stops in order.
     *
     * @param title what the line is, or the empty string
     */
    public record Track<S>(String title, List<Stop<S>> stops) implements Serializable {
        public Track {
            stops = List.copyOf(stops);
        }
    }

    /**
     * One stop.
     *
     * @param mark what it is on the way
     * @param kind what it is in Kubernetes or Azure, such as {@code RoleBinding}; may be empty
     * @param step what is to be read there, and where it is written
     */
    public record Stop<S>(Mark mark, String kind, S step) implements Serializable {}

    public Diagram {
        tracks = List.copyOf(tracks);
    }

    /** A diagram of one line. */
    public static <S> Diagram<S> of(String title, List<Stop<S>> stops) {
        return new Diagram<>(title, List.of(new Track<>("", stops)));
    }

    /**
     * The same with other steps.
     *
     * @param steps gives the other step of a stop
     * @param texts passes over every other text that may come from input
     */
    public <T> Diagram<T> map(Function<S, T> steps, UnaryOperator<String> texts) {
        var mapped = new ArrayList<Track<T>>();
        for (Track<S> track : tracks) {
            mapped.add(new Track<>(
                    texts.apply(track.title()),
                    track.stops().stream()
                            .map(stop -> new Stop<>(stop.mark(), texts.apply(stop.kind()), steps.apply(stop.step())))
                            .toList()));
        }
        return new Diagram<>(texts.apply(title), mapped);
    }
}
