package io.github.akspolicy.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something of a source that was passed over, although nothing is wrong with it: it fails nothing, unlike a {@link Problem},
 * but the account names it, and no report calls the result passed without saying so. What is passed over for the same reason
 * is one of these, whatever number of files or objects it is.
 *
 * @param subjects what was passed over, sorted, at least one
 * @param fault why it is not evaluated; the same words for each of the subjects, without naming one
 * @param fix how to have the first of them evaluated, or the empty string when there is no way
 */
public record NotEvaluated(List<Subject> subjects, String fault, String fix)
        implements Comparable<NotEvaluated>, Serializable {
    /** The others are counted, and the JSON report lists them. */
    private static final int SHOWN = 3;

    private static final String VALUES_FIX = "give them by placeholders: in aks-policy.yaml";

    public NotEvaluated {
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("nothing was passed over: " + fault);
        }
        subjects = subjects.stream().distinct().sorted().toList();
    }

    /**
     * One file or object.
     *
     * @param subject its name: the path of a file, or kind and name of an object; holds no secret value
     * @param fault see {@link #fault}
     * @param at where it begins, or null when no file can be named
     * @param fix see {@link #fix}
     */
    public NotEvaluated(String subject, String fault, @Nullable SourceLocation at, String fix) {
        this(List.of(new Subject(subject, at)), fault, fix);
    }

    /**
     * The values of a file that something fills in later: the file is evaluated, and what these may decide is unknown.
     *
     * @param at the first of them
     * @param placeholders as they are written, at least one
     */
    public static NotEvaluated values(String path, SourceLocation at, List<String> placeholders) {
        int count = placeholders.size();
        return new NotEvaluated(
                path,
                (count == 1 ? "1 value is" : count + " values are") + " filled in later ("
                        + String.join(", ", placeholders.subList(0, Math.min(SHOWN, count)))
                        + (count > SHOWN ? ", …)" : ")"),
                at,
                VALUES_FIX);
    }

    /** Whether it is about {@link #values}. */
    public boolean isAboutValues() {
        return fix.equals(VALUES_FIX);
    }

    /**
     * A file or object that was passed over.
     *
     * @param name the path of a file, or kind and name of an object
     * @param at where it begins, or null when no file can be named
     */
    public record Subject(String name, @Nullable SourceLocation at) implements Comparable<Subject>, Serializable {
        private static final Comparator<Subject> ORDER = Comparator.comparing(
                        Subject::at, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Subject::name);

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }
    }

    /** One of these for each reason, with all its subjects, sorted. */
    public static List<NotEvaluated> grouped(Collection<NotEvaluated> all) {
        var byFault = new TreeMap<String, NotEvaluated>();
        for (NotEvaluated one : all.stream().sorted().toList()) {
            byFault.merge(one.fault, one, NotEvaluated::and);
        }
        return byFault.values().stream().sorted().toList();
    }

    private NotEvaluated and(NotEvaluated other) {
        var both = new ArrayList<>(subjects);
        both.addAll(other.subjects);
        return new NotEvaluated(both, fault, fix);
    }

    /** The same with other words, such as masked ones. */
    public NotEvaluated map(UnaryOperator<String> words) {
        return new NotEvaluated(
                subjects.stream()
                        .map(subject -> new Subject(words.apply(subject.name()), subject.at()))
                        .toList(),
                words.apply(fault),
                words.apply(fix));
    }

    /** Where the first of the subjects begins, or null when no file can be named. */
    public @Nullable SourceLocation at() {
        return subjects.get(0).at();
    }

    /** {@code first, second, third and 4 more: fault}. */
    public String message() {
        List<String> names = subjects.stream().map(Subject::name).distinct().toList();
        int more = names.size() - SHOWN;
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (more <= 0 ? "" : " and " + more + " more") + ": " + fault;
    }

    @Override
    public int compareTo(NotEvaluated other) {
        int order = subjects.get(0).compareTo(other.subjects.get(0));
        return order != 0 ? order : toString().compareTo(other.toString());
    }

    /** {@code path:line:column: subjects: fault (fix)}; without the subject where the path says it. */
    @Override
    public String toString() {
        SourceLocation at = at();
        boolean isSaid =
                at != null && subjects.size() == 1 && subjects.get(0).name().equals(at.path());
        return (at == null ? "" : at + ": ") + (isSaid ? fault : message()) + (fix.isEmpty() ? "" : " (" + fix + ")");
    }
}
