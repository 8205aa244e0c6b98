package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Enforcement;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceLocation;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, read but not yet resolved. Whatever does not have its {@link Shape} is left out and
 * was reported.
 */
record Settings(
        @Nullable Located<String> profile,
        @Nullable Located<String> failOn,
        @Nullable Located<String> unknown,
        ReadLimits limits,
        List<EnvironmentSettings> environments,
        List<SourceSettings> sources,
        List<PodTemplateSettings> podTemplates,
        List<PolicySettings> policies,
        @Nullable Located<String> exemptions,
        @Nullable Located<String> baseline,
        @Nullable Located<String> rbacBudget,
        List<Located<String>> principals,
        ImageSettings images,
        List<Context> context,
        List<Located<InputKind>> required,
        List<Located<String>> thirdParty,
        GateSettings gate,
        DateSettings dates,
        PlaceholderSettings placeholders) {
    /** The settings of a run without configuration file. */
    static final Settings NONE = new Settings(
            null,
            null,
            null,
            ReadLimits.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            List.of(),
            ImageSettings.NONE,
            List.of(),
            List.of(),
            List.of(),
            GateSettings.NONE,
            DateSettings.NONE,
            PlaceholderSettings.NONE);

    /** The same under the gate of another configuration. */
    Settings with(GateSettings other) {
        return new Settings(
                profile,
                failOn,
                unknown,
                limits,
                environments,
                sources,
                podTemplates,
                policies,
                exemptions,
                baseline,
                rbacBudget,
                principals,
                images,
                context,
                required,
                thirdParty,
                other,
                dates,
                placeholders);
    }

    /** A value with the place that says it. */
    record Located<T>(T value, SourceLocation at) {}

    record EnvironmentSettings(
            String name,
            @Nullable SourceLocation at,
            @Nullable Located<String> namespace,
            @Nullable Located<String> kubeVersion,
            @Nullable Located<String> capabilities,
            List<String> apiVersions,
            List<Context> context,
            List<Located<InputKind>> required,
            List<String> variants,
            @Nullable Located<String> clusterVersion) {
        /** The word for a chart that is installed for the first time. */
        static final String INSTALL = "install";

        /** The word for a chart whose release is there already. */
        static final String UPGRADE = "upgrade";

        /** What an AKS cluster serves, as {@code helm install} sees it. */
        static final String AKS = "aks";

        /** What {@code helm template} knows without a cluster. */
        static final String HELM = "helm";

        /** The environment of a configuration that names none. */
        static final EnvironmentSettings DEFAULT = named(Verification.DEFAULT_ENVIRONMENT);

        /** An environment of which nothing else is said. */
        static EnvironmentSettings named(String name) {
            return new EnvironmentSettings(
                    name, null, null, null, null, List.of(), List.of(), List.of(), List.of(), null);
        }

        /** The same with more that lives around it. */
        EnvironmentSettings with(Context added) {
            return with(Stream.concat(context.stream(), Stream.of(added)).toList(), required, clusterVersion);
        }

        /** The same with more that must not be missing. */
        EnvironmentSettings requiring(List<Located<InputKind>> more) {
            return with(context, Stream.concat(required.stream(), more.stream()).toList(), clusterVersion);
        }

        /** The same with the version that the definition of its cluster says. */
        EnvironmentSettings running(Located<String> version) {
            return with(context, required, version);
        }

        private EnvironmentSettings with(
                List<Context> around, List<Located<InputKind>> needed, @Nullable Located<String> version) {
            return new EnvironmentSettings(
                    name, at, namespace, kubeVersion, capabilities, apiVersions, around, needed, variants, version);
        }

        /** The version that the configuration says, else that of the cluster; null where neither does. */
        @Nullable
        Located<String> knownKubeVersion() {
            return kubeVersion == null ? clusterVersion : kubeVersion;
        }

        /** With the leading {@code v} and the patch version that Helm gives it. */
        String effectiveKubeVersion() {
            Located<String> known = knownKubeVersion();
            if (known == null) {
                return ChartRequest.DEFAULT_KUBE_VERSION;
            }
            String version = known.value();
            String withPatch = version.matches("v?[0-9]+\\.[0-9]+") ? version + ".0" : version;
            return withPatch.startsWith("v") ? withPatch : "v" + withPatch;
        }

        KnownApis knownApis() {
            return capabilities != null && capabilities.value().equals(HELM)
                    ? KnownApis.ofHelm(apiVersions)
                    : KnownApis.ofAks(effectiveKubeVersion(), apiVersions);
        }
    }

    /**
     * One entry of {@code sources}.
     *
     * @param at the entry
     * @param path the chart or folder as written
     * @param environments the names as written; null means all
     * @param named every environment named below {@code values}, {@code parameters} and the {@code set} family
     * @param values values files of a chart, parameter files of a cluster
     * @param variants what a chart is rendered as; those of the environment when empty
     * @param bicepCompiler whether the compiler of the path reads a definition in Bicep
     */
    record SourceSettings(
            SourceLocation at,
            Kind kind,
            Located<String> path,
            @Nullable Located<String> name,
            @Nullable List<Located<String>> environments,
            @Nullable Located<String> namespace,
            List<Located<String>> named,
            List<ForEnvironment<Located<String>>> values,
            List<ForEnvironment<SetValue>> set,
            List<String> provided,
            boolean includeCrds,
            boolean testHooks,
            List<String> firstParty,
            List<String> variants,
            List<Located<String>> include,
            List<Located<String>> exclude,
            boolean bicepCompiler) {
        /** What a source is, by the key that names its path. */
        enum Kind {
            CHART("chart"),
            MANIFESTS("manifests"),
            CLUSTER("cluster"),
            TERRAFORM("terraform"),
            KUBECONFIG("kubeconfig");

            private final String key;

            Kind(String key) {
                this.key = key;
            }

            /** Whether it defines clusters or what belongs to them. */
            boolean isDefinition() {
                return this == CLUSTER || this == TERRAFORM;
            }

            /** The key that names the files with its values. */
            String files() {
                return switch (this) {
                    case CLUSTER -> "parameters";
                    case TERRAFORM -> "vars";
                    case CHART, MANIFESTS, KUBECONFIG -> "values";
                };
            }

            String key() {
                return key;
            }
        }

        boolean isChart() {
            return kind == Kind.CHART;
        }

        /** The definition of a cluster that an environment names. */
        static SourceSettings cluster(String environment, SourceLocation at, Located<String> path) {
            return new SourceSettings(
                    at,
                    Kind.CLUSTER,
                    path,
                    null,
                    List.of(new Located<>(environment, at)),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);
        }
    }

    /**
     * One entry of {@code podTemplates}: see {@link PodTemplates#with}.
     *
     * @param at the entry
     */
    record PodTemplateSettings(SourceLocation at, String apiGroup, String kind, String path, boolean optional) {}

    /** Whether a change fails that makes the gate weaker: not where it is to be reported, or nothing fails at all. */
    boolean failsOnWeakening() {
        return !gate.reportOnly() && (failOn == null || !failOn.value().equals(ConfigurationSchema.NEVER));
    }

    /** What lives around some environments, and what must not be missing there. */
    Surroundings surroundings(List<EnvironmentSettings> all) {
        var context = new HashMap<String, List<Resource>>();
        var kinds = new HashMap<String, Set<InputKind>>();
        for (EnvironmentSettings environment : all) {
            context.put(
                    environment.name(),
                    Stream.concat(this.context.stream(), environment.context().stream())
                            .flatMap(said -> said.resources().stream())
                            .toList());
            kinds.put(
                    environment.name(),
                    Stream.concat(required.stream(), environment.required().stream())
                            .map(Located::value)
                            .collect(Collectors.toSet()));
        }
        return new Surroundings(context, kinds);
    }

    /** Where objects carry pods. */
    PodTemplates allPodTemplates() {
        PodTemplates all = PodTemplates.KNOWN;
        for (PodTemplateSettings added : podTemplates) {
            all = all.with(added.apiGroup(), added.kind(), added.path(), added.optional());
        }
        return all;
    }

    /** A value for one environment, or for all when it is null. */
    record ForEnvironment<T>(@Nullable String environment, T value) {
        boolean concerns(String name) {
            return environment == null || environment.equals(name);
        }
    }

    /**
     * One entry of {@code policies}.
     *
     * @param at the entry
     * @param isOn whether the policy is turned on or off
     * @param severity the severity, or null for the policy's own
     * @param parameters the settings given here
     * @param parametersAt where each of them is given
     * @param enforce what becomes of its findings, in the order of the file
     */
    record PolicySettings(
            Policy policy,
            SourceLocation at,
            boolean isOn,
            @Nullable Located<Severity> severity,
            Parameters parameters,
            Map<Parameter<?>, SourceLocation> parametersAt,
            List<EnforceSettings> enforce) {}

    /**
     * One entry of {@code enforce}.
     *
     * @param at the entry
     * @param environments none means all
     * @param from the first day on which it holds, or null for always
     */
    record EnforceSettings(
            SourceLocation at,
            Enforcement mode,
            List<Located<String>> environments,
            @Nullable LocalDate from) {
        boolean concerns(String environment) {
            return environments.isEmpty()
                    || environments.stream().anyMatch(named -> named.value().equals(environment));
        }
    }
}
