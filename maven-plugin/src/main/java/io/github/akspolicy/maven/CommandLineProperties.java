package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.OptionDescription;
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
 * Refuses what Maven takes without a word: a misspelt name of a setting, which then has no effect, and a switch that is
 * neither on nor off, which then is off.
 */
final class CommandLineProperties {
    private static final String PREFIX = OptionDescription.PREFIX;

    private CommandLineProperties() {}

    /**
     * Checks those of the command line.
     *
     * @throws MojoExecutionException for a name that is almost that of a setting, and for a switch that is neither on nor off
     */
    static void check(MavenSession session, @Nullable MojoExecution execution) throws MojoExecutionException {
        MojoDescriptor goal = execution == null ? null : execution.getMojoDescriptor();
        if (goal == null
                || goal.getPluginDescriptor() == null
                || goal.getPluginDescriptor().getMojos() == null) {
            return;
        }
        var types = new TreeMap<String, String>();
        for (MojoDescriptor any : goal.getPluginDescriptor().getMojos()) {
            for (Parameter parameter : any.getParameters()) {
                String expression = String.valueOf(parameter.getExpression());
                if (expression.startsWith("${" + PREFIX) && expression.endsWith("}")) {
                    types.put(
                            expression.substring(2 + PREFIX.length(), expression.length() - 1),
                            String.valueOf(parameter.getType()));
                }
            }
        }
        var known = new TreeSet<>(types.keySet());
        CommandCatalogue.ENGINE.forEach(option -> known.add(option.property().substring(PREFIX.length())));
        for (String property : new TreeSet<>(session.getUserProperties().stringPropertyNames())) {
            if (property.startsWith(PREFIX)) {
                String name = property.substring(PREFIX.length());
                check(name, session.getUserProperties().getProperty(property), types.getOrDefault(name, ""), known);
            }
        }
    }

    private static void check(String name, String value, String type, Set<String> known) throws MojoExecutionException {
        String fix = known.contains(name)
                ? ""
                : DidYouMean.question(DidYouMean.nearest(name, known).stream()
                        .map(near -> PREFIX + near)
                        .collect(Collectors.toList()));
        if (!fix.isEmpty()) {
            throw new MojoExecutionException(SafeText.line("unknown property \"" + PREFIX + name + "\": " + fix));
        }
        if (type.equals("boolean") && !value.isEmpty() && !value.matches("(?i)true|false")) {
            throw new MojoExecutionException(
                    SafeText.line(PREFIX + name + ": \"" + value + "\" is neither true nor false"));
        }
    }
}
