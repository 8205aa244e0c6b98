package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.SKIP_CONTAINERS;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A list that names nobody skips nobody: the container that must not have the token gets it. */
final class SkippedContainersMustExist extends BuiltInPolicy<Pod> {
    SkippedContainersMustExist() {
        super(
                Pod.VIEW,
                policy(
                                "identity/skip-containers",
                                LOW,
                                "skip-containers must be a \";\"-separated list of existing container names")
                        .fix("list names of containers, separated by semicolons")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        Field annotation = pod.annotations().get(SKIP_CONTAINERS);
        String list = annotation.stringOr("");
        if (list.isEmpty()) {
            return;
        }
        if (list.contains(",")) {
            judgement.fail(
                    annotation,
                    "annotation " + SKIP_CONTAINERS + " is separated by commas, where semicolons are expected:"
                            + " nothing is skipped");
            return;
        }
        Set<String> names = pod.containers().stream()
                .filter(container -> container.type() != Container.Type.EPHEMERAL)
                .map(Container::name)
                .collect(Collectors.toSet());
        Set<String> skipped = Stream.of(list.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        for (String name : skipped) {
            if (!names.contains(name) && !pod.isExcluded(name)) {
                judgement.add(Observation.violation(
                        annotation.place(),
                        "annotation " + SKIP_CONTAINERS + " names " + name + ", which is not a container of the pod",
                        name));
            }
        }
        if (!names.isEmpty() && skipped.containsAll(names)) {
            judgement.add(Observation.violation(
                            annotation.place(),
                            "annotation " + SKIP_CONTAINERS + " names every container: none gets a token",
                            "all")
                    .withSeverity(Severity.INFO));
        }
    }
}
