package io.github.akspolicy.maven;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * What one call of Maven runs of this plugin.
 *
 * @param names those of its goals
 * @param isBuild whether it runs phases of a build, with their tests
 */
record InvokedGoals(Set<String> names, boolean isBuild) {
    InvokedGoals {
        names = Set.copyOf(names);
    }

    /** @param running the goal that asks */
    static InvokedGoals of(MavenSession session, MojoDescriptor running) {
        PluginDescriptor plugin = running.getPluginDescriptor();
        var names = new TreeSet<String>();
        names.add(running.getGoal());
        boolean isBuild = false;
        for (String task : tasks(session)) {
            if (!task.contains(":")) {
                isBuild = true;
            } else if (isOf(plugin, task)) {
                names.add(goal(task));
            }
        }
        if (isBuild) {
            projects(session).forEach(project -> names.addAll(bound(project, plugin)));
        }
        return new InvokedGoals(names, isBuild);
    }

    /** Phases and goals, those of the POM where the command line names none. */
    private static List<String> tasks(MavenSession session) {
        List<String> said = session.getGoals();
        MavenProject top = session.getTopLevelProject();
        String usual = top == null ? null : top.getDefaultGoal();
        return said.isEmpty() && usual != null ? List.of(usual.strip().split("\\s+")) : said;
    }

    /** {@code aks-policy:verify}, or with group, artifact and maybe version, and maybe {@code @execution}. */
    private static boolean isOf(PluginDescriptor plugin, String task) {
        String[] parts = task.split(":");
        return parts.length == 2
                ? parts[0].equals(plugin.getGoalPrefix())
                : parts[0].equals(plugin.getGroupId()) && parts[1].equals(plugin.getArtifactId());
    }

    private static String goal(String task) {
        return task.substring(task.lastIndexOf(':') + 1).replaceFirst("@.*", "");
    }

    /** All, since an option that suits the whole build suits a part of its modules. */
    private static Collection<MavenProject> projects(MavenSession session) {
        return session.getAllProjects() == null ? session.getProjects() : session.getAllProjects();
    }

    private static List<String> bound(MavenProject project, PluginDescriptor plugin) {
        return project.getBuildPlugins().stream()
                .filter(declared -> declared.getKey().equals(plugin.getGroupId() + ":" + plugin.getArtifactId()))
                .flatMap(declared -> declared.getExecutions().stream())
                .map(PluginExecution::getGoals)
                .flatMap(Collection::stream)
                .toList();
    }
}
