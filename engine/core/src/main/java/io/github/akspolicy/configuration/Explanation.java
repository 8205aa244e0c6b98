package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.PlannedRelease.Detail;
import io.github.akspolicy.configuration.PolicySelection.Choice;
import io.github.akspolicy.configuration.PolicySelection.Chosen;
import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.PolicySettings;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what is in force and why: every line ends with what says so. */
final class Explanation {
    private final StringBuilder text = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();

    private record Row(int indent, String left, String right) {}

    private Explanation() {}

    static String of(
            String configuration,
            PolicySelection selection,
            Settings settings,
            List<EnvironmentSettings> environments,
            List<PlannedRelease> releases) {
        var explanation = new Explanation();
        explanation.head(configuration, selection, settings);
        explanation.podTemplates(settings);
        explanation.surroundings(1, settings.context(), settings.required());
        explanation.flush(settings.context().isEmpty() && settings.required().isEmpty() ? "" : "all environments");
        explanation.environments(environments, releases);
        explanation.policies(selection);
        return explanation.text.toString();
    }

    private void head(String configuration, PolicySelection selection, Settings settings) {
        row(0, "configuration: " + configuration, "");
        row(0, "profile: " + selection.profile().name(), selection.profileFrom());
        threshold("failOn", selection.failOn());
        threshold("unknown", selection.unknown());
        row(0, "asOf: " + selection.date().date().asOf(), selection.date().from());
        row(
                0,
                "warnDays: " + selection.date().date().warnDays(),
                selection.date().warnFrom());
        file("exemptions", settings.exemptions());
        file("baseline", settings.baseline());
        file("rbacBudget", settings.rbacBudget());
        settings.principals().forEach(named -> file("principals", named));
        flush("");
    }

    private void threshold(String name, Chosen chosen) {
        row(0, name + ": " + chosen.value(), chosen.from());
    }

    private void file(String name, @Nullable Located<String> written) {
        if (written != null) {
            row(0, name + ": " + written.value(), written.at().toString());
        }
    }

    private void podTemplates(Settings settings) {
        settings.podTemplates()
                .forEach(entry -> row(
                        1,
                        entry.kind() + " of " + entry.apiGroup() + ": " + entry.path()
                                + (entry.optional() ? ", if it is there" : ""),
                        entry.at().toString()));
        flush(settings.podTemplates().isEmpty() ? "" : "podTemplates");
    }

    private void surroundings(int indent, List<Context> context, List<Located<InputKind>> required) {
        for (Context said : context) {
            row(
                    indent,
                    "context" + (said.file().isEmpty() ? "" : " of " + said.file()),
                    said.at().toString());
            for (Resource resource : said.resources()) {
                String name = resource.name().isEmpty() ? "" : " " + resource.name();
                row(
                        indent + 1,
                        resource.kind() + name + (resource.namespace() == null ? "" : " in " + resource.namespace()),
                        "");
            }
        }
        required.forEach(
                kind -> row(indent, "require: " + kind.value(), kind.at().toString()));
    }

    private void environments(List<EnvironmentSettings> environments, List<PlannedRelease> releases) {
        for (EnvironmentSettings environment : environments) {
            row(1, environment.name(), from(environment.at()));
            setting("namespace", environment.namespace());
            row(
                    2,
                    "kubeVersion: " + environment.effectiveKubeVersion(),
                    environment.knownKubeVersion() == null
                            ? PolicySelection.DEFAULT
                            : (environment.kubeVersion() == null ? "the cluster, " : "")
                                    + environment.knownKubeVersion().at());
            setting("capabilities", environment.capabilities());
            if (!environment.apiVersions().isEmpty()) {
                row(2, "apiVersions: " + environment.apiVersions(), from(environment.at()));
            }
            surroundings(2, environment.context(), environment.required());
            for (PlannedRelease release : releases) {
                if (release.environment().equals(environment.name())) {
                    release(release);
                }
            }
        }
        flush("environments");
    }

    private void setting(String name, @Nullable Located<String> value) {
        if (value != null) {
            row(2, name + ": " + value.value(), value.at().toString());
        }
    }

    private void release(PlannedRelease release) {
        row(
                2,
                release.kind() + " " + release.id().source() + " as "
                        + release.id().name(),
                from(release.at()));
        String namespace = release.release().namespace();
        if (namespace != null) {
            row(3, "namespace: " + namespace, "");
        }
        for (Detail detail : release.details()) {
            row(3, detail.name() + ": " + detail.value(), detail.from());
        }
    }

    private void policies(PolicySelection selection) {
        List<Choice> on = selection.choices().stream().filter(Choice::isOn).toList();
        on.forEach(choice -> policy(choice, selection));
        flush("policies that are on: " + on.size());
        List<Choice> off =
                selection.choices().stream().filter(choice -> !choice.isOn()).toList();
        off.forEach(choice -> row(1, choice.active().id(), choice.from()));
        flush("policies that are off: " + off.size());
    }

    private void policy(Choice choice, PolicySelection selection) {
        PolicySettings configured = choice.configured();
        row(1, choice.active().id() + " (" + choice.active().severity() + ")", choice.from());
        if (configured != null && configured.severity() != null) {
            row(
                    2,
                    "severity: " + choice.active().severity() + ", by default "
                            + choice.active().info().severity(),
                    configured.severity().at().toString());
        }
        new TreeMap<>(choice.active().enforcement())
                .forEach((environment, mode) -> row(
                        2,
                        "enforce in " + environment + ": " + mode,
                        configured == null
                                ? ""
                                : configured.enforce().get(0).at().toString()));
        Map<Parameter<?>, Object> explicit = choice.active().parameters().explicit();
        explicit.keySet().stream().sorted(Comparator.comparing(Parameter::name)).forEach(parameter -> {
            SourceLocation at =
                    configured == null ? null : configured.parametersAt().get(parameter);
            row(
                    2,
                    parameter.name() + ": " + value(parameter, explicit.get(parameter)),
                    at == null ? "profile " + selection.profile().name() : at.toString());
        });
    }

    private static String value(Parameter<?> parameter, @Nullable Object value) {
        if (value instanceof Set<?> chosen) {
            return parameter.allowed().stream()
                    .filter(chosen::contains)
                    .toList()
                    .toString();
        }
        return String.valueOf(value);
    }

    private static String from(@Nullable SourceLocation at) {
        return at == null ? PolicySelection.DEFAULT : at.toString();
    }

    private void row(int indent, String left, String right) {
        rows.add(new Row(indent, SafeText.line(left), SafeText.line(right)));
    }

    /** Writes the rows so far in two columns below a title. */
    private void flush(String title) {
        if (!title.isEmpty()) {
            text.append('\n').append(title).append('\n');
        }
        int width = rows.stream()
                .filter(row -> !row.right().isEmpty())
                .mapToInt(row -> 2 * row.indent() + row.left().length())
                .max()
                .orElse(0);
        for (Row row : rows) {
            String left = "  ".repeat(row.indent()) + row.left();
            text.append(left);
            if (!row.right().isEmpty()) {
                text.append(" ".repeat(width - left.length() + 2)).append(row.right());
            }
            text.append('\n');
        }
        rows.clear();
    }
}
