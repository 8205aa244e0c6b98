package com.contoso.policies;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service and the pods behind it may come from different charts: both are seen together, once per environment. */
public final class ServicesMustFindPods implements EnvironmentPolicy<ServicesMustFindPods.Selector> {
    /** What a service looks for. */
    record Selector(Optional<String> namespace, Map<String, String> labels, Place place) {
        private static List<Selector> of(Resource resource) {
            return Service.VIEW.of().apply(resource).stream()
                    .map(service -> service.spec().get("selector"))
                    .filter(Field::isPresent)
                    .map(selector -> new Selector(
                            Optional.ofNullable(resource.namespace()),
                            LabelSelector.labels(selector),
                            selector.place()))
                    .toList();
        }
    }

    /** What pods carry. */
    record PodLabels(Optional<String> namespace, Map<String, String> labels) {
        private static List<PodLabels> of(Resource resource) {
            return Pod.VIEW.of().apply(resource).stream()
                    .map(pod -> new PodLabels(
                            Optional.ofNullable(resource.namespace()), LabelSelector.labels(pod.labels())))
                    .toList();
        }
    }

    private static final Index<Optional<String>, Selector> SELECTORS =
            new Index<>("service selectors", Selector::of, Selector::namespace);
    private static final Index<Optional<String>, PodLabels> PODS =
            new Index<>("pod labels", PodLabels::of, PodLabels::namespace);

    @Override
    public PolicyInfo info() {
        return PolicyInfo.of(
                        "contoso/service-without-pods",
                        Severity.HIGH,
                        "Services must select pods that are deployed",
                        "make spec.selector fit the labels of the pods")
                .in(ContosoPolicies.CONTOSO);
    }

    @Override
    public Index<?, Selector> subject() {
        return SELECTORS;
    }

    @Override
    public Set<Index<?, ?>> reads() {
        return Set.of(PODS);
    }

    @Override
    public void evaluate(Selector selector, Indexes indexes, Judgement judgement) {
        boolean finds = indexes.get(PODS, selector.namespace()).stream()
                .anyMatch(pod ->
                        pod.labels().entrySet().containsAll(selector.labels().entrySet()));
        if (!finds) {
            judgement.fail(selector.place(), "selector fits no pod of this namespace");
        }
    }
}
