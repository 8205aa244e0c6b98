package io.github.akspolicy.helm;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import java.nio.file.Path;

/** Helm itself; a test changes what it is about. */
class DelegatingHelm implements HelmEngine {
    private final HelmEngine helm;

    DelegatingHelm(HelmEngine helm) {
        this.helm = helm;
    }

    @Override
    public HelmAnswer render(HelmCall call) throws HelmFailure {
        return helm.render(call);
    }

    @Override
    public Path pack(Path chart, Path destination) throws HelmFailure {
        return helm.pack(chart, destination);
    }

    @Override
    public String isolation() {
        return helm.isolation();
    }

    @Override
    public String version() {
        return helm.version();
    }
}
