package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Azure Policy's own constraint templates say about objects: lines {@code {"id", "definition", "template",
 * "parameters", "constraint", "object", "context", "verdict", "admitted"}}. What counts is the verdict about the object as
 * the API server hands it to its webhooks; an object that the API server refuses has none.
 */
public final class AzureTemplates implements Run {
    private static final String FILE = "azure-policy/azure-policy.jsonl";

    /** What an assignment says of the constraint's match rather than to the template. */
    private static final Set<String> MATCH = Set.of("namespaces", "excludedNamespaces", "labelSelector", "source");

    private final Map<String, Policy> policies = LabelledCases.knownPolicies();
    private final Map<String, Mapping> mappings = Mappings.read().checks();

    @Override
    public String name() {
        return "admission";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "admission"));
    }

    @Override
    public Map<String, @Nullable Object> fields(Entry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", FILE);
        fields.put("id", entry.id());
        fields.put("class", entry.topic());
        fields.put("expected", entry.expect());
        fields.put("actual", entry.actual());
        fields.put("agrees", entry.agrees());
        fields.put("reason", entry.reason().isEmpty() ? null : entry.reason());
        return fields;
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var entries = new ArrayList<Entry>();
        var agreement = new DefinitionAgreement();
        for (Path folder : inputs) {
            Path file = Files.isDirectory(folder) ? folder.resolve(FILE) : folder;
            CaseLines.each(file, labelled -> {
                Entry entry = judge(labelled);
                agreement.add(labelled, entry);
                entries.add(entry);
            });
        }
        log.print(agreement.yaml());
        return entries;
    }

    private Entry judge(Field labelled) {
        String id = labelled.get("id").stringOr("");
        String check = "azure-policy/" + labelled.get("template").stringOr("");
        String definition = labelled.get("definition").stringOr("");
        String expect = labelled.at("admitted", "verdict").stringOr("none");
        var match = new ConstraintMatch(labelled.at("constraint", "spec", "match"));
        Field parameters = parameters(labelled.get("parameters"));
        Mapping known = mappings.get(check);
        Mapping mapping = known == null ? null : known.forCase(parameters);
        String obstacle = obstacle(labelled, mapping, parameters, match);
        if (mapping == null || !obstacle.isEmpty()) {
            return Entry.uncovered(id, check, definition, expect, obstacle);
        }
        Objects objects =
                new Objects(id, labelled.get("object"), labelled.get("context").items());
        CaseVerdict verdict = CaseVerdict.of(
                objects,
                match.selecting(mapping.alternatives(policies, parameters).get(0)),
                finding -> (mapping.judgesContext() || objects.isJudged(finding)) && match.hits(finding));
        String actual = switch (verdict.actual()) {
            case "pass" -> "none";
            case "fail" -> "violation";
            default -> verdict.actual();
        };
        return Entry.covered(
                id,
                check,
                definition,
                expect,
                actual,
                actual.equals(expect) ? "" : explained(expect, verdict, mapping));
    }

    private static String explained(String expect, CaseVerdict verdict, Mapping mapping) {
        String decided = mapping.decided(expect.equals("none") ? "stricter" : "laxer");
        return decided.isEmpty() ? verdict.reason() : Entry.KNOWN_DIFFERENCE + decided + "; " + verdict.reason();
    }

    private static String obstacle(Field labelled, @Nullable Mapping mapping, Field parameters, ConstraintMatch match) {
        if (labelled.at("admitted", "refused").isPresent()) {
            return "the API server refuses the object: "
                    + labelled.at("admitted", "refused").stringOr("");
        }
        if (mapping == null) {
            return "no policy corresponds to this template";
        }
        if (!mapping.unmapped().isEmpty()) {
            return mapping.unmapped();
        }
        return match.obstacle().isEmpty() ? mapping.unsupported(parameters) : match.obstacle();
    }

    /** What the assignment says to the template. */
    private static Field parameters(Field given) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        for (Field parameter : given.fields()) {
            if (!MATCH.contains(parameter.key()) && parameter.node() != null) {
                kept.put(parameter.key(), Node.toPlain(parameter.node()));
            }
        }
        try {
            return Field.root(ManifestReader.json(JsonValues.write(kept), ReadLimits.DEFAULT));
        } catch (ManifestException e) {
            throw new IllegalStateException("what was read as JSON cannot be read again", e);
        }
    }

    /** The object of a line and those that are in the cluster already, one file each. */
    private record Objects(String caseId, Field object, List<Field> context) implements Release {
        private static final String JUDGED = "object.json";

        @Override
        public ReleaseId id() {
            return new ReleaseId(CaseFiles.NAMESPACE, caseId, caseId);
        }

        @Override
        public String namespace() {
            return CaseFiles.NAMESPACE;
        }

        @Override
        public void read(Receiver receiver) {
            receiver.file(file(JUDGED, object));
            for (int i = 0; i < context.size(); i++) {
                receiver.file(file("context-" + i + ".json", context.get(i)));
            }
        }

        private static ManifestFile file(String path, Field root) {
            return ManifestFile.asWritten(
                    path, JsonValues.write(root.node() == null ? null : Node.toPlain(root.node())));
        }

        boolean isJudged(Finding finding) {
            return finding.occurrences().stream()
                    .anyMatch(occurrence -> occurrence.origin().primary().path().equals(JUDGED));
        }
    }
}
