package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.SourceSettings;
import io.github.akspolicy.evaluate.Weakening.Kind;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what is evaluated: every source of the base in each of its environments. */
record SourceComparison(Verification base, Verification head, GateComparison gate) {
    /**
     * A source in an environment.
     *
     * @param path relative to the root of the repository
     */
    private record Planned(SourceSettings settings, String path, String environment) {
        boolean covers(Planned other) {
            return settings.kind() == other.settings().kind()
                    && (path.equals(other.path())
                            || (settings.kind() == SourceSettings.Kind.MANIFESTS
                                    && (path.equals(".") || other.path().startsWith(path + "/"))));
        }

        String name() {
            return settings.name() == null ? "" : settings.name().value();
        }

        /** The name of the release: of a path that is another one, only what is written. */
        String release(boolean isSamePath) {
            return isSamePath && name().isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : name();
        }
    }

    void compare() {
        List<Planned> now = planned(head);
        for (Planned before : planned(base)) {
            for (String environment : gate.now(before.environment())) {
                Planned is = now.stream()
                        .filter(one -> one.environment().equals(environment) && one.covers(before))
                        // the same name first, then the same path
                        .min((one, other) -> Integer.compare(distance(one, before), distance(other, before)))
                        .orElse(null);
                if (is == null) {
                    removed(before, environment, now);
                } else {
                    compare(before, is);
                }
            }
        }
    }

    private static int distance(Planned one, Planned before) {
        return (one.path().equals(before.path()) ? 0 : 2) + (one.name().equals(before.name()) ? 0 : 1);
    }

    private static List<Planned> planned(Verification of) {
        List<EnvironmentSettings> environments = of.settings().environments().isEmpty()
                ? List.of(EnvironmentSettings.DEFAULT)
                : of.settings().environments();
        Path folder = Verification.parent(of.configurationFile());
        var planned = new ArrayList<Planned>();
        for (SourceSettings source : of.settings().sources()) {
            String path;
            try {
                path = of.workspace().relative(folder.resolve(source.path().value()));
            } catch (InvalidPathException wrong) {
                continue; // reported when the configuration was read
            }
            for (EnvironmentSettings environment : environments) {
                List<Located<String>> only = source.environments();
                if (only == null || only.stream().anyMatch(one -> one.value().equals(environment.name()))) {
                    planned.add(new Planned(source, path, environment.name()));
                }
            }
        }
        return planned;
    }

    /** What is not in the repository any more needs no source; what only lies elsewhere does. */
    private void removed(Planned before, String environment, List<Planned> now) {
        Field list = gate.headFile().get("sources");
        String what = before.settings().kind().key() + " " + before.path();
        if (Files.exists(head.workspace().root().resolve(before.path()))) {
            gate.add(
                    Kind.SOURCE_REMOVED,
                    gate.locate(list),
                    what + " is not evaluated any more, and it is still there",
                    List.of(environment));
            return;
        }
        Set<String> evaluated = now.stream()
                .filter(one -> one.environment().equals(environment))
                .map(Planned::path)
                .collect(Collectors.toSet());
        String moved =
                new MovedFiles(base.workspace().root(), head.workspace().root()).elsewhere(before.path(), evaluated);
        if (moved != null) {
            gate.add(
                    Kind.SOURCE_REMOVED,
                    gate.locate(list),
                    what + " is not evaluated any more, and its files are in " + moved + ", which is in no source",
                    List.of(environment));
        }
    }

    private void compare(Planned before, Planned now) {
        SourceSettings was = before.settings();
        SourceSettings is = now.settings();
        if (before.path().equals(now.path())) {
            patterns(was, is, now);
        } else if (!is.exclude().isEmpty() || !is.include().isEmpty()) {
            changed(is.at(), now, "include and exclude are those of another folder than in the base");
        }
        files(was, before.environment(), is, now);
        set(was, before.environment(), is, now);
        List<String> provided = new ArrayList<>(is.provided());
        provided.removeAll(was.provided());
        if (!provided.isEmpty()) {
            changed(is.at(), now, "provided has " + provided + " more than in the base: their effect is unknown");
        }
        if (was.includeCrds() && !is.includeCrds() || was.testHooks() && !is.testHooks()) {
            changed(is.at(), now, "crds or test hooks are not evaluated, in the base they are");
        }
        if (!is.firstParty().containsAll(was.firstParty())) {
            changed(is.at(), now, "firstParty has fewer dependencies than in the base");
        }
        boolean isSamePath = before.path().equals(now.path());
        if (was.isChart() && !before.release(isSamePath).equals(now.release(isSamePath))) {
            changed(
                    is.name() == null ? is.at() : is.name().at(),
                    now,
                    "name is another one than in the base, and templates may write less for it");
        }
        if (!Objects.equals(text(was.namespace()), text(is.namespace()))) {
            changed(
                    is.namespace() == null ? is.at() : is.namespace().at(),
                    now,
                    "namespace is another one than in the base");
        }
        others(was, is, now);
    }

