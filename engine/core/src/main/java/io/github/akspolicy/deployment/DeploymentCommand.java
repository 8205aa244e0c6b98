package io.github.akspolicy.deployment;

import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A command of a pipeline or script that deploys something of the repository, or an object of Argo CD that does.
 *
 * @param kind what deploys
 * @param path the chart, file or folder, absolute; null when it is none of the repository, or only a run knows it
 * @param written the same as the command names it, for messages
 * @param settings of a chart; {@link ReleaseSettings#NONE} for others
 * @param environment what the pipeline calls the environment, such as {@code environment: production} of a job; null when it
 *     says nothing or only a run knows it
 * @param at the line of the command
 */
public record DeploymentCommand(
        Kind kind,
        @Nullable Path path,
        String written,
        ReleaseSettings settings,
        @Nullable String environment,
        SourceLocation at) {
    /** What deploys. */
    public enum Kind {
        /** {@code helm upgrade} and {@code helm install}, and tasks that run them. */
        HELM,
        /** {@code helm template}, and commands with {@code --dry-run}: what they write may be deployed or only checked. */
        HELM_TEMPLATE,
        /** {@code kubectl apply -f} and {@code kubectl create -f}: a file or folder. */
        MANIFESTS,
        /** {@code kubectl apply -k} and {@code kustomize build}: a folder. */
        KUSTOMIZATION,
        /** An Application or ApplicationSet of Argo CD with a chart of the repository. */
        ARGO_CD
    }

    /** Whether it renders a chart. */
    public boolean isChart() {
        return kind == Kind.HELM || kind == Kind.HELM_TEMPLATE || kind == Kind.ARGO_CD;
    }
}
