package io.github.akspolicy.policies;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.TrustsImages;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A manifest file with the findings it must give: {@code fixtures/<group>/<name>/<file>.yaml}. A comment
 * {@code # finding: pod/privileged} marks its line; {@code x2} behind an id means two, and {@code # unknown:} marks what
 * cannot be said. A definition of a cluster in JSON has its marks beside it, in {@code <file>.expected}: lines {@code 12
 * pod/privileged}, or {@code 12 unknown pod/privileged}. The first line of a YAML file may hold the policy's settings: <code># parameters: {"mode": "azure"}</code>.
 */
record Fixture(String policyId, String file, String text) {
    private static final Path ROOT = Path.of("src/test/resources/fixtures");
    private static final Pattern MARK = Pattern.compile("# (finding|unknown): *(.*)$");
    private static final Pattern ID = Pattern.compile("([a-z-]+/[a-z-]+)(?: +x(\\d+))?");
    private static final String PARAMETERS = "# parameters:";

    /** What is missing becomes a finding with a line of its own. */
    private static final Surroundings ALL_REQUIRED = Surroundings.NONE.requiringAll("test");

    static List<Fixture> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|json)"))
                    .sorted()
                    .map(Fixture::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path file) {
        try {
            Path inside = ROOT.relativize(file);
            return new Fixture(
                    inside.getName(0) + "/" + inside.getName(1),
                    inside.getFileName().toString(),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean mustViolate() {
        return file.startsWith("violating");
    }

    boolean mustComply() {
        return file.startsWith("compliant");
    }

    /** The marks, as {@link #found()} writes what was found. */
    List<String> expected() {
        var expected = new ArrayList<String>();
        for (String mark : beside()) {
            String[] words = mark.split(" ");
            String kind = words.length == 3 ? words[1] : "finding";
            expected.add(outcome(Integer.parseInt(words[0]), kind, words[words.length - 1]));
        }
        int line = 0;
        for (String content : text.lines().toList()) {
            line++;
            Matcher mark = MARK.matcher(content);
            if (mark.find()) {
                Matcher id = ID.matcher(mark.group(2));
                while (id.find()) {
                    int times = id.group(2) == null ? 1 : Integer.parseInt(id.group(2));
                    for (int i = 0; i < times; i++) {
                        expected.add(outcome(line, mark.group(1), id.group(1)));
                    }
                }
            }
        }
        expected.sort(Comparator.naturalOrder());
        return expected;
    }

    private Path path() {
        return ROOT.resolve(policyId).resolve(file);
    }

    private boolean isDefinition() {
        return file.endsWith(".json");
    }

    private List<String> beside() {
        Path expected = ROOT.resolve(policyId).resolve(file.replaceFirst("\\.json$", ".expected"));
        try {
            return isDefinition() && Files.exists(expected) ? Files.readAllLines(expected) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the fixture's own policy and those that it marks find in it. */
    List<String> found() {
        return evaluate().findings().stream()
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> outcome(
                                occurrence.origin().primary().line(),
                                finding.unknown() == null ? "finding" : "unknown",
                                finding.policy().id())))
                .sorted()
                .toList();
    }

    /** Every finding in full, for the snapshot of messages. */
    List<String> described() {
        return evaluate().findings().stream()
                .sorted(Comparator.comparing(Finding::location))
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> "%s:%d %s %s, at %s: %s"
                                .formatted(
                                        file,
                                        occurrence.origin().primary().line(),
                                        finding.unknown() == null ? finding.severity() : "unknown",
                                        occurrence.subject(),
                                        occurrence.fieldPath(),
                                        finding.message())))
                .toList();
    }

    private static String outcome(int line, String kind, String policyId) {
        return "line %03d %s: %s".formatted(line, kind, policyId);
    }

    Evaluation evaluate() {
        Set<String> ids = new LinkedHashSet<>(List.of(policyId));
        text.lines().map(MARK::matcher).filter(Matcher::find).forEach(mark -> {
            Matcher id = ID.matcher(mark.group(2));
            while (id.find()) {
                ids.add(id.group(1));
            }
        });
        List<ActivePolicy> policies = ids.stream().map(this::active).toList();
        Evaluation evaluation =
                new Evaluator(policies, Thresholds.DEFAULT).evaluate(List.of(new Text()), ALL_REQUIRED, Progress.NONE);
        if (!evaluation.problems().isEmpty()) {
            throw new AssertionError(this + " cannot be judged: " + evaluation.problems());
        }
        return evaluation;
    }

    private ActivePolicy active(String id) {
        Policy policy = new BuiltInPolicies()
                .policies().stream()
                        .filter(known -> known.info().id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () -> new AssertionError(this + " names the policy " + id + ", which is not built in"));
        return new ActivePolicy(
                policy instanceof TrustsImages asks ? asks.with(FixtureTrust.of()) : policy,
                policy.info().severity(),
                id.equals(policyId) ? parameters(policy.info().parameters()) : Parameters.DEFAULTS);
    }

    private Parameters parameters(List<Parameter<?>> known) {
        if (!text.startsWith(PARAMETERS)) {
            return Parameters.DEFAULTS;
        }
        String json = text.lines().findFirst().orElseThrow().substring(PARAMETERS.length());
        Parameters parameters = Parameters.DEFAULTS;
        try {
            for (Field setting :
                    Field.root(ManifestReader.json(json, ReadLimits.DEFAULT)).fields()) {
                Parameter<?> parameter = Stream.concat(known.stream(), CommonParameters.ALL.stream())
                        .filter(candidate -> candidate.name().equals(setting.key()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(this + ": no parameter " + setting.key()));
                if (parameter.read(setting) == null) {
                    throw new AssertionError(this + ": " + parameter + " has another type or another word");
                }
                parameters = parameters.read(parameter, setting);
            }
        } catch (ManifestException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        }
        return parameters;
    }

    @Override
    public String toString() {
        return policyId + "/" + file;
    }

    /** The fixture as a release. */
    private final class Text implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("test", "fixtures", "fixture");
        }

        @Override
        public String namespace() {
            return "store";
        }

        @Override
        public void read(Receiver receiver) throws SourceException {
            if (isDefinition()) {
                Path folder = path().toAbsolutePath().getParent();
                var request = new ClusterRequest(
                        path().toAbsolutePath(), List.of(), ReadLimits.DEFAULT, Workspace.of(folder));
                new DefinitionReader().read(request, receiver);
                return;
            }
            receiver.file(ManifestFile.asWritten(file, text));
        }
    }
}
