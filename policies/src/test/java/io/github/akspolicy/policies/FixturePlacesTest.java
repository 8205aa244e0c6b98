package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.PodImage;
import io.github.akspolicy.resource.workload.Volume;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fixtures of each policy show its rule in every place of a pod where it can be broken: what is only tried on the
 * containers of a Pod may well overlook the init containers of a CronJob. Which places there are follows from the view
 * of the policy, its settings and what it finds; a place that a rule cannot reach is listed here, with the reason.
 */
class FixturePlacesTest {
    private static final String SHARED =
            "(runAsNonRoot|runAsUser|runAsGroup|seccompProfile|appArmorProfile|seLinuxOptions|windowsOptions)";
    private static final Set<ViewType<?>> OF_PODS = Set.of(Pod.VIEW, Container.VIEW, PodImage.VIEW, Volume.VIEW);
    private static final Set<ViewType<?>> OF_CONTAINERS = Set.of(Container.VIEW, PodImage.VIEW);

    /** Where a rule about pods can be broken or kept. */
    enum Place {
        CONTAINER(Pattern.compile("(^|\\.)containers\\[")),
        INIT_CONTAINER(Pattern.compile("(^|\\.)initContainers\\[")),
        EPHEMERAL_CONTAINER(Pattern.compile("(^|\\.)ephemeralContainers\\[")),
        CRON_JOB(Pattern.compile("^spec\\.jobTemplate\\.")),
        /** A setting that containers share with their pod, given by the pod. */
        SHARED_BY_POD(Pattern.compile("(^|\\.)spec\\.securityContext\\." + SHARED)),
        /** Such a setting, given by the container. */
        SHARED_BY_CONTAINER(Pattern.compile("ontainers\\[[^]]*\\]\\.securityContext\\." + SHARED)),
        /** The container has no such setting and complies by what its pod gives. */
        INHERITED(null),
        /** A Windows pod, in a fixture that complies: it is left out, or the setting has no meaning there. */
        WINDOWS(null);

        private final Pattern path;

        Place(Pattern path) {
            this.path = path;
        }
    }

    private static final String NO_EPHEMERAL = "the API server refuses the field in ephemeral containers";
    private static final String NOT_THERE = "its findings lie at metadata.namespace, which no pod template has";
    private static final Map<String, Map<Place, String>> OUT_OF_REACH = Map.of(
            "identity/env-override", Map.of(Place.EPHEMERAL_CONTAINER, "the webhook does not look at them"),
            "pod/windows-resources", Map.of(Place.EPHEMERAL_CONTAINER, NO_EPHEMERAL),
            "workload/resource-limits", Map.of(Place.EPHEMERAL_CONTAINER, NO_EPHEMERAL),
            "workload/resource-requests", Map.of(Place.EPHEMERAL_CONTAINER, NO_EPHEMERAL),
            "workload/probes",
                    Map.of(
                            Place.EPHEMERAL_CONTAINER,
                            NO_EPHEMERAL,
                            Place.CRON_JOB,
                            "what runs to its end needs no probe"),
            "workload/pre-stop-hook",
                    Map.of(
                            Place.INIT_CONTAINER,
                            "they have ended before traffic comes",
                            Place.EPHEMERAL_CONTAINER,
                            NO_EPHEMERAL,
                            Place.CRON_JOB,
                            "no traffic goes to a job"),
            "workload/naked-pod", Map.of(Place.CRON_JOB, "a CronJob is the controller that the rule asks for"),
            "workload/kube-system-namespace", Map.of(Place.CRON_JOB, NOT_THERE));

    static Stream<Policy> policies() {
        return new BuiltInPolicies().policies().stream();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyPlaceIsShown(Policy policy) {
        String id = policy.info().id();
        Set<Place> shown = shown(id);
        Set<Place> missing = EnumSet.copyOf(expected(policy, shown));
        missing.removeAll(shown);
        assertThat(missing)
                .as("%s: show these places in its fixtures, or say in OUT_OF_REACH why the rule cannot reach them", id)
                .isEqualTo(OUT_OF_REACH.getOrDefault(id, Map.of()).keySet());
    }

    @Test
    void onlyPoliciesAreOutOfReach() {
        assertThat(FixtureTest.builtIn()).containsAll(OUT_OF_REACH.keySet());
    }

    private static Set<Place> expected(Policy policy, Set<Place> shown) {
        // what a joint policy judges shows in its findings only
        ViewType<?> view = policy instanceof ResourcePolicy<?> resources ? resources.view() : ViewType.RESOURCE;
        Set<Place> expected = EnumSet.noneOf(Place.class);
        Set<Place> containers = EnumSet.of(Place.CONTAINER, Place.INIT_CONTAINER, Place.EPHEMERAL_CONTAINER);
        Set<Place> levels = EnumSet.of(Place.SHARED_BY_POD, Place.SHARED_BY_CONTAINER);
        if (OF_CONTAINERS.contains(view) || shown.stream().anyMatch(containers::contains)) {
            expected.addAll(containers);
        }
        if (OF_PODS.contains(view) || !expected.isEmpty()) {
            expected.add(Place.CRON_JOB);
        }
        if (shown.stream().anyMatch(levels::contains)) {
            expected.addAll(levels);
            expected.add(Place.INHERITED);
        }
        if (policy.info().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("windowsDetection"))) {
            expected.add(Place.WINDOWS);
        }
        return expected;
    }

    private static Set<Place> shown(String policyId) {
        Set<Place> shown = EnumSet.noneOf(Place.class);
        for (Fixture fixture : Fixture.of(policyId)) {
            shown.addAll(broken(fixture));
            if (fixture.mustComply()) {
                shown.addAll(kept(fixture));
            }
        }
        return shown;
    }

    private static Set<Place> broken(Fixture fixture) {
        Set<Place> places = EnumSet.noneOf(Place.class);
        fixture.evaluate().findings().stream()
                .filter(finding -> finding.policy().id().equals(fixture.policyId()))
                .flatMap(finding -> finding.occurrences().stream())
                .forEach(occurrence -> Stream.of(Place.values())
                        .filter(place -> place.path != null
                                && place.path.matcher(occurrence.fieldPath()).find())
                        .forEach(places::add));
        return places;
    }

    private static Set<Place> kept(Fixture fixture) {
        Set<Place> places = EnumSet.noneOf(Place.class);
        for (Pod pod : pods(fixture)) {
            if (isWindows(pod)) {
                places.add(Place.WINDOWS);
            }
            boolean inherits = pod.securityContext().fields().stream()
                    .filter(setting -> setting.key().matches(SHARED))
                    .anyMatch(setting -> pod.containers().stream()
                            .anyMatch(container -> !container
                                    .securityContext()
                                    .get(setting.key())
                                    .isPresent()));
            if (inherits) {
                places.add(Place.INHERITED);
            }
        }
        return places;
    }

    private static boolean isWindows(Pod pod) {
        return pod.spec().at("os", "name").stringOr("").equals("windows")
                || pod.spec().at("nodeSelector").fields().stream()
                        .map(Field::text)
                        .anyMatch("windows"::equals);
    }

    private static List<Pod> pods(Fixture fixture) {
        var resources = new ArrayList<Resource>();
        try {
            for (Node document : ManifestReader.yamlDocuments(fixture.text())) {
                ResourceReader.read(document, null, PodTemplates.KNOWN, resources::add, problem -> {});
            }
        } catch (ManifestException e) {
            throw new AssertionError(fixture + ": " + e.getMessage(), e);
        }
        return resources.stream()
                .flatMap(resource -> Pod.VIEW.in(resource).stream())
                .toList();
    }
}
