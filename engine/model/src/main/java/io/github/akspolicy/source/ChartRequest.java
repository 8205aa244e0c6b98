package io.github.akspolicy.source;

import io.github.akspolicy.resource.cluster.Lifecycle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to render a chart with: the arguments of {@code helm template}.
 *
 * @param chart absolute path of a chart folder or {@code .tgz}
 * @param releaseName the release name
 * @param namespace the release namespace; Helm's own default is {@code default}
 * @param kubeVersion such as {@code v1.32.0}: always given, since every Helm has another default
 * @param apis what {@code .Capabilities.APIVersions} holds
 * @param valuesFiles absolute paths, later ones win
 * @param setValues in the order given, winning over the files
 * @param includeCrds whether {@code crds/} belongs to the release
 * @param includeTestHooks whether hooks {@code helm.sh/hook: test*} are kept
 * @param firstParty names of packaged or third-party dependencies whose lines are the user's to edit all the same
 * @param thirdParty which dependencies count as third-party
 * @param revision what {@code .Release.Revision} is: 1 renders what {@code helm install} applies, with {@code
 *     .Release.IsInstall}; a later one what {@code helm upgrade} applies, with {@code .Release.IsUpgrade}
 * @param workspace what paths in locations are relative to
 */
public record ChartRequest(
        Path chart,
        String releaseName,
        String namespace,
        String kubeVersion,
        KnownApis apis,
        List<Path> valuesFiles,
        List<SetValue> setValues,
        boolean includeCrds,
        boolean includeTestHooks,
        List<String> firstParty,
        ThirdPartyCharts thirdParty,
        int revision,
        Workspace workspace) {
    /**
     * The Kubernetes version that charts are rendered for when neither the configuration nor the definition of the cluster
     * says one: the lowest that AKS supports throughout the days for which this release knows the calendar.
     */
    public static final String DEFAULT_KUBE_VERSION = "v1." + Lifecycle.AKS.lowestKnown() + ".0";

    /** The revision of a first installation. */
    public static final int INSTALLATION = 1;

    /** The revision of its first upgrade. */
    public static final int FIRST_UPGRADE = 2;

    /** The revision of an upgrade that is rendered at another time, and with other random values. */
    public static final int UPGRADE_AT_ANOTHER_TIME = 1001;

    public ChartRequest {
        valuesFiles = List.copyOf(valuesFiles);
        setValues = List.copyOf(setValues);
        firstParty = List.copyOf(firstParty);
    }

    /** A first installation of a chart without third-party dependencies. */
    public ChartRequest(
            Path chart,
            String releaseName,
            String namespace,
            String kubeVersion,
            KnownApis apis,
            List<Path> valuesFiles,
            List<SetValue> setValues,
            boolean includeCrds,
            boolean includeTestHooks,
            List<String> firstParty,
            Workspace workspace) {
        this(
                chart,
                releaseName,
                namespace,
                kubeVersion,
                apis,
                valuesFiles,
                setValues,
                includeCrds,
                includeTestHooks,
                firstParty,
                ThirdPartyCharts.NONE,
                INSTALLATION,
                workspace);
    }

    /** The same with more values, which win over the others. */
    public ChartRequest with(List<SetValue> more) {
        var all = new ArrayList<>(setValues);
        all.addAll(more);
        return withOnly(all);
    }

    /** The same with other values beside those of the files. */
    public ChartRequest withOnly(List<SetValue> values) {
        return with(values, revision);
    }

    /** Whether it renders an upgrade at another time. */
    public boolean isAtAnotherTime() {
        return revision == UPGRADE_AT_ANOTHER_TIME;
    }

    /** Whether it renders what {@code helm upgrade} applies. */
    public boolean isUpgrade() {
        return revision > INSTALLATION;
    }

    /**
     * The same, rendered as an upgrade.
     *
     * @param upgraded its revision
     */
    public ChartRequest asUpgrade(int upgraded) {
        return with(setValues, upgraded);
    }

    private ChartRequest with(List<SetValue> values, int other) {
        return new ChartRequest(
                chart,
                releaseName,
                namespace,
                kubeVersion,
                apis,
                valuesFiles,
                values,
                includeCrds,
                includeTestHooks,
                firstParty,
                thirdParty,
                other,
                workspace);
    }
}
