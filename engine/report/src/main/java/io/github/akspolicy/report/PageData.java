package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Excerpt;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.IdentityChain;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.source.NotEvaluated;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the page shows beside the report in JSON: excerpts, sentences, exemptions to copy, and the controls of standards. */
final class PageData {
    /** What the picture of an identity explains. */
    private static final Set<String> OF_IDENTITIES = Set.of("identity", "secrets");

    private final Evaluation evaluation;
    private final SourceLinks links;
    private final JsonOutput json;
    private final ExemptionYaml exemptions;
    private final Set<String> exemptible;
    private final Map<Excerpt, Integer> excerpts = new LinkedHashMap<>();

    private PageData(Evaluation evaluation, SourceLinks links, JsonOutput json) {
        this.evaluation = evaluation;
        this.links = links;
        this.json = json;
        this.exemptions = new ExemptionYaml(
                evaluation.context().exemptUntil(),
                evaluation.ledger().releases().stream()
                        .map(release -> release.id().environment())
                        .collect(Collectors.toSet()));
        this.exemptible = evaluation.policies().stream()
                .filter(ActivePolicy::judgesResources)
                .map(ActivePolicy::id)
                .collect(Collectors.toSet());
    }

    /** The day that is evaluated for. */
    static LocalDate day(Evaluation evaluation) {
        return evaluation.policies().stream()
                .map(policy -> policy.date().asOf())
                .findFirst()
                .orElse(LocalDate.EPOCH);
    }

    /** Writes it, one entry for each finding of the report in JSON. */
    static void write(Evaluation evaluation, List<Finding> listed, SourceLinks links, Writer out) throws IOException {
        try (var json = JsonOutput.embedded(out)) {
            new PageData(evaluation, links, json).page(listed);
        }
    }

    private void page(List<Finding> listed) throws IOException {
        json.object(() -> {
            json.field("link", links.template());
            json.array("findings", () -> {
                for (Finding finding : listed) {
                    json.object(() -> finding(finding));
                }
            });
            json.array("excerpts", () -> {
                for (Excerpt excerpt : excerpts.keySet()) {
                    json.object(() -> {
                        json.field("first", excerpt.firstLine());
                        json.strings("lines", excerpt.lines());
                    });
                }
            });
            json.strings(
                    "faults",
                    evaluation.ledger().notEvaluated().stream()
                            .map(NotEvaluated::fault)
                            .toList());
            json.array("standards", this::standards);
        });
    }

    private void finding(Finding finding) throws IOException {
        json.field("subject", FindingText.subject(finding));
        json.field("statement", FindingText.statement(finding));
        Excerpt excerpt = evaluation.excerpts().get(finding.location());
        if (excerpt != null) {
            Integer known = excerpts.putIfAbsent(excerpt, excerpts.size());
            json.field("excerpt", known == null ? excerpts.size() - 1 : known);
        }
        List<String> notes = FindingText.notes(finding);
        if (!notes.isEmpty()) {
            json.strings("notes", notes);
        }
        Occurrence first = finding.occurrences().get(0);
        List<IdentityChain> chains = evaluation.identities();
        for (int i = 0; OF_IDENTITIES.contains(finding.policy().group()) && i < chains.size(); i++) {
            if (chains.get(i).leadsThrough(first)) {
                json.field("chain", i);
                break;
            }
        }
        if (finding.isOpen() && exemptible.contains(finding.policy().id())) {
            List<String> owners =
                    evaluation.owners().getOrDefault(finding.location().path(), List.of());
            String entries = exemptions.of(finding, owners);
            if (!entries.isEmpty()) {
                json.field("exempt", entries);
            }
        }
    }

    /** The controls that the policies of this run answer, by the title of their standard. */
    private void standards() throws IOException {
        Map<String, Map<String, Control>> standards = new TreeMap<>();
        for (ActivePolicy policy : evaluation.policies()) {
            for (Reference reference : policy.references()) {
                if (reference.isControl()) {
                    standards
                            .computeIfAbsent(reference.standard(), title -> new TreeMap<>())
                            .computeIfAbsent(reference.id(), id -> new Control(reference.title(), new ArrayList<>()))
                            .policies()
                            .add(policy.id());
                }
            }
        }
        for (Map.Entry<String, Map<String, Control>> standard : standards.entrySet()) {
            json.object(() -> {
                json.field("title", standard.getKey());
                json.array("controls", () -> {
                    for (Map.Entry<String, Control> control :
                            standard.getValue().entrySet()) {
                        json.object(() -> {
                            json.field("id", control.getKey());
                            json.field("title", control.getValue().title());
                            json.strings("policies", control.getValue().policies());
                        });
                    }
                });
            });
        }
    }

    private record Control(String title, List<String> policies) {}
}
