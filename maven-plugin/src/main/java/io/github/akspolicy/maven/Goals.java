package io.github.akspolicy.maven;

import io.github.akspolicy.report.Tool;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The command that runs a goal where the reader is: Maven finds the short prefix only where a POM declares or manages the plugin. */
final class Goals {
    private static final String PLUGIN = "io.github.akspolicy:aks-policy-maven-plugin";

    private Goals() {}

    /**
     * The command, such as {@code mvn aks-policy:explain}; without a POM that of a goal that needs none.
     *
     * @param project the project at hand; null or without file where there is no POM
     */
    static String commandLine(@Nullable MavenProject project, String goal) {
        boolean hasPom = project != null && project.getFile() != null;
        boolean isDeclared = project != null
                && hasPom
                && (project.getPlugin(PLUGIN) != null
                        || project.getPluginManagement() != null
                                && project.getPluginManagement()
                                        .getPluginsAsMap()
                                        .containsKey(PLUGIN));
        boolean needsPom = goal.equals("verify") || goal.equals("pr");
        return "mvn " + (isDeclared ? "aks-policy" : PLUGIN + ":" + Tool.version()) + ":" + goal
                + (needsPom && !hasPom ? "-folder" : "");
    }
}
