package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is on, with what the profile and the configuration say of it.
 *
 * @param policy the rule
 * @param severity of its findings where a finding does not say otherwise
 * @param parameters its own settings and the common ones
 * @param enforcement what becomes of its findings in the environments where the configuration says so, by environment
 * @param date the day that is evaluated for
 * @param kubernetesMinor the minor version of Kubernetes that the environment runs; empty where that is not known
 * @param citations what standards demand of a policy, by its id; reports alone ask
 */
public record ActivePolicy(
        Policy policy,
        Severity severity,
        Parameters parameters,
        Map<String, Enforcement> enforcement,
        ReferenceDate date,
        OptionalInt kubernetesMinor,
        Function<String, List<Reference>> citations)
        implements Serializable {
    public ActivePolicy {
        enforcement = Map.copyOf(enforcement);
    }

    /** What is left of it in another process: what reports show. The rule itself has done its work. */
    private Object writeReplace() {
        return new Written(info(), severity, parameters, enforcement, date, references());
    }

    private record Written(
            PolicyInfo info,
            Severity severity,
            Parameters parameters,
            Map<String, Enforcement> enforcement,
            ReferenceDate date,
            List<Reference> references)
            implements Serializable {
        private Written {
            references = List.copyOf(references);
        }

        private Object readResolve() {
            return new ActivePolicy(
                    new ReportedPolicy(info),
                    severity,
                    parameters,
                    enforcement,
                    date,
                    OptionalInt.empty(),
                    id -> references);
        }
    }

    /** A policy that evaluates for the day of the clock. */
    public ActivePolicy(Policy policy, Severity severity, Parameters parameters, Map<String, Enforcement> enforcement) {
        this(policy, severity, parameters, enforcement, ReferenceDate.today(), OptionalInt.empty(), id -> List.of());
    }

    /** A policy whose findings fail by their severity everywhere. */
    public ActivePolicy(Policy policy, Severity severity, Parameters parameters) {
        this(policy, severity, parameters, Map.of());
    }

    /** A policy with its own severity and default settings. */
    public static ActivePolicy of(Policy policy) {
        return new ActivePolicy(policy, policy.info().severity(), Parameters.DEFAULTS);
    }

    /** The same settings for another form of the policy. */
    public ActivePolicy with(Policy other) {
        return new ActivePolicy(other, severity, parameters, enforcement, date, kubernetesMinor, citations);
    }

    /** The same policy for another day. */
    public ActivePolicy on(ReferenceDate day) {
        return new ActivePolicy(policy, severity, parameters, enforcement, day, kubernetesMinor, citations);
    }

    /** The same policy for an environment that runs a minor version of Kubernetes. */
    public ActivePolicy running(int minor) {
        return new ActivePolicy(policy, severity, parameters, enforcement, date, OptionalInt.of(minor), citations);
    }

    /** The same policy, which answers rules of standards. */
    public ActivePolicy cited(Function<String, List<Reference>> by) {
        return new ActivePolicy(policy, severity, parameters, enforcement, date, kubernetesMinor, by);
    }

    /** The rules of standards that it answers, in the order of the standards; empty when it answers none. */
    public List<Reference> references() {
        return citations.apply(id());
    }

    public PolicyInfo info() {
        return policy.info();
    }

    public String id() {
        return policy.info().id();
    }

    /** The kinds of what it judges. */
    public Kinds kinds() {
        return policy instanceof ResourcePolicy<?> single
                ? single.view().kinds()
                : policy instanceof EnvironmentPolicy<?> together
                        ? together.subject().kinds()
                        : Kinds.ALL;
    }

    /** Whether some resources are not judged: asked before each, so that the usual case costs nothing. */
    boolean isSelective() {
        return !parameters.get(CommonParameters.NAMESPACES).isEmpty()
                || !parameters.get(CommonParameters.EXCLUDED_NAMESPACES).isEmpty()
                || !parameters.get(CommonParameters.LABEL_SELECTOR).selectsAll();
    }

    /**
     * Whether the resource is judged: by its namespace, where it has one, and by labels.
     *
     * @param byPods whether the labels are those of its pods
     */
    boolean judges(Resource resource, boolean byPods) {
        return judgesNamespace(resource.namespace())
                && judgesLabels(resource, byPods ? resource.podTemplates() : List.of());
    }

    /** A Deployment is not what a policy about pods selects: its pods carry the labels of the template. */
    private boolean judgesLabels(Resource resource, List<Field> pods) {
        LabelSelector selector = parameters.get(CommonParameters.LABEL_SELECTOR);
        return selector.selectsAll()
                || (pods.isEmpty() ? List.of(resource.root()) : pods)
                        .stream()
                                .map(labelled -> LabelSelector.labels(labelled.at("metadata", "labels")))
                                .anyMatch(selector::matches);
    }

    private boolean judgesNamespace(@Nullable String namespace) {
        if (namespace == null) {
            return true;
        }
        List<String> only = parameters.get(CommonParameters.NAMESPACES);
        return (only.isEmpty() || Glob.anyMatches(only, namespace))
                && !Glob.anyMatches(parameters.get(CommonParameters.EXCLUDED_NAMESPACES), namespace);
    }

    /** Whether any container can be excluded at all: asked before each view for the same reason. */
    boolean excludesContainers() {
        return !parameters.get(CommonParameters.EXCLUDED_CONTAINERS).isEmpty()
                || !parameters.get(CommonParameters.EXCLUDED_IMAGES).isEmpty();
    }

    boolean excludes(Container container) {
        return excludes(container.id());
    }

    /** Whether a fact has containers, and all of them are excluded. */
    boolean excludesFact(Object fact) {
        return fact instanceof ContainerScope.Fact scope
                && !scope.containers().isEmpty()
                && scope.containers().stream().allMatch(this::excludes);
    }

    private boolean excludes(ContainerId container) {
        if (parameters.get(CommonParameters.EXCLUDED_CONTAINERS).contains(container.name())) {
            return true;
        }
        String image = container.image();
        return parameters.get(CommonParameters.EXCLUDED_IMAGES).stream()
                .anyMatch(entry -> entry.endsWith("*")
                        ? image.startsWith(entry.substring(0, entry.length() - 1))
                        : image.equals(entry));
    }

    /** Whether it judges resources; if not, the tool itself reports by it, about exemptions or about the gate. */
    public boolean judgesResources() {
        return ExemptionPolicies.ALL.stream().noneMatch(other -> other.id().equals(id()))
                && !info().group().equals(PolicyInfo.GATE_GROUP);
    }
}
