package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import java.util.List;

/**
 * The entry to the assertions: import {@code assertThat} from here. It stands beside AssertJ's own.
 *
 * <pre>{@code
 * @PolicyRule
 * void orderServiceIsHardened(Environment environment) {
 *     assertThat(environment).workload("order-service").runsAsNonRoot().container("order-service").dropsAllCapabilities();
 * }
 * }</pre>
 */
public final class AksPolicyAssertions {
    private AksPolicyAssertions() {}

    public static EnvironmentAssert assertThat(Environment environment) {
        return new EnvironmentAssert(Asked.hard(environment));
    }

    public static ReleaseAssert assertThat(RenderedRelease release) {
        return new ReleaseAssert(release, Asked.hard(alone(release)));
    }

    /**
     * The client id of a managed identity, for {@link WorkloadAssert#reachesAzureAs}.
     *
     * @throws IllegalArgumentException when it is no GUID
     */
    public static ClientId clientId(String guid) {
        return new ClientId(guid);
    }

    /** Verbs of requests, such as {@code get}; {@code *} means any. */
    public static Verbs verbs(String... verbs) {
        return new Verbs(List.of(verbs));
    }

    /** Resources that access is about: {@code configmaps}, {@code pods/log}, {@code deployments.apps}. */
    public static AccessTo on(String... resources) {
        return new AccessTo(List.of(resources), List.of(), "");
    }

    /** A release as an environment of its own. */
    static Environment alone(RenderedRelease release) {
        return new Environment(release.id().environment(), List.of(release));
    }
}
