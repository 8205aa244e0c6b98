package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.OptionDescription;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Maven takes without a word: an option that neither the goal nor another one of the same call has, which then has no
 * effect, and a switch that is neither on nor off, which then is off.
 */
final class CommandLineProperties {
    private static final String PREFIX = OptionDescription.PREFIX;

    /** What the JUnit engine takes as configuration parameters, in the tests of a build. */
    private static final Set<String> OF_TESTS = Set.of("base", "failOn", "onlyNew", "profile", "today");

    private static final String OF_PARALLEL_TESTS = "execution.parallel.";

    private final MavenSession session;
    private final MojoDescriptor goal;
    private final InvokedGoals invoked;

    /** The type of each option, by goal and name. */
    private final Map<String, Map<String, String>> options = new TreeMap<>();

    private CommandLineProperties(MavenSession session, MojoDescriptor goal) {
        this.session = session;
        this.goal = goal;
        this.invoked = InvokedGoals.of(session, goal);
        Map<String, String> ofEngine = CommandCatalogue.ENGINE.stream()
                .collect(Collectors.toMap(
                        option -> option.property().substring(PREFIX.length()),
                        option -> option.type().name()));
        for (MojoDescriptor any : goal.getPluginDescriptor().getMojos()) {
            var types = new TreeMap<>(ofEngine);
            for (Parameter parameter : any.getParameters()) {
                String expression = String.valueOf(parameter.getExpression());
                if (expression.startsWith("${" + PREFIX) && expression.endsWith("}")) {
                    types.put(
                            expression.substring(2 + PREFIX.length(), expression.length() - 1),
                            String.valueOf(parameter.getType()));
                }
            }
            options.put(any.getGoal(), types);
        }
    }

    /**
     * Checks those of the command line.
     *
     * @throws MojoExecutionException for an option that has no effect, and for a switch that is neither on nor off
     */
    static void check(MavenSession session, @Nullable MojoExecution execution) throws MojoExecutionException {
        MojoDescriptor goal = execution == null ? null : execution.getMojoDescriptor();
        if (goal != null
                && goal.getPluginDescriptor() != null
                && !goal.getPluginDescriptor().getMojos().isEmpty()) {
            new CommandLineProperties(session, goal).check();
        }
    }

    private void check() throws MojoExecutionException {
        Properties said = session.getUserProperties();
        for (String property : new TreeSet<>(said.stringPropertyNames())) {
            if (property.startsWith(PREFIX)) {
                String problem = problem(property.substring(PREFIX.length()), said.getProperty(property));
                if (!problem.isEmpty()) {
                    throw new MojoExecutionException(SafeText.line(problem));
                }
            }
        }
    }

    /** The empty string where all is well. */
    private String problem(String name, String value) {
        if (isTaken(name)) {
            boolean isSwitch = options.values().stream()
                    .anyMatch(types -> types.getOrDefault(name, "").equals("boolean"));
            return isSwitch && !value.isEmpty() && !value.matches("(?i)true|false")
                    ? PREFIX + name + ": \"" + value + "\" is neither true nor false"
                    : "";
        }
        List<String> others = options.keySet().stream()
                .filter(other -> options.getOrDefault(other, Map.of()).containsKey(name))
                .toList();
        String meant = others.isEmpty() ? meant(name) : "";
        if (!meant.isEmpty()) {
            return "unknown property \"" + PREFIX + name + "\": " + meant;
        }
        return isForAllBuilds(PREFIX + name, value)
                ? ""
                : "-D" + PREFIX + name + " is not an option of aks-policy:" + goal.getGoal()
                        + (others.isEmpty() ? "" : ", but of " + String.join(", ", others))
                        + ". Its options: " + Goals.commandLine(session.getCurrentProject(), "help")
                        + " -Ddetail -Dgoal=" + goal.getGoal();
    }

    /** Whether it has an effect, or may have one that is not ours: a POM can say {@code ${aks-policy.version}}. */
    private boolean isTaken(String name) {
        return invoked.names().stream()
                        .anyMatch(running ->
                                options.getOrDefault(running, Map.of()).containsKey(name))
                || invoked.isBuild() && (OF_TESTS.contains(name) || name.startsWith(OF_PARALLEL_TESTS))
                || session.getProjects().stream()
                        .anyMatch(project -> project.getProperties().containsKey(PREFIX + name));
    }

    private String meant(String name) {
        Set<String> known = options.values().stream()
                .flatMap(types -> types.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return DidYouMean.question(DidYouMean.nearest(name, known).stream()
                .map(near -> PREFIX + near)
                .toList());
    }

    /** Whether it stands where it concerns all calls of Maven: then it need not be meant for this goal. */
    private boolean isForAllBuilds(String property, String value) {
        String arguments = System.getenv().getOrDefault("MAVEN_ARGS", "") + " " + configured();
        List<String> words = Arrays.asList(arguments.split("\\s+"));
        String written = property + "=" + value;
        return words.contains("-D" + written)
                || words.contains(written)
                || value.equals("true") && words.contains("-D" + property);
    }

    private String configured() {
        File root = session.getRequest().getMultiModuleProjectDirectory();
        Path file = root == null ? null : root.toPath().resolve(".mvn").resolve("maven.config");
        try {
            return file == null || !Files.exists(file) ? "" : Files.readString(file);
        } catch (IOException unreadable) {
            // Maven itself has read it by now
            return "";
        }
    }
}
