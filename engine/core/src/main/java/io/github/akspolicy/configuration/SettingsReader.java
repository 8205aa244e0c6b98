package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnforceSettings;
import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.ForEnvironment;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.PodTemplateSettings;
import io.github.akspolicy.configuration.Settings.PolicySettings;
import io.github.akspolicy.configuration.Settings.SourceSettings;
import io.github.akspolicy.evaluate.Enforcement;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a configuration whose shape was checked. What did not fit is passed over: it was reported. */
record SettingsReader(KnownPolicies known, Problems problems, ContextReader contexts) {
    Settings read(Field root) {
        var environments = new ArrayList<EnvironmentSettings>();
        root.get("environments").fields().forEach(entry -> environments.add(environment(entry)));
        var sources = new ArrayList<SourceSettings>();
        for (Field entry : root.get("sources").items()) {
            for (SourceSettings.Kind kind : SourceSettings.Kind.values()) {
                Located<String> path = string(entry.get(kind.key()));
                if (path != null) {
                    sources.add(source(entry, kind, path));
                }
            }
        }
        for (Field environment : root.get("environments").fields()) {
            Field cluster = environment.get("cluster");
            Located<String> only = string(cluster);
            List<Located<String>> files = only == null ? strings(cluster) : List.of(only);
            files.forEach(file -> sources.add(SourceSettings.cluster(environment.key(), file.at(), file)));
        }
        return new Settings(
                string(root.get("profile")),
                string(root.get("failOn")),
                string(root.get("unknown")),
                limits(root.get("limits")),
                List.copyOf(environments),
                List.copyOf(sources),
                podTemplates(root.get("podTemplates")),
                policies(root.get("policies")),
                string(root.get("exemptions")),
                string(root.get("baseline")),
                string(root.get("rbacBudget")),
                strings(root.get("principals")),
                ImageSettings.read(root.get("images"), problems),
                contexts.read(root.get("context")),
                required(root.get("require")),
                strings(root.get("thirdParty")),
                GateSettings.read(root.get("gate"), problems),
                DateSettings.read(root, problems),
                PlaceholderSettings.read(root, problems));
    }

    private EnvironmentSettings environment(Field entry) {
        return new EnvironmentSettings(
                entry.key(),
                at(entry),
                string(entry.get("namespace")),
                string(entry.get("kubeVersion")),
                string(entry.get("capabilities")),
                entry.get("apiVersions").strings(),
                contexts.read(entry.get("context")),
                required(entry.get("require")),
                entry.get("variants").strings(),
                null);
    }

    private List<Located<InputKind>> required(Field list) {
        var kinds = new ArrayList<Located<InputKind>>();
        for (Field item : list.items()) {
            InputKind.of(item.stringOr(""))
                    .ifPresent(kind -> kinds.add(
                            new Located<>(kind, problems.locate(item.place().value()))));
        }
        return List.copyOf(kinds);
    }

    private SourceSettings source(Field entry, SourceSettings.Kind kind, Located<String> path) {
        var named = new ArrayList<Located<String>>();
        var values = new ArrayList<ForEnvironment<Located<String>>>();
        Field files = entry.get(kind.files());
        strings(files).forEach(file -> values.add(new ForEnvironment<>(null, file)));
        for (Field environment : files.fields()) {
            named.add(new Located<>(environment.key(), at(environment)));
            strings(environment).forEach(file -> values.add(new ForEnvironment<>(environment.key(), file)));
        }
        var set = new ArrayList<ForEnvironment<SetValue>>();
        // in the order in which Helm applies them, wherever they are written
        set(entry.get("setJson"), SetValue.Type.SET_JSON, named, set);
        set(entry.get("set"), SetValue.Type.SET, named, set);
        set(entry.get("setString"), SetValue.Type.SET_STRING, named, set);
        set(entry.get("setFile"), SetValue.Type.SET_FILE, named, set);
        Field environments = entry.get("environments");
        return new SourceSettings(
                at(entry),
                kind,
                path,
                string(entry.get("name")),
                environments.isWritten() ? strings(environments) : null,
                string(entry.get("namespace")),
                named,
                values,
                // those of one environment win over those of all, wherever they are written
                set.stream()
                        .sorted((left, right) ->
                                Boolean.compare(left.environment() != null, right.environment() != null))
                        .toList(),
                entry.get("provided").strings(),
                !entry.get("includeCrds").isFalse(),
                entry.get("testHooks").isTrue(),
                entry.get("firstParty").strings(),
                entry.get("variants").strings(),
                strings(entry.get("include")),
                strings(entry.get("exclude")),
                entry.get("bicepCompiler").isTrue());
    }

    private void set(
            Field family, SetValue.Type type, List<Located<String>> named, List<ForEnvironment<SetValue>> set) {
        for (Field entry : family.fields()) {
            if (entry.node() instanceof Node.Mapping) {
                named.add(new Located<>(entry.key(), at(entry)));
                for (Field inner : entry.fields()) {
                    setValue(inner, type, entry.key(), set);
                }
            } else {
                setValue(entry, type, null, set);
            }
        }
    }

    private void setValue(
            Field entry, SetValue.Type type, @Nullable String environment, List<ForEnvironment<SetValue>> set) {
        if (entry.node() instanceof Node.Scalar scalar) {
            String text = scalar.value() == null ? "null" : String.valueOf(scalar.value());
            set.add(new ForEnvironment<>(environment, new SetValue(type, entry.key(), text, at(entry))));
        }
    }

