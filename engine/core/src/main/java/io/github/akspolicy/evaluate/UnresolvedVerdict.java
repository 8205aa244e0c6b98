package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a policy says of a resource, some of whose values are known only at deployment. */
final class UnresolvedVerdict {
    private UnresolvedVerdict() {}

    /**
     * A policy that read such a value as if it were known may have said that it is wrong, or nothing. Both are unknown; a policy
     * about the form of values has nothing to say of it.
     *
     * @param said what the policy said
     * @param reads the values that it read without asking whether they are known
     * @param at the value at a place that is filled in later, or null
     */
    static List<Observation> settled(
            List<Observation> said, List<Read> reads, Function<Place, @Nullable Read> at, boolean isAboutForm) {
        var settled = new ArrayList<Observation>();
        for (Observation observation : said) {
            boolean isOfValue = observation.unknown() == null || observation.unknown() == UnknownCause.VALUE;
            Read read = isOfValue ? about(observation, reads) : null;
            read = read == null && isOfValue ? at.apply(observation.at()) : read;
            if (read == null) {
                settled.add(observation);
            } else if (!isAboutForm) {
                addUnknown(read, settled);
            }
        }
        if (!isAboutForm) {
            reads.forEach(read -> addUnknown(read, settled));
        }
        return settled;
    }

    /** The value that an observation is about: that of its field, or of an item of its list. */
    private static @Nullable Read about(Observation observation, List<Read> reads) {
        FieldPath path = observation.at().path();
        return reads.stream()
                .filter(read -> read.at().path().equals(path)
                        || read.at().path().lastIndex() >= 0
                                && Objects.equals(read.at().path().parent(), path))
                .findFirst()
                .orElse(null);
    }

    private static void addUnknown(Read read, List<Observation> settled) {
        FieldPath path = read.at().path();
        if (settled.stream().noneMatch(other -> other.at().path().equals(path))) {
            settled.add(new Observation(read.at(), read.words(), null, UnknownCause.VALUE, ""));
        }
    }
}
