package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SetValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration comes to: which releases are rendered with what, and which policies judge them how. */
class VerificationTest {
    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
    }

    @Test
    void everySourceInEachOfItsEnvironments() {
        Verification verification = folder.load("""
                schemaVersion: 1
                environments: {dev: {namespace: store-dev}, prod: {namespace: store}}
                sources:
                  - chart: deploy/store
                    name: shop
                  - manifests: k8s
                    environments: [prod]
                """);
        assertThat(verification.environments()).containsExactly("dev", "prod");
        assertThat(verification.releases())
                .containsExactly(
                        new ReleaseId("dev", "deploy/store", "shop"),
                        new ReleaseId("prod", "deploy/store", "shop"),
                        new ReleaseId("prod", "k8s", "k8s"));
        assertThat(RecordingRenderer.requests(folder))
                .as("nothing is rendered yet")
                .isEmpty();
        assertThat(verification.evaluate(Progress.NONE).problems()).isEmpty();
        assertThat(RecordingRenderer.requests(folder)).hasSize(2);
    }

    /** Installed and upgraded; the environment with another namespace is another request. */
    @Test
    void environmentsThatDifferInTheirNameAloneShareWhatIsRendered() throws ConfigurationException {
        Evaluation evaluation = folder.load("""
                schemaVersion: 1
                environments: {dev: {namespace: store}, staging: {namespace: store}, prod: {namespace: store-prod}}
                sources: [{chart: deploy/store, variants: [install, upgrade]}]
                """).evaluate(Progress.NONE);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().releases())
                .hasSize(6)
                .allSatisfy(release -> assertThat(release.resources()).hasSize(1));
        assertThat(RecordingRenderer.requests(folder).stream()
                        .map(request -> request.namespace() + (request.isUpgrade() ? " upgraded" : "")))
                .containsExactly("store", "store upgraded", "store-prod", "store-prod upgraded");
    }

    @Test
    void oneEnvironmentOnly() throws ConfigurationException {
        String configuration = """
                schemaVersion: 1
                environments: {dev: , prod: }
                sources: [{manifests: k8s}]
                """;
        Verification prod = folder.load(configuration, ConfigurationFolder.EXAMPLES.environments(List.of("prod")));
        assertThat(prod.environments()).containsExactly("prod");
        assertThat(prod.releases()).containsExactly(new ReleaseId("prod", "k8s", "k8s"));
        Verification both = folder.load(configuration);
        assertThat(both.evaluate("dev", Progress.NONE).ledger().releases()).hasSize(1);
        assertThatThrownBy(() -> both.evaluate("test", Progress.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The two places where a values file may lie, and the order in which Helm lets later ones win. */
    @Test
    void chartIsRenderedWithWhatIsConfigured() {
        folder.file("shared-values.yaml", "{}\n").file("ca.pem", "x");
        folder.evaluate("""
                schemaVersion: 1
                environments:
                  dev: {namespace: store-dev, kubeVersion: "1.31", apiVersions: [monitoring.coreos.com/v1]}
                  prod: {capabilities: helm}
                sources:
                  - chart: deploy/store
                    values: {dev: [shared-values.yaml, values-dev.yaml], prod: [values-prod.yaml]}
                    set:
                      dev: {replicas: 1, debug: true}
                      region: westeurope
                      nothing: null
                    setFile: {ca: ca.pem}
                    setJson: {tolerations: "[]"}
                    setString: {prod: {port: "80"}}
                    includeCrds: false
                    testHooks: true
                    firstParty: [library]
                """);
        assertThat(RecordingRenderer.requests(folder)).hasSize(2);
        ChartRequest dev = request("store-dev");
        assertThat(dev.kubeVersion()).isEqualTo("v1.31.0");
        assertThat(dev.apis()).isEqualTo(KnownApis.ofAks("v1.31.0", List.of("monitoring.coreos.com/v1")));
        assertThat(dev.chart()).isEqualTo(folder.path("deploy/store"));
        assertThat(dev.valuesFiles())
                .containsExactly(folder.path("shared-values.yaml"), folder.path("deploy/store/values-dev.yaml"));
        assertThat(dev.setValues().stream().map(VerificationTest::shown))
                .containsExactly(
                        "SET_JSON tolerations=[] at 13",
                        "SET region=westeurope at 10",
                        "SET nothing=null at 11",
                        "SET_FILE ca=" + folder.path("ca.pem") + " at 12",
                        "SET replicas=1 at 9",
                        "SET debug=true at 9");
        assertThat(dev.includeCrds()).isFalse();
        assertThat(dev.includeTestHooks()).isTrue();
        assertThat(dev.firstParty()).containsExactly("library");
        ChartRequest prod = request("default");
        assertThat(prod.kubeVersion()).isEqualTo(ChartRequest.DEFAULT_KUBE_VERSION);
        assertThat(prod.apis()).as("capabilities: helm").isEqualTo(KnownApis.ofHelm(List.of()));
        assertThat(prod.valuesFiles()).containsExactly(folder.path("deploy/store/values-prod.yaml"));
        assertThat(prod.setValues().stream().map(VerificationTest::shown))
                .containsExactly(
                        "SET_JSON tolerations=[] at 13",
                        "SET region=westeurope at 10",
                        "SET nothing=null at 11",
                        "SET_FILE ca=" + folder.path("ca.pem") + " at 12",
                        "SET_STRING port=80 at 14");
    }

    private ChartRequest request(String namespace) {
        return RecordingRenderer.requests(folder).stream()
                .filter(request -> request.namespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    private static String shown(SetValue set) {
        return set.type() + " " + set.key() + "=" + set.value() + " at "
                + set.at().line();
    }

    @Test
    void oneListOfValuesIsForAllEnvironments() {
        folder.evaluate("""
                schemaVersion: 1
                environments: {dev: {namespace: a}, prod: {namespace: b}}
                sources: [{chart: deploy/store, values: [values-prod.yaml], namespace: own}]
                """);
        assertThat(RecordingRenderer.requests(folder))
                .as("both ask for the same")
                .hasSize(1)
                .allMatch(request -> request.namespace().equals("own"))
                .allMatch(
                        request -> request.valuesFiles().equals(List.of(folder.path("deploy/store/values-prod.yaml"))));
    }

    @Test
    void configurationBelowTheRootOfTheRepository() throws ConfigurationException {
        folder.file("apps/web/aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: ../../deploy/store}]\n");
        Verification verification =
                Verification.load(folder.path("apps/web/aks-policy.yaml"), ConfigurationFolder.EXAMPLES);
        assertThat(verification.workspace().root()).isEqualTo(folder.root());
        assertThat(verification.releases()).containsExactly(new ReleaseId("default", "deploy/store", "store"));
    }

    @Test
    void includeAndExclude() {
        folder.file("k8s/drafts/broken.yaml", "{{ no yaml")
                .file("k8s/base/a-deployment.yaml", ConfigurationFolder.CONFIG_MAP.replace("plain", "a"))
                .file("k8s/b-deployment.yaml", ConfigurationFolder.CONFIG_MAP.replace("plain", "b"))
                .file("k8s/chart/Chart.yaml", "name: chart\n");
        assertThat(resources("exclude: [drafts/**, chart]")).containsExactlyInAnyOrder("plain", "a", "b");
        assertThat(resources("exclude: [drafts/, '**/chart']")).containsExactlyInAnyOrder("plain", "a", "b");
        assertThat(resources("include: ['**/*-deployment.yaml']")).containsExactlyInAnyOrder("a", "b");
        assertThat(resources("include: ['*.yaml', 'base/*'], exclude: [b-*.yaml]"))
                .containsExactlyInAnyOrder("plain", "a");
        assertThat(problems("include: ['*.yaml', '*.yml']"))
                .containsExactly("aks-policy.yaml:2:48: no manifest in k8s matches the pattern \"*.yml\""
                        + " (patterns are relative to that folder; exclude wins over include)");
        assertThat(problems("include: ['**']"))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("k8s/chart is a Helm chart among plain manifests"))
                .anyMatch(problem -> problem.startsWith("k8s/drafts/broken.yaml:1:"));
    }

    /** The JDK's matcher takes longer than the universe is old for each of these. */
    @Test
    void patternsOfWildcardsTakeNoTime() {
        String name = "a".repeat(100);
        folder.file("k8s/" + name + "/" + name + ".yaml", ConfigurationFolder.CONFIG_MAP.replace("plain", "kept"));

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(resources("exclude: ['" + "*a".repeat(40) + "b/**', '" + "**/*".repeat(40) + "b']"))
                    .containsExactlyInAnyOrder("plain", "kept");
            assertThat(resources("include: ['{" + "*a".repeat(40) + "b," + "**a".repeat(40) + "*}', '*.yaml']"))
                    .containsExactlyInAnyOrder("plain", "kept");
        });
    }

    private List<String> resources(String settings) {
        var evaluation = folder.evaluate("schemaVersion: 1\nsources: [{manifests: k8s, " + settings + "}]\n");
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.ledger().releases().get(0).resources().stream()
                .map(resource -> resource.id().name())
                .toList();
    }

    private List<String> problems(String settings) {
        return ConfigurationFolder.problemsOf(
                folder.evaluate("schemaVersion: 1\nsources: [{manifests: k8s, " + settings + "}]\n"));
    }

    /** The folder around a chart that is a source of its own, and around the configuration file itself. */
    @Test
    void whatIsASourceOfItsOwnIsNotReadTwice() {
        var evaluation = folder.evaluate("schemaVersion: 1\nsources: [{manifests: .}, {chart: deploy/store}]\n");
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().releases())
                .allMatch(release -> release.resources().size() == 1);
    }

    @Test
    void policiesOfTheProfileAndOfTheConfiguration() {
        assertThat(active("")).containsExactly("label/cost-center high {}");
        assertThat(active("policies: {label/team: on}\n"))
                .containsExactly("label/cost-center high {}", "label/team low {}");
        assertThat(active("policies: {label/team: {severity: critical}, label/cost-center: off}\n"))
                .containsExactly("label/team critical {}");
        assertThat(active("policies: {label/team: false, label/costs: {parameters: {most: 2}}}\n"))
                .containsExactly("label/cost-center high {most=2}");
        assertThat(active("profile: all\n")).containsExactly("label/cost-center high {}", "label/team low {}");
    }

    private List<String> active(String rest) {
        return folder.load("schemaVersion: 1\nsources: [{manifests: k8s}]\n" + rest).policies().stream()
                .map(policy -> policy.id() + " " + policy.severity() + " "
                        + policy.parameters().explicit())
                .toList();
    }

    /** A profile may deviate from the defaults, and the configuration from the profile. */
    @Test
    void settingsOfProfileAndConfigurationCombine() {
        Verification verification = folder.load("""
                schemaVersion: 1
                profile: contoso
                sources: [{manifests: k8s}]
                policies:
                  label/cost-center:
                    parameters: {strict: true, kinds: [Job], names: [a, b], mode: azure, owner: ''}
                """);
        ActivePolicy policy = verification.policies().get(0);
        assertThat(policy.parameters().get(ExamplePolicies.MOST)).isEqualTo(3);
        assertThat(policy.parameters().get(ExamplePolicies.KINDS)).isEqualTo(Set.of("Job"));
        assertThat(policy.parameters().get(ExamplePolicies.STRICT)).isTrue();
        assertThat(policy.parameters().get(ExamplePolicies.NAMES)).containsExactly("a", "b");
        assertThat(policy.parameters().get(ExamplePolicies.MODE)).isEqualTo("azure");
        assertThat(policy.parameters().get(ExamplePolicies.OWNER)).isEmpty();
    }

    @Test
    void thresholdsAndOverrides() {
        String configuration = "schemaVersion: 1\nfailOn: low\nunknown: never\nsources: [{manifests: k8s}]\n";
        Verification configured = folder.load(configuration);
        assertThat(configured.thresholds().failOn()).isEqualTo(Severity.LOW);
        assertThat(configured.thresholds().unknown()).isNull();
        Verification overridden = folder.load(
                configuration, ConfigurationFolder.EXAMPLES.failOn("never").profile("all"));
        assertThat(overridden.thresholds().failOn()).isNull();
        assertThat(overridden.policies()).hasSize(2);
    }

    @Test
    void addedPoliciesAreOn() throws ConfigurationException {
        Verification verification = folder.load(
                "schemaVersion: 1\nsources: [{manifests: k8s}]\n",
                ConfigurationFolder.EXAMPLES.classLoader(ConfigurationFolder.without("PolicyProvider")));
        assertThat(verification.policies()).isEmpty();
        Verification more = verification.withPolicies(List.of(ExamplePolicies.TEAM));
        assertThat(more.policies()).extracting(ActivePolicy::id).containsExactly("label/team");
        assertThat(more.evaluate(Progress.NONE).findings()).hasSize(1);
        assertThat(more.explain()).contains("label/team (low)").contains("added by a test");
    }

    // what was not judged is not green

    @Test
    void sourceWithoutResourceIsAProblem() {
        folder.folder("nothing").file("deploy/empty/Chart.yaml", "name: empty\n");
        assertThat(ConfigurationFolder.problemsOf(folder.evaluate("""
                        schemaVersion: 1
                        environments: {dev: , prod: }
                        sources:
                          - manifests: nothing
                          - manifests: k8s
                          - chart: deploy/empty
                        """)))
                .containsExactly(
                        "aks-policy.yaml:4:5: manifests nothing yields no resource: nothing was evaluated"
                                + " (name a folder with .yaml, .yml or .json manifests)",
                        "aks-policy.yaml:6:5: chart deploy/empty yields no resource: nothing was evaluated"
                                + " (give it the values that turn something on, or list under environments where it is"
                                + " deployed)");
    }

    @Test
    void noPolicyIsAProblem() {
        assertThat(ConfigurationFolder.problemsOf(folder.evaluate(
                        "schemaVersion: 1\npolicies: {label/cost-center: off}\nsources: [{manifests: k8s}]\n")))
                .containsExactly("no policy is on: nothing was evaluated (choose a profile, turn policies on, or add"
                        + " io.github.akspolicy:aks-policy-policies to the class path)");
    }

    @Test
    void limitsOfTheConfigurationHold() {
        assertThat(ConfigurationFolder.problemsOf(folder.evaluate(
                        "schemaVersion: 1\nsources: [{manifests: k8s}]\nlimits: {maxCharacters: 10}\n")))
                .singleElement()
                .asString()
                .startsWith("k8s/config.yaml:1:1: ")
                .contains("10 characters");
    }

    @Test
    void explainSaysWhatWonAndWhy() {
        Verification verification = folder.load("""
                schemaVersion: 1
                profile: contoso
                environments:
                  dev: {namespace: store-dev}
                  prod: {kubeVersion: "1.33.1", capabilities: helm, apiVersions: [a/v1]}
                sources:
                  - chart: deploy/store
                    values: {dev: [values-dev.yaml]}
                    set: {password: "canary-7391", dev: {a: b}}
                    provided: [image.tag]
                  - manifests: k8s
                    environments: [prod]
                    exclude: [drafts/**]
                policies:
                  label/cost-center: {severity: low, parameters: {kinds: [Job]}}
                """, ConfigurationFolder.EXAMPLES.failOn("medium"));
        String explained = verification.explain().replaceFirst("asOf: \\d{4}-\\d\\d-\\d\\d", "asOf: 2026-11-29");
        assertThat(explained).doesNotContain("canary").isEqualTo("""
                        configuration: aks-policy.yaml
                        profile: contoso  aks-policy.yaml:2:10
                        failOn: medium    override -Daks-policy.failOn
                        unknown: high     default
                        asOf: 2026-11-29  the day of the run
                        warnDays: 90      default

                        environments
                          dev                                       aks-policy.yaml:4:3
                            namespace: store-dev                    aks-policy.yaml:4:20
                            kubeVersion: v1.35.0                    default
                            chart deploy/store as store             aks-policy.yaml:7:5
                              namespace: store-dev
                              values: deploy/store/values-dev.yaml  aks-policy.yaml:8:20
                              set: password                         aks-policy.yaml:9:11
                              set: a                                aks-policy.yaml:9:42
                              provided: image.tag                   aks-policy.yaml:7:5
                          prod                                      aks-policy.yaml:5:3
                            kubeVersion: v1.33.1                    aks-policy.yaml:5:23
                            capabilities: helm                      aks-policy.yaml:5:47
                            apiVersions: [a/v1]                     aks-policy.yaml:5:3
                            chart deploy/store as store             aks-policy.yaml:7:5
                              set: password                         aks-policy.yaml:9:11
                              provided: image.tag                   aks-policy.yaml:7:5
                            manifests k8s as k8s                    aks-policy.yaml:11:5
                              exclude: drafts/**                    aks-policy.yaml:13:15

                        policies that are on: 1
                          label/cost-center (low)           profile contoso, aks-policy.yaml:15:3
                            severity: low, by default high  aks-policy.yaml:15:23
                            kinds: [Job]                    aks-policy.yaml:15:51
                            most: 3                         profile contoso

                        policies that are off: 1
                          label/team  not in profile contoso
                        """);
    }
}
