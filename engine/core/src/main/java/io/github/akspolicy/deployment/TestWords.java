package io.github.akspolicy.deployment;

import java.util.regex.Pattern;

/** Pipelines and scripts that try a chart, and do not deploy it. */
final class TestWords {
    private static final Pattern WORDS = Pattern.compile(
            "(?i)(^|[^a-z])(tests?|testing|e2e|lint|smoke|kind|minikube|k3d|kubeconform|validate|validation|verify|benchmark)([^a-z]|$)");

    private TestWords() {}

    static boolean isIn(String path) {
        return WORDS.matcher(path).find();
    }
}
