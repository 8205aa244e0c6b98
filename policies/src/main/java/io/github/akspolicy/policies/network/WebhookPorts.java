package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ports of pods that the API server calls for admission: it is in no mesh, so that it cannot speak mutual TLS. */
final class WebhookPorts {
    private static final String GROUP = "admissionregistration.k8s.io";
    private static final Set<String> CONFIGURATIONS =
            Set.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");
    private static final long HTTPS = 443;

    private record Called(NamespacedName service, long port) {}

    private record Served(NamespacedName service, Map<String, String> pods, long port, String target) {}

    private record Named(@Nullable String namespace, Map<String, String> labels, String port, long number) {}

    private static final Index<NamespacedName, Called> CALLED = new Index<>(
            "Services that webhooks name",
            Kinds.of(GROUP, "ValidatingWebhookConfiguration").or(Kinds.of(GROUP, "MutatingWebhookConfiguration")),
            WebhookPorts::called,
            Called::service);
    private static final Index<String, Served> SERVED = new Index<>(
            "ports of Services by namespace",
            Service.VIEW.kinds(),
            WebhookPorts::served,
            served -> String.valueOf(served.service().namespace()));
    private static final Index<String, Named> NAMED = new Index<>(
            "named ports of pods by namespace",
            Pod.VIEW.kinds(),
            WebhookPorts::named,
            named -> String.valueOf(named.namespace()));

    /** What a policy that asks must declare. */
    static final Set<Index<?, ?>> INDEXES = Set.of(CALLED, SERVED, NAMED);

    private WebhookPorts() {}

    /**
     * Whether webhooks lead to a port of the pods that are selected.
     *
     * @param labels what the pods carry
     * @param port the number of the port, as text
     */
    static boolean include(Indexes indexes, @Nullable String namespace, Map<String, String> labels, String port) {
        if (labels.isEmpty()) {
            return false;
        }
        for (Served served : indexes.get(SERVED, String.valueOf(namespace))) {
            boolean isCalled =
                    indexes.get(CALLED, served.service()).stream().anyMatch(called -> called.port() == served.port());
            if (isCalled && areOneAnothers(labels, served.pods()) && isTarget(indexes, served, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTarget(Indexes indexes, Served served, String port) {
        return served.target().equals(port)
                || indexes.get(NAMED, String.valueOf(served.service().namespace())).stream()
                        .anyMatch(named -> named.port().equals(served.target())
                                && String.valueOf(named.number()).equals(port)
                                && named.labels()
                                        .entrySet()
                                        .containsAll(served.pods().entrySet()));
    }

    private static boolean areOneAnothers(Map<String, String> left, Map<String, String> right) {
        return left.entrySet().containsAll(right.entrySet()) || right.entrySet().containsAll(left.entrySet());
    }

    private static List<Called> called(Resource resource) {
        if (CONFIGURATIONS.stream().noneMatch(kind -> resource.is(GROUP, kind))) {
            return List.of();
        }
        return resource.root().get("webhooks").items().stream()
                .map(webhook -> webhook.at("clientConfig", "service"))
                .filter(Field::isPresent)
                .map(service -> new Called(
                        new NamespacedName(
                                service.get("namespace").string(),
                                service.get("name").written()),
                        number(service.get("port"), HTTPS)))
                .toList();
    }

    private static List<Served> served(Resource resource) {
        var served = new ArrayList<Served>();
        for (Service service : Service.VIEW.in(resource)) {
            Map<String, String> pods = LabelSelector.labels(service.spec().get("selector"));
            for (Field port : pods.isEmpty() ? List.<Field>of() : service.ports()) {
                long number = number(port.get("port"), 0);
                served.add(new Served(
                        new NamespacedName(resource.namespace(), resource.name()),
                        pods,
                        number,
                        port.get("targetPort").textOr(String.valueOf(number))));
            }
        }
        return served;
    }

    private static List<Named> named(Resource resource) {
        var named = new ArrayList<Named>();
        for (Pod pod : Pod.VIEW.in(resource)) {
            Map<String, String> labels = LabelSelector.labels(pod.labels());
            pod.containers().stream()
                    .flatMap(container -> container.field().get("ports").items().stream())
                    .filter(port -> port.get("name").isPresent())
                    .map(port -> new Named(
                            resource.namespace(),
                            labels,
                            port.get("name").written(),
                            number(port.get("containerPort"), 0)))
                    .forEach(named::add);
        }
        return named;
    }

    private static long number(Field field, long absent) {
        return Objects.requireNonNullElse(field.integer(), absent);
    }
}
