package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.labelled.CaseVerdict;
import io.github.akspolicy.conformance.labelled.LabelledCases;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Blocks of Terraform that other projects label, each with the policy of ours that says the same. */
final class LabelledHcl {
    private static final String SET = "labelled";

    private final Map<String, Policy> policies = LabelledCases.knownPolicies();
    private final Path folder;

    private LabelledHcl(Path folder) {
        this.folder = folder;
    }

    /** @param folder what holds {@code terraform/labelled/index.jsonl} */
    static List<Row> rows(Path folder) throws IOException {
        var cases = new LabelledHcl(folder);
        var rows = new ArrayList<Row>();
        for (Field line : CaseLines.all(folder.resolve("terraform/labelled/index.jsonl"))) {
            rows.add(cases.row(line));
        }
        return rows;
    }

    private Row row(Field line) throws IOException {
        String id = line.get("id").stringOr("");
        String check = line.get("check").stringOr("");
        String expected = line.get("expect").stringOr("");
        String differs = line.get("differs").stringOr(IacRun.decided(check));
        List<String> names = line.get("policy").string() == null
                ? line.get("policy").strings()
                : List.of(line.get("policy").stringOr(""));
        if (names.isEmpty()) {
            return new Row(SET, id, check, expected, null, "", false, "no policy says the same: " + differs);
        }
        if (!policies.keySet().containsAll(names)) {
            return new Row(SET, id, check, expected, null, "", false, "there is no policy of these: " + names);
        }
        Path file = folder.resolve(line.get("files").strings().get(0));
        Range range = Range.of(file, line.get("resource").stringOr(""));
        CaseVerdict verdict = verdict(file, active(names, line.get("parameters")), id, range);
        boolean agrees = verdict.actual().equals(expected);
        String reason =
                agrees ? "" : (differs.isEmpty() ? "" : Entry.KNOWN_DIFFERENCE + differs + "; ") + verdict.reason();
        return new Row(SET, id, check, expected, verdict.actual(), "", agrees, reason);
    }

    private List<ActivePolicy> active(List<String> names, Field parameters) {
        return names.stream()
                .map(name -> active(name, names.size() == 1 ? parameters : parameters.get(name)))
                .toList();
    }

    private ActivePolicy active(String name, Field settings) {
        Policy policy = Objects.requireNonNull(policies.get(name));
        Parameters parameters = Parameters.DEFAULTS;
        for (Field setting : settings.fields()) {
            Parameter<?> parameter = Stream.concat(policy.info().parameters().stream(), CommonParameters.ALL.stream())
                    .filter(candidate -> candidate.name().equals(setting.key()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no parameter " + setting.key()));
            parameters = parameters.read(parameter, setting);
        }
        return new ActivePolicy(policy, policy.info().severity(), parameters);
    }

    /** The file alone: beside it lie cases of other checks. */
    private static CaseVerdict verdict(Path file, List<ActivePolicy> active, String id, Range range)
            throws IOException {
        Path alone = Files.createTempDirectory("labelled");
        try {
            Path copy = Files.copy(file, alone.resolve("main.tf"));
            var request = new ClusterRequest(alone, List.of(), ReadLimits.DEFAULT, Workspace.of(alone));
            Release release = new Fragment(new ReleaseId("default", "main.tf", id), request);
            CaseVerdict verdict = CaseVerdict.of(release, active, range::concerns);
            Files.delete(copy);
            return verdict;
        } finally {
            try (Stream<Path> left = Files.list(alone)) {
                for (Path each : left.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(alone);
        }
    }

    /** A block without what it refers to: that this leads nowhere says nothing about the block. */
    private record Fragment(ReleaseId id, ClusterRequest request) implements Release {
        @Override
        public void read(Receiver receiver) throws SourceException {
            new DefinitionReader().read(request, new Receiver() {
                @Override
                public void file(ManifestFile file) {
                    receiver.file(file);
                }

                @Override
                public void problem(Problem problem) {
                    // what it refers to was cut out
                }
            });
        }
    }

    /** The lines of the block that a label is about. */
    private record Range(String address, int first, int last) {
        static Range of(Path file, String address) throws IOException {
            try {
                List<Body.Block> blocks = Parser.file(Files.readString(file)).blocks();
                for (int i = 0; i < blocks.size(); i++) {
                    if (blocks.get(i).type().equals("resource")
                            && String.join(".", blocks.get(i).labels()).equals(address)) {
                        int last =
                                i + 1 < blocks.size() ? blocks.get(i + 1).at().line() - 1 : Integer.MAX_VALUE;
                        return new Range(address, blocks.get(i).at().line(), last);
                    }
                }
            } catch (HclException broken) {
                throw new IOException(file + ": " + broken.getMessage(), broken);
            }
            throw new IOException(file + " has no " + address);
        }

        boolean concerns(Finding finding) {
            return finding.occurrences().stream().anyMatch(this::concerns);
        }

        private boolean concerns(Occurrence occurrence) {
            if (occurrence.resource().kind().startsWith("azurerm_")) {
                String own = occurrence.resource().kind() + "."
                        + occurrence.resource().name();
                return own.replaceAll("\\[[^]]*]", "").equals(address);
            }
            return Stream.concat(Stream.of(occurrence.origin().primary()), occurrence.origin().related().stream())
                    .mapToInt(SourceLocation::line)
                    .anyMatch(line -> line >= first && line <= last);
        }
    }
}
