package io.github.akspolicy.environment;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.identity.EntraDirectory;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An environment with everything that is deployed to it, for questions that no single policy asks: what may this service
 * account do, does this workload reach that vault. All releases are rendered and kept, so that memory grows with them;
 * policies judge a stream and do not need this.
 *
 * <p>Ask {@link #problems()} first, or come in through a door that does: an answer about an environment that could not be
 * read is worth nothing.
 */
public final class Environment {
    private final String name;
    private final List<RenderedRelease> releases;
    private final ResourceSet resources;
    private final EnvironmentIndexes indexes;
    private final Redaction redaction;
    private final Optional<EntraDirectory> directory;
    private final Surroundings surroundings;
    private final Map<String, Integer> kubernetesMinors;

    /** @param releases of this environment, read alike, in the order of the configuration */
    public Environment(String name, List<RenderedRelease> releases) {
        this(name, releases, Surroundings.NONE);
    }

    /**
     * @param releases of this environment, read alike, in the order of the configuration
     * @param surroundings what lives around it: its indexes hold that, too
     */
    public Environment(String name, List<RenderedRelease> releases, Surroundings surroundings) {
        this(name, releases, surroundings, Map.of());
    }

    /**
     * @param releases of this environment, read alike, in the order of the configuration
     * @param surroundings what lives around it: its indexes hold that, too
     * @param kubernetesMinors the minor versions of Kubernetes that environments run, as far as they are known
     */
    public Environment(
            String name,
            List<RenderedRelease> releases,
            Surroundings surroundings,
            Map<String, Integer> kubernetesMinors) {
        if (releases.isEmpty()) {
            throw new IllegalArgumentException("nothing is deployed to the environment " + name);
        }
        this.name = name;
        this.surroundings = surroundings;
        this.kubernetesMinors = Map.copyOf(kubernetesMinors);
        this.releases = List.copyOf(releases);
        var all = new ArrayList<DeployedResource>();
        var secrets = new HashSet<String>();
        var names = new HashSet<String>();
        for (RenderedRelease release : releases) {
            all.addAll(release.resources().all());
            secrets.addAll(release.secrets());
            release.resources().all().forEach(resource -> Redaction.names(resource.resource(), names));
        }
        this.resources = new ResourceSet(all);
        this.indexes = new EnvironmentIndexes(resources, surroundings.context(name));
        this.redaction = new Redaction(secrets, names);
        this.directory = surroundings.directory(name);
    }

    public String name() {
        return name;
    }

    public List<RenderedRelease> releases() {
        return releases;
    }

    /**
     * The release of this name.
     *
     * @throws NoSuchElementException when there is none; the message lists those there are
     */
    public RenderedRelease release(String releaseName) {
        return releases.stream()
                .filter(release -> release.name().equals(releaseName))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the environment " + name + " has no release "
                        + releaseName + "; it has "
                        + releases.stream().map(RenderedRelease::name).collect(Collectors.joining(", "))));
    }

    /** The resources of all releases. */
    public ResourceSet resources() {
        return resources;
    }

    /** The facts of any index, over all releases; made when first asked for. */
    public Indexes indexes() {
        return indexes;
    }

    /** The facts of an index together with the resources that they were read from, in the order of the sources. */
    public <F> List<Fact<F>> facts(Index<?, F> index) {
        return indexes.facts(index);
    }

    /** What could not be rendered or read, secrets masked. */
    public List<Problem> problems() {
        return releases.stream()
                .flatMap(release -> problems(release).stream())
                .distinct()
                .toList();
    }

    /** What of a release could not be rendered or read, secrets masked. */
    public List<Problem> problems(RenderedRelease release) {
        return release.problems().stream()
                .map(problem -> new Problem(redact(problem.message()), problem.at(), redact(problem.fix())))
                .toList();
    }

    /**
     * Judges this environment by policies; every open finding fails, and so does what is missing. What is exempt or in the
     * baseline is suppressed.
     */
    public Evaluation evaluate(List<ActivePolicy> policies) {
        RenderedRelease any = releases.get(0);
        return new Evaluator(
                        policies,
                        new Thresholds(Severity.INFO, Severity.INFO),
                        any.podTemplates(),
                        any.limits(),
                        Runtime.getRuntime().availableProcessors(),
                        any.debt()
                                .with(policies.stream()
                                        .map(ActivePolicy::policy)
                                        .toList()))
                .kubernetes(kubernetesMinors)
                .evaluate(
                        releases.stream().map(RenderedRelease::source).toList(),
                        surroundings.requiringAll(name),
                        Progress.NONE);
    }

    /** A text that may quote manifests, without anything that stands in a Secret of this environment. */
    public String redact(String text) {
        return redaction.apply(text);
    }

    /**
     * A text for people: without anything that stands in a Secret of this environment, and with the name behind each object
     * id of Entra ID that the configuration knows.
     */
    public String words(String text) {
        String safe = redact(text);
        return directory.map(known -> known.named(safe)).orElse(safe);
    }

    @Override
    public String toString() {
        return name;
    }
}
