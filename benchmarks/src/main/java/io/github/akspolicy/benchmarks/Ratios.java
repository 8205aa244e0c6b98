package io.github.akspolicy.benchmarks;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** What reading and evaluation cost, each in proportion to something that must be paid anyway. */
final class Ratios {
    private static final int FILES = 400;
    /** What the workload uses, by the name of the setting. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "allowedRegistries", List.of("contoso.azurecr.io"),
            "allowedContainerPortsList", List.of("8080"),
            "allowedServicePortsList", List.of("80"));

    /** Until the compiler of the JVM, whose time counts, is done with more than a hundred policies. */
    private static final int WARM_UP = 40;

    private static final int ROUNDS = 15;

    /** Left out: they judge signatures, and each image of the workload, which has none, would be a finding of each. */
    private static final Set<String> NEED_EVIDENCE =
            Set.of("image/lock-consistent", "image/signature-verification-configured", "image/signature-verified");

    private static final List<ActivePolicy> POLICIES = ServiceLoader.load(PolicyProvider.class).stream()
            .flatMap(provider -> provider.get().policies().stream())
            .filter(policy -> !NEED_EVIDENCE.contains(policy.info().id()))
            .map(Ratios::configured)
            .toList();

    private final ManifestTexts workload = new Workload(FILES * 5).prepared();
    private final List<String> texts =
            workload.files().stream().map(ManifestFile::text).toList();

    /**
     * The result of one run.
     *
     * @param reading our reading in proportion to snakeyaml's event loop over the same text
     * @param evaluation what judging by all built-in policies takes beyond reading, in proportion to reading
     * @param policies how many they are
     * @param readingSpeed MB of text a second of one processor
     */
    record Result(double reading, double evaluation, int policies, double readingSpeed) {}

    Result measure() {
        long[] times = Measurement.medians(WARM_UP, ROUNDS, this::events, this::read, this::evaluate);
        long characters = texts.stream().mapToLong(String::length).sum();
        return new Result(
                (double) times[1] / times[0],
                (double) Math.max(0, times[2] - times[1]) / times[1],
                POLICIES.size(),
                characters / 1e6 / (times[1] / 1e9));
    }

    private void events() {
        long events = 0;
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        for (String text : texts) {
            var parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            while (parser.peekEvent() != null) {
                parser.getEvent();
                events++;
            }
        }
        expect(events > 0, "no event");
    }

    private void read() {
        long documents = read(workload);
        expect(documents >= FILES * 5L, documents + " documents");
    }

    /** Reads texts, and judges nothing: how many documents they are. */
    static long read(ManifestTexts workload) {
        var count = new Count();
        workload.files().forEach(file -> ManifestReader.read(file.text(), ReadLimits.DEFAULT, count));
        return count.documents;
    }

    private void evaluate() {
        Evaluation evaluation = evaluation(workload, 1);
        expect(evaluation.problems().isEmpty() && !evaluation.findings().isEmpty(), "not what was planted");
    }

    /** Judges a workload by all built-in policies. */
    static Evaluation evaluation(Release workload, int parallelism) {
        return new Evaluator(POLICIES, Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, parallelism)
                .evaluate(List.of(workload), Progress.NONE);
    }

    /**
     * The policies that find more in a workload than what was planted in it, which is one fault in one Deployment of fifty:
     * they judge what no team would leave so, and what they find is measured as well.
     */
    static Set<String> notCompliantWith(Evaluation evaluation) {
        var counts = new TreeMap<String, Integer>();
        evaluation
                .findings()
                .forEach(finding -> counts.merge(
                        finding.policy().id(), finding.occurrences().size(), Integer::sum));
        int most = evaluation.ledger().resources() / 50;
        counts.values().removeIf(count -> count <= most);
        return counts.keySet();
    }

    /** A policy as a team configures it: an empty list of what is allowed would make everything a finding. */
    private static ActivePolicy configured(Policy policy) {
        Parameters parameters = Parameters.DEFAULTS;
        for (Parameter<?> parameter : policy.info().parameters()) {
            List<String> allowed = ALLOWED.get(parameter.name());
            if (allowed != null) {
                @SuppressWarnings("unchecked") // each of these is a list of strings
                var list = (Parameter<List<String>>) parameter;
                parameters = parameters.with(list, allowed);
            }
        }
        return new ActivePolicy(policy, policy.info().severity(), parameters);
    }

    static void expect(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalStateException("measured something else: " + problem);
        }
    }

    private static final class Count implements ManifestReader.Receiver {
        private long documents;

        @Override
        public void document(Node root) {
            documents++;
        }

        @Override
        public void problem(ManifestException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