    private List<PodTemplateSettings> podTemplates(Field list) {
        var read = new ArrayList<PodTemplateSettings>();
        for (Field entry : list.items()) {
            String group = entry.get("apiGroup").stringOr("");
            String kind = entry.get("kind").stringOr("");
            String path = entry.get("path").stringOr("");
            var settings = new PodTemplateSettings(
                    at(entry), group, kind, path, entry.get("optional").isTrue());
            if (PodTemplates.isFixed(group, kind)) {
                problems.add(
                        settings.at(),
                        "podTemplates: the pods of " + kind + " (" + (group.isEmpty() ? "core group" : group)
                                + ") are known already",
                        "remove the entry");
            } else if (read.stream().anyMatch(other -> isSamePlace(other, settings))) {
                problems.add(
                        settings.at(),
                        "podTemplates: the path " + path + " of " + kind + " is named twice",
                        "remove one");
            } else if (PodTemplates.PATH.matcher(path).matches()) {
                read.add(settings);
            }
        }
        return List.copyOf(read);
    }

    private static boolean isSamePlace(PodTemplateSettings one, PodTemplateSettings other) {
        return one.apiGroup().equals(other.apiGroup())
                && one.kind().equals(other.kind())
                && one.path().equals(other.path());
    }

    private static ReadLimits limits(Field limits) {
        ReadLimits usual = ReadLimits.DEFAULT;
        return new ReadLimits(
                limit(limits.get("maxCharacters"), usual.maxCharacters()),
                limit(limits.get("maxDepth"), usual.maxDepth()),
                limit(limits.get("maxAliasNodes"), usual.maxAliasNodes()),
                limit(limits.get("maxDocuments"), usual.maxDocuments()));
    }

    private static int limit(Field limit, int usual) {
        Long value = limit.integer();
        return value == null ? usual : (int) Math.max(1, Math.min(Integer.MAX_VALUE, value));
    }

    private List<PolicySettings> policies(Field policies) {
        var read = new ArrayList<PolicySettings>();
        var first = new HashMap<Policy, Field>();
        for (Field entry : policies.fields()) {
            Policy policy = known.find(entry.key());
            if (policy == null) {
                continue;
            }
            Field other = first.putIfAbsent(policy, entry);
            if (other != null) {
                problems.add(
                        entry.place().key(),
                        "policies." + entry.key() + " is configured already, as " + other.key() + " at line "
                                + other.place().key().line(),
                        "keep " + policy.info().id() + " only");
                continue;
            }
            read.add(policy(policy, entry));
        }
        return List.copyOf(read);
    }

    private PolicySettings policy(Policy policy, Field entry) {
        boolean isOff = entry.isFalse() || "off".equals(entry.string());
        Field severity = entry.get("severity");
        Located<Severity> located = Severity.of(severity.stringOr(""))
                .map(value -> new Located<>(value, at(severity)))
                .orElse(null);
        Parameters parameters = Parameters.DEFAULTS;
        var parametersAt = new LinkedHashMap<Parameter<?>, SourceLocation>();
        for (Field setting : entry.get("parameters").fields()) {
            Parameter<?> parameter = parameter(policy, setting.key());
            if (parameter != null) {
                for (String fault : parameter.faults(setting)) {
                    problems.add(setting.place().value(), setting.key() + ": " + fault, "");
                }
                parameters = parameters.read(parameter, setting);
                parametersAt.put(parameter, at(setting));
            }
        }
        return new PolicySettings(
                policy, at(entry), !isOff, located, parameters, parametersAt, enforce(entry.get("enforce")));
    }

    private List<EnforceSettings> enforce(Field field) {
        Enforcement everywhere = Enforcements.mode(field.string(), field.bool());
        if (everywhere != null) {
            return List.of(new EnforceSettings(at(field), everywhere, List.of(), null));
        }
        var read = new ArrayList<EnforceSettings>();
        for (Field entry : field.items()) {
            Enforcement mode = Enforcements.mode(
                    entry.get("mode").string(), entry.get("mode").bool());
            if (mode != null) {
                read.add(new EnforceSettings(
                        problems.locate(entry.place().value()),
                        mode,
                        strings(entry.get("environments")),
                        day(entry.get("from"))));
            }
        }
        return List.copyOf(read);
    }

    private @Nullable LocalDate day(Field field) {
        String text = field.stringOr("");
        try {
            return text.length() == "2027-01-31".length() ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException impossible) {
            problems.add(
                    field.place().value(),
                    field.path() + " is not a day of the calendar: " + ShapeCheck.quote(text),
                    "write it as 2027-01-31");
            return null;
        }
    }

    private static @Nullable Parameter<?> parameter(Policy policy, String name) {
        for (Parameter<?> parameter : policy.info().parameters()) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        for (Parameter<?> parameter : CommonParameters.ALL) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    private @Nullable Located<String> string(Field field) {
        String value = field.string();
        return value == null || value.isEmpty()
                ? null
                : new Located<>(value, problems.locate(field.place().value()));
    }

    private List<Located<String>> strings(Field list) {
        var strings = new ArrayList<Located<String>>();
        for (Field item : list.items()) {
            Located<String> value = string(item);
            if (value != null) {
                strings.add(value);
            }
        }
        return strings;
    }

    private SourceLocation at(Field entry) {
        return problems.locate(entry.place().key());
    }
}
