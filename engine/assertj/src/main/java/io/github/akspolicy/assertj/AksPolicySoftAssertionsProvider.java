package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import org.assertj.core.api.SoftAssertionsProvider;

/** Collects failures in place of throwing them, for your own soft assertion classes. */
public interface AksPolicySoftAssertionsProvider extends SoftAssertionsProvider {
    default EnvironmentAssert assertThat(Environment environment) {
        return new EnvironmentAssert(new Asked(environment, this::collectAssertionError));
    }

    default ReleaseAssert assertThat(RenderedRelease release) {
        return new ReleaseAssert(release, new Asked(AksPolicyAssertions.alone(release), this::collectAssertionError));
    }
}
