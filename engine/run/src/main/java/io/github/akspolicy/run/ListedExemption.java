package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Exemption;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.policy.Glob;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An exemption as those see it who answer for it.
 *
 * @param stated as it is stated; an annotation once for each environment that has it
 * @param isAnnotation whether a workload states it
 * @param findings how many findings it suppresses
 * @param remarks what is wrong with it, such as that nothing needs it
 */
record ListedExemption(List<Exemption> stated, boolean isAnnotation, long findings, List<String> remarks) {
    ListedExemption {
        stated = List.copyOf(stated);
        remarks = List.copyOf(remarks);
    }

    Exemption exemption() {
        return stated.get(0);
    }

    @Nullable
    LocalDate until() {
        return exemption().until();
    }

    /** Negative when it is over, and null where no day ends it. */
    @Nullable
    Long daysLeft(LocalDate today) {
        return until() == null ? null : ChronoUnit.DAYS.between(today, until());
    }

    boolean isExpired(LocalDate today) {
        Long days = daysLeft(today);
        return days != null && days < 0;
    }

    /** None are all. */
    Set<String> environments() {
        var environments = new TreeSet<String>();
        stated.forEach(one -> environments.addAll(one.scope().environments()));
        return environments;
    }

    /** The namespace; null where it is not one. */
    @Nullable
    String namespace() {
        String first = exemption().scope().namespace();
        return stated.stream().allMatch(one -> Objects.equals(one.scope().namespace(), first)) ? first : null;
    }

    /** Whether a finding is suppressed by it. */
    static boolean suppresses(Exemption exemption, Finding finding) {
        return finding.suppression() != null
                && finding.suppression().at().equals(exemption.at())
                && finding.policy().id().equals(exemption.policyId())
                && finding.occurrences().stream()
                        .anyMatch(occurrence -> Glob.matches(
                                exemption.scope().name(), occurrence.resource().name()));
    }
}
