package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.source.Problem;
import java.util.List;

/** Which environments of a configuration are judged, and whether anything is deployed to each. */
final class EnvironmentChoice {
    private EnvironmentChoice() {}

    static List<EnvironmentSettings> choose(List<EnvironmentSettings> all, Overrides overrides, Problems problems) {
        List<String> names = all.stream().map(EnvironmentSettings::name).toList();
        for (String wanted : overrides.environments()) {
            if (!names.contains(wanted)) {
                problems.add(new Problem(
                        "aks-policy.environments: there is no environment " + ShapeCheck.quote(wanted),
                        null,
                        DidYouMean.fix(wanted, names, "environments")));
            }
        }
        return overrides.environments().isEmpty()
                ? all
                : all.stream()
                        .filter(environment -> overrides.environments().contains(environment.name()))
                        .toList();
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
                        "nothing is deployed to the environment " + ShapeCheck.quote(environment.name()),
                        "add it to the environments of a source, or remove it");
            }
        }
    }
}
