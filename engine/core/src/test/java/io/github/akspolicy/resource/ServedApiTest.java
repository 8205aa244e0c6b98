package io.github.akspolicy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.KnownApis;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedApiTest {
    /** Checked against the "Deprecated API Migration Guide" of kubernetes.io and the release notes. */
    @ParameterizedTest
    @CsvSource({
        "apps/v1, Deployment, 20, true",
        "extensions/v1beta1, Deployment, 15, true",
        "extensions/v1beta1, Deployment, 16, false",
        "extensions/v1beta1, Ingress, 21, true",
        "extensions/v1beta1, Ingress, 22, false",
        "policy/v1beta1, PodDisruptionBudget, 24, true",
        "policy/v1beta1, PodDisruptionBudget, 25, false",
        "autoscaling/v2beta2, HorizontalPodAutoscaler, 26, false",
        "admissionregistration.k8s.io/v1, ValidatingAdmissionPolicy, 29, false",
        "admissionregistration.k8s.io/v1, ValidatingAdmissionPolicy, 30, true",
        "resource.k8s.io/v1, ResourceClaim, 33, false",
        "resource.k8s.io/v1, ResourceClaim, 34, true",
        "networking.k8s.io/v1, ServiceCIDR, 33, true",
        "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, 31, true",
        "flowcontrol.apiserver.k8s.io/v1beta3, FlowSchema, 32, false",
    })
    void isServedByTheVersionsOfTheGuide(String apiVersion, String kind, int minor, boolean served) {
        assertThat(ServedApi.of(apiVersion, kind).orElseThrow().isServedBy(minor))
                .isEqualTo(served);
        assertThat(ServedApi.of(minor).stream()
                        .anyMatch(api -> api.apiVersion().equals(apiVersion)
                                && api.kind().equals(kind)))
                .isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "extensions/v1beta1, Ingress, networking.k8s.io/v1",
                "apps/v1beta2, Deployment, apps/v1",
                "autoscaling/v2beta1, HorizontalPodAutoscaler, autoscaling/v2",
                "events.k8s.io/v1beta1, Event, events.k8s.io/v1",
                "v1, Event, v1",
                "policy/v1beta1, PodSecurityPolicy, none",
                "v1, Unheard, none",
            })
    void theCurrentVersionIsOfTheSameGroupIfItCan(String apiVersion, String kind, String current) {
        assertThat(ServedApi.current(apiVersion, kind).orElse(null)).isEqualTo(current);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Deployment, true",
        "apps/v2, Deployment, true",
        "batch/v1, Cronjob, true",
        "apps/v1, Deployment, false",
        "extensions/v1beta1, Deployment, false",
        "resource.k8s.io/v1alpha3, ResourceClaim, false",
        "example.com/v1, Deployment, false",
        "snapshot.storage.k8s.io/v1, VolumeSnapshot, false",
        "v1, List, false",
        "apps/v1, DeploymentList, false",
        "v1, Config, false",
    })
    void onlyOfItsOwnGroupsCanItBeSaidThatNoneServesIt(String apiVersion, String kind, boolean none) {
        assertThat(ServedApi.isServedByNone(apiVersion, kind)).isEqualTo(none);
    }

    /** No version of Kubernetes is without the groups that all releases use, and none goes back on a stable version. */
    @Test
    void aStableVersionStays() {
        IntStream.range(20, ServedApi.NEWEST)
                .forEach(minor -> assertThat(
                                KnownApis.ofAks("1." + (minor + 1), List.of()).versions())
                        .containsAll(KnownApis.ofAks("v1." + minor + ".3", List.of()).versions().stream()
                                .filter(version -> !version.contains("beta"))
                                .toList()));
    }

    @Test
    void aNewerVersionThanKnownCountsAsTheNewest() {
        assertThat(KnownApis.ofAks("v1.99.0", List.of())).isEqualTo(KnownApis.ofAks("1.37", List.of()));
        assertThat(KnownApis.ofAks("v1.32.0", List.of("b/v1")).versions())
                .contains("apiregistration.k8s.io/v1", "snapshot.storage.k8s.io/v1/VolumeSnapshot", "b/v1")
                .doesNotContain("apiextensions.k8s.io/v1beta1", "rbac.authorization.k8s.io/v1alpha1");
    }
}
