package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.source.DecidingValue;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The fields that one chart has not, and the keys that supply them. */
final class AbsentFieldTruth {
    static final String CHECK = "charts/absent";
    static final String NAMED = "absent: fields with a key that supplies them";
    static final String MISSED = "absent: fields that a key supplies, without one";

    private static final String RIGHT = "appears with what is named";
    private static final String NONE = "no key makes it appear";

    /** Bounds the renders that look for keys of one chart. */
    static final String RENDERS = "aks-policy.absent.renders";

    private static final int MOST_RENDERS = Integer.getInteger(RENDERS, 400);

    private final ChartCase chart;
    private final String profile;
    private final Figures figures;
    private final TrialRenders trials;
    private final NamedKeys namedKeys;

    AbsentFieldTruth(ChartCase chart, HelmBinary helm, String profile, Figures figures) throws IOException {
        this.chart = chart;
        this.profile = profile;
        this.figures = figures;
        this.trials = new TrialRenders(chart.chart(), helm);
        this.namedKeys = new NamedKeys(trials, new ValueForms(chart.chart()));
    }

    List<Entry> entries(PrintStream log) throws IOException {
        Evaluation evaluation;
        try {
            evaluation = Verification.scan(chart.chart(), Overrides.NONE.profile(profile))
                    .evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IOException(chart.id() + ": " + e.getMessage(), e);
        }
        if (!evaluation.problems().isEmpty()) {
            figures.add("absent: charts that do not render", 1);
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var open = new LinkedHashMap<WantedField, Occurrence>();
        var seen = new LinkedHashSet<WantedField>();
        String release = "";
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                if (occurrence.written() || occurrence.resource().isValues() || finding.unknown() != null) {
                    continue;
                }
                release = occurrence.release().name();
                WantedField wanted = WantedField.of(occurrence, trials.plain(release));
                if (!seen.add(wanted)) {
                    continue;
                }
                if (!isInRender(release, wanted)) {
                    figures.add("absent: fields of containers that the binary leaves out", 1);
                    continue;
                }
                DecidingValue decides = occurrence.origin().decidedBy();
                if (decides == null) {
                    open.put(wanted, occurrence);
                } else {
                    entries.add(named(release, wanted, decides, finding));
                }
            }
        }
        entries.addAll(missed(release, open));
        log.println("absent: " + chart.id() + " " + seen.size() + " fields, " + open.size() + " without a key, "
                + trials.count() + " renders");
        return entries;
    }

    /** Whether the binary renders what would have the field. */
    private boolean isInRender(String release, WantedField wanted) throws IOException {
        FieldPath item = wanted.path();
        while (item.parent() != null && item.lastIndex() < 0) {
            item = item.parent();
        }
        FieldPath around = item.parent() == null ? FieldPath.ROOT.field("metadata") : item;
        return trials.plain(release).has(wanted.at(around));
    }

    private Entry named(String release, WantedField wanted, DecidingValue decides, Finding finding) throws IOException {
        boolean appears = namedKeys.supply(release, wanted, decides);
        if (appears && !decides.alsoSet().isEmpty()) {
            figures.add("absent: fields that take several values, all of which are named", 1);
        }
        figures.add(appears ? NAMED : "absent: fields whose key does not supply them", 1);
        return Entry.covered(
                chart.id() + " " + wanted + " " + finding.policy().id(),
                CHECK,
                "right",
                RIGHT,
                appears ? RIGHT : "does not appear",
                decides.key() + " at " + decides.at());
    }

    /** Tries every key for the fields for which none is named. */
    private List<Entry> missed(String release, Map<WantedField, Occurrence> open) throws IOException {
        if (open.isEmpty()) {
            return List.of();
        }
        KeySearch.Found found =
                new KeySearch(new ValuesTree(chart.chart(), null), trials, release, MOST_RENDERS).find(open.keySet());
        figures.add("absent: keys tried", found.tried());
        if (!found.isComplete()) {
            figures.add("absent: charts not tried to the end", 1);
        }
        var entries = new ArrayList<Entry>();
        open.forEach((wanted, occurrence) -> {
            String key = found.supplied().get(wanted);
            String misplaced = found.misplaced().get(wanted);
            figures.add(key == null ? "absent: fields that no key supplies" : MISSED, 1);
            figures.add("absent: of them with a mapping where the chart means a list", misplaced == null ? 0 : 1);
            String reason = "";
            if (key != null) {
                reason = key + "; said: " + occurrence.origin().primary() + " "
                        + occurrence.origin().valuesKeys();
            } else if (misplaced != null) {
                reason = "only with a mapping where the chart means a list: " + misplaced;
            }
            // counted, not held to be wrong: the share of these is bounded
            entries.add(
                    Entry.uncovered(chart.id() + " " + wanted, CHECK, key == null ? "no key" : "missed", NONE, reason));
        });
        return entries;
    }
}
