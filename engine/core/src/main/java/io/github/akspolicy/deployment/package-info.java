/**
 * What a repository says about its deployments beside the charts and manifests themselves: the commands of its pipelines and
 * scripts, its values files, and objects of Argo CD. Everything is read, nothing is executed.
 *
 * <p>{@code DeploymentCommands} reads the commands, {@code ChartEnvironments} makes the environments of a chart of them. A
 * value that only a run of the pipeline knows is never guessed: it is a placeholder, and a file or namespace that depends on
 * one is unknown.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.deployment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
