package io.github.akspolicy.source;

/** What only a deployment knows, so that one render of a chart shows one side of a condition on it. */
public enum DeploymentInput {
    /** {@code .Release.IsInstall} and {@code .Release.IsUpgrade}. */
    RELEASE_STATE("release state"),
    /** {@code .Release.Revision}. */
    REVISION("revision"),
    /** {@code now} and what formats it. */
    TIME("time"),
    /** {@code randAlphaNum}, {@code genCA} and the like. */
    RANDOM("random values"),
    /** {@code lookup}, which finds nothing without a cluster. */
    LOOKUP("lookup"),
    /** {@code .Capabilities.KubeVersion}. */
    KUBE_VERSION("Kubernetes version"),
    /** {@code .Capabilities.APIVersions}. */
    API_VERSIONS("API versions"),
    /** {@code .Capabilities.HelmVersion}. */
    HELM_VERSION("Helm version"),
    /** The environment of the process, and names of its network. */
    ENVIRONMENT("environment"),
    /** Not known: the templates cannot be executed as Helm does it, so their conditions are not known. */
    UNKNOWN("something unknown");

    private final String words;

    DeploymentInput(String words) {
        this.words = words;
    }

    /** The words for messages and reports. */
    @Override
    public String toString() {
        return words;
    }
}
