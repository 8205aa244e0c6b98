package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** Which environments of a configuration are evaluated, and whether anything is deployed to each. */
final class EnvironmentChoice {
    private static final SourceLocation COMMAND_LINE =
            new SourceLocation(CommandText.option("require"), 1, 1, SourceLocation.Role.CONFIGURATION);

    private EnvironmentChoice() {}

    static List<EnvironmentSettings> choose(List<EnvironmentSettings> all, Overrides overrides, Problems problems) {
        List<String> names = all.stream().map(EnvironmentSettings::name).toList();
        for (String wanted : overrides.environments()) {
            if (!names.contains(wanted)) {
                problems.add(new Problem(
                        CommandText.option("environments") + ": unknown environment " + ShapeCheck.quote(wanted),
                        null,
                        DidYouMean.fix(wanted, names, "environments")));
            }
        }
        List<Located<InputKind>> required = required(overrides, problems);
        return all.stream()
                .filter(environment -> overrides.environments().isEmpty()
                        || overrides.environments().contains(environment.name()))
                .map(environment -> required.isEmpty() ? environment : environment.requiring(required))
                .toList();
    }

    /** What the command line requires in every environment. */
    private static List<Located<InputKind>> required(Overrides overrides, Problems problems) {
        var required = new ArrayList<Located<InputKind>>();
        for (String word : overrides.require()) {
            InputKind.of(word)
                    .ifPresentOrElse(
                            kind -> required.add(new Located<>(kind, COMMAND_LINE)),
                            () -> problems.add(new Problem(
                                    CommandText.option("require") + ": unknown word " + ShapeCheck.quote(word),
                                    null,
                                    DidYouMean.allowed(word, InputKind.words(), "words"))));
        }
        return required;
    }

    static boolean contains(List<EnvironmentSettings> environments, PlannedRelease release) {
        return environments.stream().anyMatch(environment -> environment.name().equals(release.environment()));
    }

    static void checkEveryEnvironment(
            List<EnvironmentSettings> environments, List<PlannedRelease> planned, Problems problems) {
        if (!problems.isEmpty()) {
            return;
        }
        for (EnvironmentSettings environment : environments) {
            if (environment.at() != null
                    && planned.stream().noneMatch(release -> contains(List.of(environment), release))) {
                problems.add(
                        environment.at(),
                        "the environment " + ShapeCheck.quote(environment.name()) + " has no source",
                        "add it to the environments of a source, or remove it");
            }
        }
    }
}
