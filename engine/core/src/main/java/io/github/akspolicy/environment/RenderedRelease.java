package io.github.akspolicy.environment;

import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.evaluate.ReleaseReading;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A release that was rendered and read as a whole, to be asked. Policies see releases as a stream instead. */
public final class RenderedRelease {
    private final Release source;
    private final ResourceSet resources;
    private final List<Problem> problems;
    private final Set<String> secrets;
    private final PodTemplates podTemplates;
    private final ReadLimits limits;
    private final Debt debt;

    private RenderedRelease(
            Release source,
            ResourceSet resources,
            List<Problem> problems,
            Set<String> secrets,
            PodTemplates podTemplates,
            ReadLimits limits,
            Debt debt) {
        this.source = source;
        this.debt = debt;
        this.podTemplates = podTemplates;
        this.limits = limits;
        this.resources = resources;
        this.problems = List.copyOf(problems);
        this.secrets = Set.copyOf(secrets);
    }

    /**
     * Renders and reads a release. What cannot be read is among its {@link #problems()}.
     *
     * @param podTemplates where objects carry pods
     * @param limits for each manifest file
     * @param debt what is known and accepted of it
     */
    public static RenderedRelease read(Release source, PodTemplates podTemplates, ReadLimits limits, Debt debt) {
        var resources = new ArrayList<DeployedResource>();
        var problems = new ArrayList<Problem>();
        var secrets = new HashSet<String>();
        try {
            source.read(new Release.Receiver() {
                @Override
                public void file(ManifestFile file) {
                    file.secrets().forEach(secret -> Redaction.collect(secret, secrets));
                    ReleaseReading.resources(
                            file,
                            source.namespace(),
                            podTemplates,
                            limits,
                            resource -> {
                                Redaction.collect(resource, secrets);
                                resources.add(new DeployedResource(resource, source.id(), file.origins()));
                            },
                            problem -> problems.add(ReleaseReading.problem(problem, file)));
                }

                @Override
                public void problem(Problem problem) {
                    problems.add(problem);
                }
            });
        } catch (SourceException unreadable) {
            problems.addAll(unreadable.problems());
            unreadable.secrets().forEach(secret -> Redaction.collect(secret, secrets));
        } catch (RuntimeException | Error unexpected) {
            problems.add(ToolError.problem(
                    "release " + source.id() + " of " + source.id().source(), unexpected));
        }
        return new RenderedRelease(source, new ResourceSet(resources), problems, secrets, podTemplates, limits, debt);
    }

    /** This release with one more problem. */
    public RenderedRelease with(Problem problem) {
        var all = new ArrayList<>(problems);
        all.add(problem);
        return new RenderedRelease(source, resources, all, secrets, podTemplates, limits, debt);
    }

    public ReleaseId id() {
        return source.id();
    }

    /** The Helm release name; for other sources the last part of their path. */
    public String name() {
        return source.id().name();
    }

    /** The namespace it is deployed into, or null when the configuration does not say. */
    public @Nullable String namespace() {
        return source.namespace();
    }

    public ResourceSet resources() {
        return resources;
    }

    /** What of it could not be rendered or read; answers about the release are worth nothing then. */
    public List<Problem> problems() {
        return problems;
    }

    Release source() {
        return source;
    }

    Set<String> secrets() {
        return secrets;
    }

    PodTemplates podTemplates() {
        return podTemplates;
    }

    ReadLimits limits() {
        return limits;
    }

    Debt debt() {
        return debt;
    }

    @Override
    public String toString() {
        return source.id().toString();
    }
}
