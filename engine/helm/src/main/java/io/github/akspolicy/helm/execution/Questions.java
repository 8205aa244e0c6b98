package io.github.akspolicy.helm.execution;

import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What templates ask that only a deployment answers. */
public final class Questions {
    private static final Map<String, DeploymentInput> INPUTS = Map.of(
            "Release.IsUpgrade",
            DeploymentInput.RELEASE_STATE,
            "Release.IsInstall",
            DeploymentInput.RELEASE_STATE,
            "Release.Revision",
            DeploymentInput.REVISION,
            "now",
            DeploymentInput.TIME,
            "lookup",
            DeploymentInput.LOOKUP,
            "Capabilities.KubeVersion",
            DeploymentInput.KUBE_VERSION,
            "Capabilities.HelmVersion",
            DeploymentInput.HELM_VERSION,
            "Capabilities.APIVersions",
            DeploymentInput.API_VERSIONS,
            "getHostByName",
            DeploymentInput.ENVIRONMENT);

    private Questions() {}

    /** What sources depend on; functions that make up keys and words are chance. */
    public static Set<DeploymentInput> inputs(Sources sources) {
        var inputs = EnumSet.noneOf(DeploymentInput.class);
        for (Source source : sources.all()) {
            if (source instanceof Source.Deployment deployment) {
                String question = deployment.question().replaceFirst(" .*", "");
                inputs.add(INPUTS.getOrDefault(question, DeploymentInput.RANDOM));
            }
        }
        return inputs;
    }
}
