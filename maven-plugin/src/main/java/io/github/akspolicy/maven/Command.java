package io.github.akspolicy.maven;

import io.github.akspolicy.report.Tool;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The command that runs a goal where the reader is: Maven finds the short prefix only where a POM declares the plugin. */
final class Command {
    private static final String PLUGIN = "io.github.akspolicy:aks-policy-maven-plugin";

    private Command() {}

    /**
     * The command, such as {@code mvn aks-policy:explain}.
     *
     * @param project the project at hand; null or without file where there is no POM
     */
    static String of(@Nullable MavenProject project, String goal) {
        boolean isDeclared = project != null && project.getFile() != null && project.getPlugin(PLUGIN) != null;
        return "mvn " + (isDeclared ? "aks-policy" : PLUGIN + ":" + Tool.version()) + ":" + goal;
    }
}
