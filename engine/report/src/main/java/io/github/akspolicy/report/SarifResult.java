package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as a SARIF result of the run of one environment: its places are that environment's, its text tells of all. */
final class SarifResult {
    private final Finding finding;
    private final List<Occurrence> occurrences;
    private final String fingerprint;
    private final @Nullable ProposedFix fix;
    private final JsonOutput json;
    private final SarifLocations locations;

    /** @param environment the one of the run, or null when it is a run of all */
    SarifResult(
            Finding finding,
            @Nullable String environment,
            String fingerprint,
            @Nullable ProposedFix fix,
            JsonOutput json) {
        this.finding = finding;
        List<Occurrence> here = finding.occurrences().stream()
                .filter(occurrence -> occurrence.release().environment().equals(environment))
                .toList();
        this.occurrences = here.isEmpty() ? finding.occurrences() : here;
        this.fingerprint = fingerprint;
        this.fix = fix;
        this.json = json;
        this.locations = new SarifLocations(json);
    }

    /** @param rule index of the policy among the rules, or null when it is not there */
    void write(@Nullable Integer rule) throws IOException {
        json.field("ruleId", finding.policy().id());
        if (rule != null) {
            json.field("ruleIndex", rule);
        }
        json.field(
                "level",
                switch (AnnotationLevel.of(finding)) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTICE -> "note";
                });
        message(SarifText.sentences(Annotation.of(finding).lines()));
        json.array("locations", () -> json.object(this::primary));
        related();
        codeFlow();
        baselineState();
        suppressions();
        fixes();
        json.object("partialFingerprints", () -> json.field("aksPolicyFinding/v1", fingerprint));
        json.object("properties", () -> {
            json.field("key", finding.key());
            json.field("severity", finding.severity().toString());
            json.field("verdict", finding.unknown() == null ? "fail" : "unknown");
            if (finding.unknown() != null) {
                json.field("unknown", finding.unknown().name().toLowerCase(Locale.ROOT));
            }
            json.field("fails", finding.fails());
            json.strings("environments", finding.environments());
        });
    }

    /** What the standard calls updated is there as before, at another place. */
    private void baselineState() throws IOException {
        if (finding.change() != null) {
            json.field(
                    "baselineState",
                    switch (finding.change()) {
                        case NEW, INCOMPARABLE -> "new";
                        case MOVED -> "updated";
                        case UNCHANGED -> "unchanged";
                    });
        }
    }

    /** An exemption or the baseline, which lie in files of their own. */
    private void suppressions() throws IOException {
        Suppression suppression = finding.suppression();
        if (suppression == null) {
            return;
        }
        json.array(
                "suppressions",
                () -> json.object(() -> {
                    json.field("kind", "external");
                    json.field("status", "accepted");
                    json.field("justification", SarifText.sentences(List.of(suppression.text())));
                    json.object("location", () -> locations.physical(suppression.at()));
                }));
    }

    /** Source of the notation: SARIF 2.1.0, section 3.55. */
    private void fixes() throws IOException {
        if (fix == null) {
            return;
        }
        json.array(
                "fixes",
                () -> json.object(() -> {
                    json.object(
                            "description", () -> json.field("text", SarifText.sentences(List.of(finding.advice()))));
                    json.array(
                            "artifactChanges",
                            () -> json.object(() -> {
                                locations.artifact(fix.path());
                                json.array("replacements", () -> json.object(() -> replacement(fix)));
                            }));
                }));
    }

    private void replacement(ProposedFix change) throws IOException {
        boolean wholly = change.lines().isEmpty();
        json.object("deletedRegion", () -> {
            json.field("startLine", change.firstLine());
            json.field("startColumn", 1);
            // lines that only go take their line end along
            json.field("endLine", wholly ? change.lastLine() + 1 : change.lastLine());
            json.field("endColumn", wholly ? 1 : change.endColumn());
        });
        json.object("insertedContent", () -> json.field("text", String.join("\n", change.lines())));
    }

    private void primary() throws IOException {
        locations.physical(finding.location());
        json.array("logicalLocations", () -> {
            for (Occurrence occurrence : occurrences) {
                locations.logical(occurrence);
            }
        });
    }

    private void related() throws IOException {
        Map<SourceLocation, String> related = new LinkedHashMap<>();
        for (Occurrence occurrence : occurrences) {
            if (!occurrence.origin().primary().equals(finding.location())) {
                related.putIfAbsent(
                        occurrence.origin().primary(),
                        SarifText.sentences(List.of("the same line of the shared chart")));
            }
            for (SourceLocation frame : occurrence.origin().related()) {
                related.putIfAbsent(frame, SarifText.sentences(List.of("related " + frame.role())));
            }
        }
        for (Elsewhere right : finding.passesIn()) {
            SourceLocation setAt = right.setAt();
            if (setAt != null) {
                related.putIfAbsent(setAt, SarifText.sentences(List.of(right.environment() + " sets it here")));
            }
        }
        if (related.isEmpty()) {
            return;
        }
        json.array("relatedLocations", () -> {
            int id = 0;
            for (Map.Entry<SourceLocation, String> entry : related.entrySet()) {
                int number = id++;
                json.object(() -> {
                    json.field("id", number);
                    locations.physical(entry.getKey());
                    message(entry.getValue());
                });
            }
        });
    }

    /** From the line that supplies the value through the templates to the field in the rendered resource. */
    private void codeFlow() throws IOException {
        Occurrence occurrence = occurrences.get(0);
        List<SourceLocation> steps = steps(occurrence.origin());
        boolean rendered = steps.size() >= 2;
        if (!rendered && occurrence.steps().isEmpty()) {
            return;
        }
        json.array("codeFlows", () -> {
            if (!occurrence.steps().isEmpty()) {
                threadFlow(() -> way(occurrence));
            }
            if (rendered) {
                threadFlow(() -> {
                    for (SourceLocation step : steps) {
                        json.object(() -> json.object("location", () -> {
                            locations.physical(step);
                            message(SarifText.sentences(List.of(step.role().toString())));
                        }));
                    }
                    json.object(() -> json.object("location", () -> rendered(occurrence, steps)));
                });
            }
        });
    }

    private void threadFlow(JsonOutput.Content flowLocations) throws IOException {
        json.object(() -> json.array("threadFlows", () -> json.object(() -> json.array("locations", flowLocations))));
    }

    /** The way over other lines that leads to the finding; a step that is in no file is shown at the line before. */
    private void way(Occurrence occurrence) throws IOException {
        SourceLocation at = occurrence.origin().primary();
        for (LocatedStep step : occurrence.steps()) {
            at = step.at() == null ? at : step.at();
            SourceLocation shown = at;
            json.object(() -> json.object("location", () -> {
                locations.physical(shown);
                message(SarifText.sentences(List.of(step.message())));
            }));
        }
    }

    /** Viewers need a file for every step, so the rendered field shows the last line it comes through. */
    private void rendered(Occurrence occurrence, List<SourceLocation> steps) throws IOException {
        locations.physical(steps.get(steps.size() - 1));
        json.array("logicalLocations", () -> locations.logical(occurrence));
        message(SarifText.sentences(List.of("rendered as " + occurrence.fieldPath() + " of " + occurrence.subject()
                + " in " + occurrence.release().environment())));
    }

    /** From the line that supplies the value through the templates, in reading order. */
    static List<SourceLocation> steps(Origin origin) {
        var steps = new ArrayList<SourceLocation>();
        boolean template = origin.primary().role() == Role.TEMPLATE;
        if (!template) {
            steps.add(origin.primary());
        }
        steps.addAll(origin.includes());
        if (template) {
            steps.add(origin.primary());
        }
        return steps;
    }

    private void message(String text) throws IOException {
        json.object("message", () -> json.field("text", text));
    }
}
