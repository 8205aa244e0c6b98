package io.github.akspolicy.evaluate;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What reports repeat of the configuration and of CODEOWNERS.
 *
 * @param owners the code owners of the files with lines to edit, by path; no entry for a file without any
 * @param profile the name of the profile that turns policies on, of several modules each once; empty where it is not known
 * @param exemptUntil the end of an exemption that is written today, which the gate allows; null where it is not known
 */
public record EvaluationContext(
        Map<String, List<String>> owners,
        String profile,
        @Nullable LocalDate exemptUntil) implements Serializable {
    /** Nothing is known. */
    public static final EvaluationContext NONE = new EvaluationContext(Map.of(), "", null);

    public EvaluationContext {
        owners = Map.copyOf(owners);
    }

    /** With other owners. */
    EvaluationContext withOwners(Map<String, List<String>> others) {
        return new EvaluationContext(others, profile, exemptUntil);
    }

    /** With another profile. */
    EvaluationContext ofProfile(String name) {
        return new EvaluationContext(owners, name, exemptUntil);
    }

    /** Of several modules: an exemption ends on the first of their days, which each of them allows. */
    static EvaluationContext merge(List<EvaluationContext> parts) {
        var owners = new HashMap<String, List<String>>();
        parts.forEach(part -> owners.putAll(part.owners));
        String profiles = parts.stream()
                .map(EvaluationContext::profile)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        LocalDate first = parts.stream()
                .flatMap(part -> Stream.ofNullable(part.exemptUntil))
                .min(LocalDate::compareTo)
                .orElse(null);
        return new EvaluationContext(owners, profiles, first);
    }
}
