package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.cluster.Part.Thing;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Setting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code refusals.txt}.
 *
 * @param terms what collides; the thing of the first one is what the others are looked for around
 * @param instead {@code PROPERTY := VALUE}, or words
 * @param source where Azure says it, with the day of that page
 * @param checked the day on which it was looked up last
 */
record Collision(List<Term> terms, String instead, LocalDate checked, String source) {
    private static final int COLUMNS = 4;

    /** Where {@code instead} names a setting. */
    private static final String WRITES = " := ";

    /**
     * A term that holds, or may hold.
     *
     * @param setting what says it; null where a thing is there, or is not
     */
    record Match(
            Term term,
            Thing thing,
            Place place,
            String words,
            @Nullable Setting setting,
            boolean isOpen) {}

    static Collision of(String line) {
        String[] columns = line.split(" \\| ", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("a line has " + COLUMNS + " columns: " + line);
        }
        List<Term> terms =
                List.of(columns[0].split(" \\+ ")).stream().map(Term::of).toList();
        return new Collision(terms, columns[1], LocalDate.parse(columns[2]), columns[3]);
    }

    /** What the others are looked for around. */
    Part subject() {
        return terms.get(0).part().subject();
    }

    /** Whether its first term is that a property has a value. */
    boolean isAbout(AzureProperty property, String value) {
        return terms.get(0).property().equals(property.toString())
                && terms.get(0).words().contains(value);
    }

    /** All terms where each holds, or may hold; else empty. */
    List<Match> in(Object subject, Indexes indexes) {
        return matches(terms, subject, indexes);
    }

    /** The same of all but the first. */
    List<Match> others(Object subject, Indexes indexes) {
        return matches(terms.subList(1, terms.size()), subject, indexes);
    }

    private static List<Match> matches(List<Term> terms, Object subject, Indexes indexes) {
        var matches = new ArrayList<Match>();
        for (Term term : terms) {
            Match match = term.in(subject, indexes);
            if (match == null) {
                return List.of();
            }
            if (match.isOpen() || !term.quantifier().equals("if")) {
                matches.add(match);
            }
        }
        return matches;
    }

    /** Tells it apart from others at the same place. */
    String key() {
        return terms.stream().map(Term::name).collect(Collectors.joining(" "));
    }

    /** The page that says it, with its day. */
    String page() {
        return "https://learn.microsoft.com/azure/" + source.replace(" ", " of ");
    }

    /** The one to change, which is in the file of the subject. */
    Match changed(List<Match> matches, Object subject) {
        String name = instead.replaceFirst(WRITES + ".*", "");
        return matches.stream()
                .filter(match -> match.term().name().replace(".image", ".osSKU").equals(name))
                .findFirst()
                .orElseGet(() -> matches.stream()
                        .filter(match -> match.thing().fact() == subject)
                        .findFirst()
                        .orElse(matches.get(0)));
    }

    /** What to write there. */
    String fix(Match changed) {
        Setting setting = changed.setting();
        int end = instead.indexOf(WRITES);
        if (end < 0 || setting == null) {
            return instead;
        }
        String value = instead.substring(end + WRITES.length());
        return setting.write(value.equals("true") ? true : value);
    }
}
