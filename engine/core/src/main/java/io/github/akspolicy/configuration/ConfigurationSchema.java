package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Shape.ByKey;
import io.github.akspolicy.configuration.Shape.ByType;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Flag;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Nothing;
import io.github.akspolicy.configuration.Shape.Shared;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ChartRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code aks-policy.yaml} may say, and the JSON Schema that tells editors so. */
public final class ConfigurationSchema {
    /** The only version of the format so far. */
    static final long VERSION = 1;

    static final String NEVER = "never";

    private static final String DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    static final Text NAMESPACE = Text.matching("a namespace: lower-case letters, digits and -", DNS_LABEL);
    static final Text ENVIRONMENT =
            Text.matching("a name of letters, digits, '.', '_' and '-'", "[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Text RELEASE = Text.matching(
            "a release name: at most 53 lower-case letters, digits, '-' and '.'",
            "[a-z0-9]([a-z0-9.-]{0,51}[a-z0-9])?");
    private static final Text KUBE_VERSION = Text.matching(
            "a Kubernetes version such as \"1.32.0\"", "v?[0-9]+\\.[0-9]+(\\.[0-9]+)?([-+][0-9A-Za-z.+-]+)?");
    static final Text PATH = Text.of("a path");
    private static final Shape FLAG = new Flag();

    private ConfigurationSchema() {}

    /**
     * The JSON Schema (draft 2020-12) of a configuration file.
     *
     * @param known the policies that it may name
     */
    public static String json(Collection<? extends Policy> known) {
        return SchemaWriter.write(shape(KnownPolicies.of(known)), "aks-policy.yaml");
    }

    /** Whether a word can be the name of a Helm release. */
    static boolean isReleaseName(String word) {
        return RELEASE.pattern() != null && RELEASE.pattern().matcher(word).matches();
    }

