package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import java.util.List;
import java.util.Map;

/**
 * A policy that is on, with what the profile and the configuration say of it.
 *
 * @param policy the rule
 * @param severity of its findings where a finding does not say otherwise
 * @param parameters its own settings and the common ones
 * @param enforcement what becomes of its findings in the environments where the configuration says so, by environment
 */
public record ActivePolicy(
        Policy policy, Severity severity, Parameters parameters, Map<String, Enforcement> enforcement) {
    public ActivePolicy {
        enforcement = Map.copyOf(enforcement);
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
        return new ActivePolicy(other, severity, parameters, enforcement);
    }

    public PolicyInfo info() {
        return policy.info();
    }

    public String id() {
        return policy.info().id();
    }

    /** Whether some resources are not judged: asked before each, so that the usual case costs nothing. */
    boolean isSelective() {
        return !parameters.get(CommonParameters.NAMESPACES).isEmpty()
                || !parameters.get(CommonParameters.EXCLUDED_NAMESPACES).isEmpty();
    }

    /** Whether the resource's namespace is judged; a resource without a namespace always is. */
    boolean judges(ResourceId resource) {
        String namespace = resource.namespace();
        if (namespace == null) {
            return true;
        }
        List<String> only = parameters.get(CommonParameters.NAMESPACES);
        return (only.isEmpty() || only.contains(namespace))
                && !parameters.get(CommonParameters.EXCLUDED_NAMESPACES).contains(namespace);
    }

    /** Whether any container can be excluded at all: asked before each view for the same reason. */
    boolean excludesContainers() {
        return !parameters.get(CommonParameters.EXCLUDED_CONTAINERS).isEmpty()
                || !parameters.get(CommonParameters.EXCLUDED_IMAGES).isEmpty();
    }

    boolean excludes(Container container) {
        return excludes(ContainerId.of(container));
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
}