    private static @Nullable String text(@Nullable Located<String> located) {
        return located == null ? null : located.value();
    }

    private void changed(SourceLocation at, Planned now, String message) {
        gate.add(Kind.SOURCE_CHANGED, at, now.path() + ": " + message, List.of(now.environment()));
    }

    private void patterns(SourceSettings was, SourceSettings is, Planned now) {
        for (Located<String> pattern : is.exclude()) {
            if (was.exclude().stream().noneMatch(known -> covers(known.value(), pattern.value()))) {
                changed(pattern.at(), now, "exclude has " + pattern.value() + ", in the base it has not");
            }
        }
        if (is.include().isEmpty()) {
            return;
        }
        List<String> kept = is.include().stream().map(Located::value).toList();
        boolean isNarrower = was.include().isEmpty()
                ? !kept.contains("**")
                : !was.include().stream()
                        .allMatch(known -> kept.stream().anyMatch(wide -> covers(wide, known.value())));
        if (isNarrower) {
            changed(is.include().get(0).at(), now, "include leaves files out that are evaluated in the base");
        }
    }

    private static boolean covers(String wide, String pattern) {
        return wide.equals(pattern)
                || wide.equals("**")
                || (wide.endsWith("/**") && pattern.startsWith(wide.substring(0, wide.length() - 2)));
    }

    /** Other values files may be other values than those that are deployed. */
    private void files(SourceSettings was, String environment, SourceSettings is, Planned now) {
        List<String> before = files(was, environment).stream()
                .map(file -> file.value().replaceFirst("^\\./", ""))
                .toList();
        List<Located<String>> files = files(is, now.environment());
        List<String> kept = files.stream()
                .map(file -> file.value().replaceFirst("^\\./", ""))
                .toList();
        if (!kept.equals(before)) {
            SourceLocation at = files.stream()
                    .filter(file -> !before.contains(file.value().replaceFirst("^\\./", "")))
                    .map(Located::at)
                    .findFirst()
                    .orElse(is.at());
            changed(at, now, "values files or parameter files are " + kept + ", in the base " + before);
        }
    }

    private static List<Located<String>> files(SourceSettings source, String environment) {
        return source.values().stream()
                .filter(value -> value.concerns(environment))
                .map(ForEnvironment::value)
                .toList();
    }

    private void set(SourceSettings was, String environment, SourceSettings is, Planned now) {
        List<SetValue> before = set(was, environment);
        List<SetValue> values = set(is, now.environment());
        if (!without(before).equals(without(values))) {
            SetValue other = values.stream()
                    .filter(value ->
                            !without(before).contains(without(List.of(value)).get(0)))
                    .findFirst()
                    .orElse(null);
            // the value itself may be a secret
            changed(
                    other == null ? is.at() : other.at(),
                    now,
                    other == null
                            ? "values are not set that are set in the base"
                            : other.key() + " is set to another value than in the base");
        }
    }

    private static List<SetValue> set(SourceSettings source, String environment) {
        return source.set().stream()
                .filter(value -> value.concerns(environment))
                .map(ForEnvironment::value)
                .toList();
    }

    private static List<List<Object>> without(List<SetValue> values) {
        return values.stream()
                .map(value -> List.<Object>of(value.type(), value.key(), value.value()))
                .toList();
    }

    /** Keys that are not known here: what they mean is not known either. */
    private void others(SourceSettings was, SourceSettings is, Planned now) {
        Field before = entry(gate.baseFile(), was);
        Field entry = entry(gate.headFile(), is);
        if (before == null || entry == null) {
            return;
        }
        var keys = new LinkedHashSet<String>();
        before.fields().forEach(field -> keys.add(field.key()));
        entry.fields().forEach(field -> keys.add(field.key()));
        for (String key : keys) {
            if (!KeyDirections.of("sources[]." + key)
                    .isFine(GateComparison.plain(before.get(key)), GateComparison.plain(entry.get(key)))) {
                Field at = entry.get(key).isPresent() ? entry.get(key) : entry;
                changed(gate.locate(at), now, key + " is another one than in the base");
            }
        }
    }

    /** The entry of a source in its file; null for the cluster that an environment names. */
    private static @Nullable Field entry(Field file, SourceSettings source) {
        return file.get("sources").items().stream()
                .filter(item -> item.place().key().line() == source.at().line()
                        && item.place().key().column() == source.at().column())
                .findFirst()
                .orElse(null);
    }
}
