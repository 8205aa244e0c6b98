package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Exemption;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.ConsoleLine.Level;
import io.github.akspolicy.report.ConsolePart;
import io.github.akspolicy.report.ConsolePart.Pair;
import io.github.akspolicy.report.Row;
import io.github.akspolicy.report.TextStyle;
import io.github.akspolicy.source.SourceLocation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every exemption and the baseline, as a list for people and for programs.
 *
 * @param debt what is stated
 * @param exemptions the first to end first
 * @param unusable findings about entries that exempt nothing, since they cannot be read
 * @param baselined how many findings the baseline suppresses
 * @param isComplete whether all was evaluated that may have annotations
 */
record ExemptionListing(
        Debt debt, List<ListedExemption> exemptions, List<Finding> unusable, long baselined, boolean isComplete) {
    private static final Set<String> ABOUT_DATES = Set.of("exemption/expired", "exemption/expires-soon");

    /** As long as {@code exemption/expires-soon} warns. */
    private static final int SOON_DAYS = 30;

    private static final int INDENT = 4;

    static ExemptionListing of(Debt debt, Evaluation evaluation) {
        var stated = new LinkedHashMap<List<Object>, List<Exemption>>();
        Stream.concat(debt.exemptions().stream(), evaluation.ledger().annotations().stream())
                .forEach(one -> stated.computeIfAbsent(
                                List.of(one.policyId(), one.at(), one.scope().toString()), place -> new ArrayList<>())
                        .add(one));
        List<ListedExemption> exemptions = stated.values().stream()
                .map(same -> listed(same, debt, evaluation))
                .sorted(Comparator.comparing(ListedExemption::until, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(one -> one.exemption().at()))
                .toList();
        Set<SourceLocation> known =
                exemptions.stream().map(one -> one.exemption().at()).collect(Collectors.toSet());
        return new ExemptionListing(
                debt,
                exemptions,
                about(evaluation)
                        .filter(finding -> finding.policy().id().equals("exemption/invalid")
                                && !known.contains(finding.location()))
                        .toList(),
                evaluation.suppressed().stream()
                        .filter(finding -> finding.suppression() != null
                                && finding.suppression()
                                        .at()
                                        .path()
                                        .equals(debt.baseline().path()))
                        .count(),
                evaluation.problems().isEmpty());
    }

    private static Stream<Finding> about(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP));
    }

    private static ListedExemption listed(List<Exemption> same, Debt debt, Evaluation evaluation) {
        Exemption first = same.get(0);
        return new ListedExemption(
                same,
                !debt.exemptions().contains(first),
                evaluation.findings().stream()
                        .filter(finding -> ListedExemption.suppresses(first, finding))
                        .count(),
                about(evaluation)
                        .filter(finding -> finding.location().equals(first.at())
                                && !ABOUT_DATES.contains(finding.policy().id()))
                        .map(finding -> finding.policy().id() + ": " + finding.message())
                        .distinct()
                        .toList());
    }

    List<ConsoleLine> lines() {
        var lines = new ArrayList<ConsoleLine>();
        exemptions.forEach(one -> lines.add(new ConsoleLine(Level.INFO, parts(one))));
        unusable.forEach(finding -> lines.add(new ConsoleLine(
                Level.WARNING,
                List.of(
                        Row.of(0, "exempts nothing: " + finding.message()),
                        Row.of(INDENT, finding.location().toString()),
                        Row.of(0, "")))));
        lines.add(ConsoleLine.info(Row.of(0, count())));
        lines.add(ConsoleLine.info(Row.of(0, baseline())));
        return lines;
    }

    private List<ConsolePart> parts(ListedExemption one) {
        Exemption exemption = one.exemption();
        var parts = new ArrayList<ConsolePart>();
        Long days = one.daysLeft(debt.today());
        TextStyle style =
                days == null || days > SOON_DAYS ? TextStyle.PLAIN : days < 0 ? TextStyle.FAILED : TextStyle.MEDIUM;
        parts.add(Row.of(0, "")
                .with(style, end(one, days))
                .with(TextStyle.PLAIN, ": " + exemption.policyId() + " for " + exemption.scope()));
        parts.add(Row.of(INDENT, people(exemption)));
        parts.add(new Pair(
                Row.of(INDENT, "").with(TextStyle.PATH, exemption.at().toString()),
                Row.of(
                        INDENT,
                        exemption.kind() + (one.isAnnotation() ? ", an annotation, in " : " in ") + where(one)
                                + "; exempts " + number(one.findings(), "finding"))));
        parts.add(Row.of(INDENT, "reason: " + exemption.reason()));
        one.remarks().forEach(remark -> parts.add(Row.of(INDENT, remark)));
        parts.add(Row.of(0, ""));
        return parts;
    }

    private static String end(ListedExemption one, @Nullable Long days) {
        if (days == null) {
            return "until the rule has another version than " + one.exemption().ruleVersion();
        }
        return days < 0
                ? "expired on " + one.until() + ", " + number(-days, "day") + " ago"
                : "until " + one.until() + ", " + number(days, "day") + " left";
    }

    private static String people(Exemption exemption) {
        return "owner " + exemption.owner()
                + (exemption.approvedBy() == null ? "" : ", approved by " + exemption.approvedBy());
    }

    private static String where(ListedExemption one) {
        // where an annotation stands says it
        String source = one.isAnnotation() ? null : one.exemption().scope().source();
        return (one.environments().isEmpty() ? "all environments" : String.join(", ", one.environments()))
                + (one.namespace() == null ? "" : ", namespace " + one.namespace())
                + (source == null ? "" : ", source " + source);
    }

    private String count() {
        LocalDate today = debt.today();
        if (exemptions.isEmpty()) {
            return "No exemption on " + today + ": neither a file nor an annotation states one.";
        }
        long expired = exemptions.stream().filter(one -> one.isExpired(today)).count();
        long soon = exemptions.stream()
                .map(one -> one.daysLeft(today))
                .filter(days -> days != null && days >= 0 && days <= SOON_DAYS)
                .count();
        return number(exemptions.size(), "exemption") + " on " + today + ": " + expired + " expired, " + soon
                + " within " + SOON_DAYS + " days of the end.";
    }

    private String baseline() {
        int entries = debt.baseline().entries().size();
        return debt.baseline().path().isEmpty()
                ? "No baseline."
                : "Baseline " + debt.baseline().path() + ": " + entries + (entries == 1 ? " entry" : " entries") + ", "
                        + number(baselined, "finding") + " in it. It has no owners and no end.";
    }

    private static String number(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** One object, with one exemption on a line. */
    String json() {
        var baseline = new LinkedHashMap<String, Object>();
        if (!debt.baseline().path().isEmpty()) {
            baseline.put("path", debt.baseline().path());
            baseline.put("entries", debt.baseline().entries().size());
            baseline.put("findings", baselined);
        }
        var head = new LinkedHashMap<String, Object>();
        head.put("date", debt.today().toString());
        head.put("complete", isComplete);
        head.put("baseline", baseline);
        String first = JsonValues.write(head);
        return first.substring(0, first.length() - 1) + ",\n\"exemptions\":"
                + PolicyListing.array(exemptions.stream().map(this::entry))
                + ",\n\"unusable\":"
                + PolicyListing.array(unusable.stream().map(ExemptionListing::unusable))
                + "}";
    }

    private Map<String, @Nullable Object> entry(ListedExemption one) {
        Exemption exemption = one.exemption();
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("policy", exemption.policyId());
        entry.put("kind", exemption.kind());
        entry.put("resource", exemption.scope().kind() + "/" + exemption.scope().name());
        entry.put("container", exemption.scope().container());
        entry.put("namespace", one.namespace());
        entry.put("source", exemption.scope().source());
        entry.put("environments", one.environments());
        entry.put("owner", exemption.owner());
        entry.put("approvedBy", exemption.approvedBy());
        entry.put("reason", exemption.reason());
        entry.put("until", one.until());
        entry.put("daysLeft", one.daysLeft(debt.today()));
        entry.put("expired", one.isExpired(debt.today()));
        entry.put("ruleVersion", exemption.ruleVersion());
        entry.put("findings", one.findings());
        entry.put("remarks", one.remarks());
        entry.put("annotation", one.isAnnotation());
        entry.put("location", location(exemption.at()));
        return entry;
    }

    private static Map<String, Object> unusable(Finding finding) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("message", finding.message());
        entry.put("location", location(finding.location()));
        return entry;
    }

    private static Map<String, Object> location(SourceLocation at) {
        var location = new LinkedHashMap<String, Object>();
        location.put("path", at.path());
        location.put("line", at.line());
        location.put("column", at.column());
        return location;
    }
}
