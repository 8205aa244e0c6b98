package io.github.akspolicy.policies;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.evaluate.marks.FindingMarks;
import io.github.akspolicy.evaluate.marks.MarkComparison.Found;
import io.github.akspolicy.evaluate.marks.MarkException;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.policy.signature.TrustsImages;
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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One case of a policy, with the findings it must give. All cases of a policy stand in {@code fixtures/<group>/<name>.yaml}:
 *
 * <pre>
 * # case: compliant
 * apiVersion: v1
 * kind: Pod
 * …
 * ---
 * # case: violating with settings
 * # parameters: {"mode": "azure"}
 * apiVersion: v1
 * …
 *     privileged: true # finding: pod/privileged: securityContext.privileged is true
 * </pre>
 *
 * <p>A case is evaluated alone, as if the others were not there. It lasts up to the next line {@code # case:}, over as many
 * documents as it needs; the line after its name may hold the policy's settings. Comments mark lines, as {@link FindingMarks}
 * reads them, each with its message. A case that is written in JSON is the definition of a cluster.
 *
 * @param text at its place in the file: lines of other cases are empty
 */
record Fixture(String policyId, String name, String text) {
    private static final Path ROOT = Path.of("src/test/resources/fixtures");
    /** Definitions of clusters are read from files of their own. */
    private static final Path DEFINITIONS = Path.of("target/fixtures");

    private static final String CASE = "# case: ";
    private static final String KUBERNETES = "# kubernetes: ";
    private static final String AS_OF = "# asOf: ";
    private static final LocalDate DATE = LocalDate.of(2026, 11, 29);
    private static final String PARAMETERS = "# parameters:";

    /** What is missing becomes a finding with a line of its own. */
    private static final Surroundings ALL_REQUIRED = Surroundings.NONE.requiringAll("test");

    private static final List<String> BUILT_IN = new BuiltInPolicies()
            .policies().stream().map(policy -> policy.info().id()).toList();

    private static final List<Fixture> ALL = readAll();
    /** Several tests look at one evaluation. */
    private static final Map<Fixture, Evaluation> EVALUATIONS = new ConcurrentHashMap<>();

    static List<Fixture> all() {
        return ALL;
    }

    /** The cases of one policy, in the order of its file. */
    static List<Fixture> of(String policyId) {
        return ALL.stream()
                .filter(fixture -> fixture.policyId().equals(policyId))
                .toList();
    }

    private static List<Fixture> readAll() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Fixture> read(Path file) {
        String policyId = ROOT.relativize(file).toString().replace('\\', '/').replaceFirst("\\.yaml$", "");
        var cases = new LinkedHashMap<String, StringBuilder>();
        StringBuilder current = null;
        int line = 0;
        for (String content : lines(file)) {
            if (content.startsWith(CASE)) {
                if (current != null) {
                    endBefore(current);
                }
                current = new StringBuilder("\n".repeat(line));
                if (cases.put(content.substring(CASE.length()), current) != null) {
                    throw new AssertionError(file + ": two cases have the name of line " + (line + 1));
                }
            }
            if (current == null) {
                throw new AssertionError(file + ": the first line names a case: " + CASE + "compliant");
            }
            current.append(content).append('\n');
            line++;
        }
        return cases.entrySet().stream()
                .map(one -> new Fixture(policyId, one.getKey(), one.getValue().toString()))
                .toList();
    }

    /** The line that parts two cases belongs to neither. */
    private static void endBefore(StringBuilder text) {
        String end = "\n---\n";
        if (text.indexOf(end, text.length() - end.length()) < 0) {
            throw new AssertionError(
                    "a line --- parts a case from the next: " + text.toString().strip());
        }
        text.setLength(text.length() - end.length() + 1);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean mustViolate() {
        return name.startsWith("violating");
    }

    boolean mustComply() {
        return name.startsWith("compliant");
    }

    /** What its comments mark. */
    List<FindingMark> marks() {
        try {
            return FindingMarks.in(text, 0, BUILT_IN);
        } catch (MarkException wrong) {
            throw new AssertionError(place(wrong.line()) + ": " + wrong.getMessage(), wrong);
        }
    }

    /** What the fixture's own policy and those that it marks find in it. */
    List<Found> found() {
        return evaluate().findings().stream()
                .flatMap(finding -> finding.occurrences().stream().map(occurrence -> new Found(finding, occurrence)))
                .toList();
    }

    /** A line of the file, for messages. */
    String place(int line) {
        return ROOT.resolve(policyId + ".yaml:" + line).toString();
    }

    Evaluation evaluate() {
        return EVALUATIONS.computeIfAbsent(this, Fixture::evaluateOnce);
    }

    Evaluation evaluateOnce() {
        Set<String> ids = new LinkedHashSet<>(List.of(policyId));
        marks().forEach(mark -> ids.add(mark.policyId()));
        return evaluate(ids.stream().map(this::active).toList());
    }

    /** What the policies of a profile say of the case, with the settings that they have there. */
    Evaluation evaluate(Profile profile) {
        return evaluate(new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> policy.info().profiles().containsKey(profile))
                        .map(policy -> new ActivePolicy(
                                policy instanceof TrustsImages asks ? asks.with(FixtureTrust.of()) : policy,
                                policy.info().severity(),
                                policy.info().profiles().getOrDefault(profile, Parameters.DEFAULTS)))
                        .map(policy -> policy.on(new ReferenceDate(date(), ReferenceDate.DEFAULT_WARN_DAYS)))
                        .toList());
    }

    private Evaluation evaluate(List<ActivePolicy> policies) {
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT)
                .kubernetes(kubernetes())
                .evaluate(List.of(new Text()), ALL_REQUIRED, Progress.NONE);
        if (!evaluation.problems().isEmpty()) {
            throw new AssertionError(this + " cannot be evaluated: " + evaluation.problems());
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
                        id.equals(policyId) ? parameters(policy.info().parameters()) : Parameters.DEFAULTS)
                .on(new ReferenceDate(date(), ReferenceDate.DEFAULT_WARN_DAYS));
    }

    /** The day that the case is evaluated for: {@code # asOf: 2027-01-31}, else one on which all fixtures hold. */
    private LocalDate date() {
        return text.lines()
                .filter(line -> line.startsWith(AS_OF))
                .map(line -> LocalDate.parse(line.substring(AS_OF.length())))
                .findFirst()
                .orElse(DATE);
    }

    /** The version of Kubernetes that the environment runs: {@code # kubernetes: 35}. */
    private Map<String, Integer> kubernetes() {
        return text.lines()
                .filter(line -> line.startsWith(KUBERNETES))
                .collect(
                        Collectors.toMap(line -> "test", line -> Integer.valueOf(line.substring(KUBERNETES.length()))));
    }

    private Parameters parameters(List<Parameter<?>> known) {
        String second = text.stripLeading().lines().skip(1).findFirst().orElse("");
        if (!second.startsWith(PARAMETERS)) {
            return Parameters.DEFAULTS;
        }
        String json = second.substring(PARAMETERS.length());
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
        return policyId + ": " + name;
    }

    private String fileName() {
        return policyId.substring(policyId.indexOf('/') + 1) + ".yaml";
    }

    /** Whether the case defines a cluster, in JSON: a brace or bracket is what follows its heading. */
    boolean isDefinition() {
        String text = withoutComments().stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    /** JSON has no comments. */
    private String withoutComments() {
        return text.lines()
                .map(line -> line.stripLeading().startsWith("#") ? "" : FindingMarks.without(line))
                .collect(Collectors.joining("\n"));
    }

    private Path definition() {
        try {
            Path file = DEFINITIONS
                    .resolve(policyId + "/" + name.replace(' ', '-') + ".json")
                    .toAbsolutePath();
            Files.createDirectories(file.getParent());
            return Files.writeString(file, withoutComments());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                Path file = definition();
                var request = new ClusterRequest(file, List.of(), ReadLimits.DEFAULT, Workspace.of(file.getParent()));
                new DefinitionReader().read(request, receiver);
                return;
            }
            receiver.file(ManifestFile.asWritten(fileName(), text));
        }
    }
}