    static Shape shape(KnownPolicies known) {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "schemaVersion",
                new Described(new Whole(VERSION, VERSION), "The version of this file's format: 1.", null));
        keys.put(
                "profile",
                new Described(
                        new Word(List.copyOf(known.profiles().keySet())),
                        "The list of policies that are on unless policies says otherwise.",
                        "recommended"));
        keys.put("environments", environments());
        keys.put("sources", sources());
        keys.put(
                "thirdParty",
                new Described(
                        Items.of(PATH),
                        "Folders and archives of dependencies that count as third-party whatever they hold; others need a"
                                + " digest in aks-policy-charts.lock: see docs/exemptions.md.",
                        null));
        keys.put("podTemplates", podTemplates());
        keys.put(
                "policyFiles",
                new Described(
                        Items.of(PATH),
                        "Policies written as files, or folders with *.policy.yaml; on unless policies says otherwise.",
                        null));
        keys.put("policies", PolicySettingsSchema.policies(known));
        keys.put("exemptions", new Described(PATH, "A file of reasoned exceptions: see docs/exemptions.md.", null));
        keys.put(
                "baseline",
                new Described(
                        PATH, "A file of known findings, written by " + CommandText.command("baseline") + ".", null));
        keys.put("rbacBudget", new Described(PATH, "A file that limits who may do what: see docs/access.md.", null));
        keys.put(
                "principals",
                new Described(
                        Items.of(PATH),
                        "The groups and identities of the tenant: the JSON of az ad group list, az ad sp list --all, az ad user list.",
                        null));
        keys.put("images", ImageSettings.shape());
        keys.put("failOn", new Described(threshold(), "Findings of this severity or worse fail.", "high"));
        keys.put(
                "unknown",
                new Described(
                        threshold(),
                        "Values known only at deployment fail if their policy has this severity or a worse one.",
                        "high"));
        keys.put(
                "asOf",
                new Described(
                        DateSettings.AS_OF_SHAPE,
                        "The day that dated facts are evaluated for, such as the end of a Kubernetes version; that of the"
                                + " commit when left out, and that of the run where there is no git.",
                        null));
        keys.put(
                "warnDays",
                new Described(
                        DateSettings.WARN_DAYS_SHAPE,
                        "How many days ahead the end of a version or part is announced, as a finding of low severity.",
                        ReferenceDate.DEFAULT_WARN_DAYS));
        keys.put("placeholders", PlaceholderSettings.shape());
        keys.put("context", ContextSchema.context());
        keys.put("require", ContextSchema.require());
        keys.put("gate", GateSettings.shape());
        keys.put("limits", limits());
        return new Keys("key", keys, Set.of("schemaVersion", "sources"));
    }

    private static Shape environments() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("namespace", new Described(NAMESPACE, "The namespace that sources without one deploy to.", null));
        keys.put(
                "kubeVersion",
                new Described(
                        KUBE_VERSION,
                        "The Kubernetes version that charts are rendered for and policies evaluate, in quotes; that of the"
                                + " cluster's definition when left out.",
                        ChartRequest.DEFAULT_KUBE_VERSION));
        keys.put(
                "capabilities",
                new Described(
                        new Word(List.of(EnvironmentSettings.AKS, EnvironmentSettings.HELM)),
                        "The content of .Capabilities.APIVersions in charts: the APIs that an AKS cluster of that version serves, or those that helm template knows.",
                        EnvironmentSettings.AKS));
        keys.put(
                "apiVersions",
                new Described(
                        Items.of(Text.of("an API version")),
                        "Entries added to .Capabilities.APIVersions, such as those of custom resources.",
                        null));
        Items files = Items.of(PATH);
        keys.put(
                "cluster",
                new Described(
                        new ByType(List.of(PATH, files)),
                        "The definition of the cluster, and others of its registry and roles: as a source cluster has it.",
                        null));
        keys.put("variants", variants());
        keys.put("placeholders", PlaceholderSettings.ofEnvironment());
        keys.put("context", ContextSchema.context());
        keys.put("require", ContextSchema.require());
        Shape environment = new ByType(List.of(new Keys("key", keys, Set.of()), new Nothing()));
        return new Described(
                new Entries(ENVIRONMENT, environment), "The targets of deployment, such as dev and prod.", null);
    }

    private static Shape sources() {
        Shape environments =
                new Described(Items.of(ENVIRONMENT), "The environments it is deployed to; all by default.", null);
        Shape name = new Described(RELEASE, "The release name; by default the last part of the path.", null);
        Shape namespace = new Described(NAMESPACE, "The namespace; by default that of the environment.", null);

        var chart = new LinkedHashMap<String, Shape>();
        chart.put("chart", new Described(PATH, "A Helm chart: a folder or a .tgz.", null));
        chart.put("name", name);
        chart.put("environments", environments);
        chart.put("namespace", namespace);
        Items files = Items.of(PATH);
        chart.put(
                "values",
                new Described(
                        new ByType(List.of(files, new Entries(ENVIRONMENT, files))),
                        "Values files, later ones win: one list for all environments, or a list for each. A path is"
                                + " looked up beside this file and in the chart.",
                        null));
        chart.put("set", set("Values as --set has them"));
        chart.put("setString", set("Values as --set-string has them"));
        chart.put("setJson", set("Values as --set-json has them"));
        chart.put("setFile", set("Paths whose content is a value, as --set-file has them"));
        chart.put(
                "provided",
                new Described(
                        Items.of(Text.of("a values key")),
                        "Values keys that the pipeline sets at deployment: their effect is unknown here.",
                        null));
        chart.put("includeCrds", new Described(FLAG, "Whether the folder crds/ belongs to the release.", true));
        chart.put("testHooks", new Described(FLAG, "Whether hooks of helm test belong to the release.", false));
        chart.put(
                "firstParty",
                new Described(
                        Items.of(Text.of("the name of a dependency")),
                        "Your own dependencies from a repository: a finding in one fails at its line, once for all releases that share it.",
                        null));
        chart.put("variants", variants());

        var manifests = new LinkedHashMap<String, Shape>();
        manifests.put(
                "manifests", new Described(PATH, "A folder of .yaml, .yml and .json files, or one such file.", null));
        manifests.put("name", name);
        manifests.put("environments", environments);
        manifests.put("namespace", namespace);
        manifests.put(
                "include",
                new Described(
                        Items.of(Text.of("a pattern")),
                        "Patterns such as **/*-deployment.yaml of the files below the folder that are deployed; all"
                                + " when left out.",
                        null));
        manifests.put(
                "exclude",
                new Described(
                        Items.of(Text.of("a pattern")),
                        "Patterns such as drafts/** of files below the folder that are not deployed.",
                        null));

        var cluster = new LinkedHashMap<String, Shape>();
        cluster.put(
                "cluster",
                new Described(
                        PATH,
                        "A definition of the cluster and its parts: an ARM template, a Bicep file, a plan of terraform show -json, or the answer of az aks show -o json.",
                        null));
        cluster.put("name", name);
        cluster.put("environments", environments);
        cluster.put(
                "parameters",
                new Described(
                        new ByType(List.of(files, new Entries(ENVIRONMENT, files))),
                        "Parameter files of the template, later ones win: one list for all environments, or a list for"
                                + " each.",
                        null));
        cluster.put(
                "bicepCompiler",
                new Described(
                        FLAG,
                        "Whether the bicep of the path compiles a definition in Bicep, which is read as it is written"
                                + " otherwise: needed for modules of registries.",
                        false));

        var terraform = new LinkedHashMap<String, Shape>();
        terraform.put(
                "terraform",
                new Described(
                        PATH,
                        "A folder that terraform runs in: what its files come to is evaluated, with the modules that"
                                + " are in the repository.",
                        null));
        terraform.put("name", name);
        terraform.put("environments", environments);
        terraform.put(
                "vars",
                new Described(
                        new ByType(List.of(files, new Entries(ENVIRONMENT, files))),
                        "Files as with -var-file, later ones win: one list for all environments, or a list for each. Files that terraform reads automatically need not be named.",
                        null));

        var kubeconfig = new LinkedHashMap<String, Shape>();
        kubeconfig.put("kubeconfig", new Described(PATH, "A kubeconfig file.", null));
        kubeconfig.put("name", name);
        kubeconfig.put("environments", environments);

        var alternatives = new LinkedHashMap<String, Keys>();
        alternatives.put("chart", new Keys("key", chart, Set.of("chart")));
        alternatives.put("manifests", new Keys("key", manifests, Set.of("manifests")));
        alternatives.put("cluster", new Keys("key", cluster, Set.of("cluster")));
        alternatives.put("terraform", new Keys("key", terraform, Set.of("terraform")));
        alternatives.put("kubeconfig", new Keys("key", kubeconfig, Set.of("kubeconfig")));
        return new Described(
                new Items(new ByKey(alternatives), false),
                "What is evaluated: charts and plain manifests, definitions of clusters, kubeconfig files.",
                null);
    }

    private static Shape variants() {
        return new Described(
                new Items(new Word(List.of(EnvironmentSettings.INSTALL, EnvironmentSettings.UPGRADE)), false),
                "How a chart is rendered: as a first installation always, and with upgrade also as the upgrade of a release.",
                EnvironmentSettings.INSTALL);
    }

    private static Shape podTemplates() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "apiGroup",
                new Described(
                        Text.matching("an API group such as apps.contoso.com", "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"),
                        "The API group of the kind: its apiVersion without the version.",
                        null));
        keys.put(
                "kind",
                new Described(Text.matching("a kind such as Worker", "[A-Z][A-Za-z0-9]{0,62}"), "The kind.", null));
        keys.put(
                "path",
                new Described(
                        Text.matching(
                                "a path such as spec.template or spec.jobs[*].template", PodTemplates.PATH.pattern()),
                        "The path of a pod template, or of a bare pod specification; [*] stands for each item of a list.",
                        null));
        keys.put(
                "optional",
                new Described(FLAG, "Whether an object without a pod template at that place is accepted.", false));
        return new Described(
                Items.of(new Keys("key", keys, Set.of("apiGroup", "kind", "path"))),
                "Your own kinds that carry pods; those of Kubernetes, Argo Rollouts, KEDA, Knative and JobSet are"
                        + " known.",
                null);
    }

    private static Shape set(String what) {
        Shape scalar = new Shared("setValue", new ByType(List.of(Text.ANY, FLAG, Whole.ANY, new Nothing())));
        return new Described(
                new Entries(
                        Text.of("a values key"),
                        new ByType(List.of(scalar, new Entries(Text.of("a values key"), scalar)))),
                what + ", for all environments, or below the name of one.",
                null);
    }

    private static Shape limits() {
        Map<String, Shape> keys = new LinkedHashMap<>();
        ReadLimits most = ReadLimits.DEFAULT;
        keys.put("maxCharacters", limit("Characters of one manifest file.", most.maxCharacters(), Integer.MAX_VALUE));
        // deeper trees would not fit the stack of those who walk them
        keys.put("maxDepth", limit("Nesting of mappings and lists.", most.maxDepth(), 1_000));
        keys.put("maxAliasNodes", limit("Nodes that aliases add to a document.", most.maxAliasNodes(), 100_000_000));
        keys.put("maxDocuments", limit("Documents of one manifest file.", most.maxDocuments(), Integer.MAX_VALUE));
        return new Described(
                new Keys("key", keys, Set.of()), "Limits that real manifests never meet and hostile ones do.", null);
    }

    private static Shape limit(String description, int usual, int most) {
        return new Described(new Whole(1, most), description, (long) usual);
    }

    private static Shape threshold() {
        return new Shared("threshold", new Word(thresholds()));
    }

    /** The words for {@code failOn}. */
    static List<String> thresholds() {
        var words = new ArrayList<>(PolicySettingsSchema.severities());
        words.add(NEVER);
        return List.copyOf(words);
    }
}
