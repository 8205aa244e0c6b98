package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.ChartLine.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third-party chart answers for what its objects do together, not for what objects of the repository add to or take from them. */
class JointDebtTest {
    private static final String READS_SECRETS = "rbac/read-secrets";
    private static final String POWERFUL_POD = "rbac/powerful-service-account-pod";
    private static final String ISOLATED = "network/network-policy-present";
    private static final String SELECTORS = "network/unique-service-selectors";

    private static final String NAME = "{{ .Values.fullnameOverride | default \"cache\" }}";
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "%s"}
            rules:
              - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
            """.formatted(NAME);
    private static final String BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: "%1$s"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "%2$s"}
            subjects:
              - {kind: ServiceAccount, name: "%3$s", namespace: shop}
            """;
    private static final String POD = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: worker, namespace: shop}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: "%s", labels: {app: cache}}
            spec:
              serviceAccountName: worker
              containers: [{name: cache, image: registry.example/cache:1.0.0}]
            """.formatted(NAME);
    private static final String NETWORK_POLICY = """
            {{ if .Values.isolate }}
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: cache}
            spec: {podSelector: {matchLabels: {app: %s}}, policyTypes: [Ingress]}
            {{ end }}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: "%s"}
            spec: {selector: {app: cache}, ports: [{port: 80}]}
            """;

    @TempDir
    private Path folder;

    private String sources = "[{chart: shop}]";

    @BeforeEach
    void makeARepository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        write("shop/Chart.yaml", """
                apiVersion: v2
                name: shop
                version: 1.0.0
                dependencies:
                  - {name: cache, version: 18.x, repository: "https://charts.example"}
                """);
        write("shop/charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 18.1.0\n");
        cache("values.yaml", "bind: true\nisolate: true\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void cache(String path, String text) throws IOException {
        write("shop/charts/cache/" + path, text);
    }

    private void shop(String path, String text) throws IOException {
        write("shop/" + path, text);
    }

    private Finding only(String policy) throws Exception {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: recommended
                thirdParty: [shop/charts/cache]
                environments: {prod: {namespace: shop}}
                sources: %s
                policies: {%s: {}, %s: {}, %s: {}}
                """.formatted(sources, POWERFUL_POD, ISOLATED, SELECTORS));
        Evaluation evaluation = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        List<Finding> found = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals(policy))
                .filter(finding -> finding.occurrences().get(0).origin().chart() != null)
                .toList();
        assertThat(found).as("%s", evaluation.findings()).hasSize(1);
        return found.get(0);
    }

    private void isDebt(String policy) throws Exception {
        Finding finding = only(policy);
        assertThat(finding.suppression()).as("%s", finding).isNotNull();
        assertThat(finding.suppression().type()).isEqualTo(Suppression.Type.VENDOR);
        assertThat(finding.fails()).isFalse();
    }

    private void isOurs(String policy, Reach reach) throws Exception {
        Finding finding = only(policy);
        assertThat(finding.suppression()).as("%s", finding).isNull();
        assertThat(finding.location().path()).isEqualTo("shop/Chart.yaml");
        assertThat(finding.occurrences()).extracting(Occurrence::origin).allSatisfy(origin -> {
            ChartLine line = origin.chart();
            assertThat(line).isNotNull();
            assertThat(line.vendor()).isTrue();
            assertThat(line.reach()).isEqualTo(reach);
        });
    }

    private void isOurs(String policy) throws Exception {
        isOurs(policy, Reach.CAUSED);
    }

    @Test
    void aRoleThatTheChartBindsIsItsDebt() throws Exception {
        cache("templates/role.yaml", ROLE);
        cache(
                "templates/binding.yaml",
                "{{ if .Values.bind }}\n" + BINDING.formatted(NAME, NAME, "cache") + "{{ end }}\n");
        isDebt(READS_SECRETS);

        // whatever name values give it
        shop("values.yaml", "cache: {fullnameOverride: fast}\n");
        isDebt(READS_SECRETS);

        // and although the repository has bindings of its own
        shop("templates/mine.yaml", BINDING.formatted("mine", "view", "shop"));
        isDebt(READS_SECRETS);
    }

    @Test
    void aRoleOfTheChartThatTheRepositoryBindsIsNot() throws Exception {
        cache("templates/role.yaml", ROLE);
        shop("templates/mine.yaml", BINDING.formatted("mine", "cache", "shop"));
        isOurs(READS_SECRETS);
    }

    @Test
    void aBindingInAnotherSourceCountsLikeOneOfTheChart() throws Exception {
        cache("templates/role.yaml", ROLE);
        write("k8s/mine.yaml", BINDING.formatted("mine", "cache", "shop"));
        sources = "[{chart: shop}, {manifests: k8s}]";
        isOurs(READS_SECRETS);
    }

    /** Alone the chart binds the role, too; what binds it here is the repository's. */
    @Test
    void aBindingInThePlaceOfTheCharts() throws Exception {
        cache("templates/role.yaml", ROLE);
        cache(
                "templates/binding.yaml",
                "{{ if .Values.bind }}\n" + BINDING.formatted(NAME, NAME, "cache") + "{{ end }}\n");
        shop("values.yaml", "cache: {bind: false}\n");
        shop("templates/mine.yaml", BINDING.formatted("mine", "cache", "shop"));
        isOurs(READS_SECRETS);
    }

    @Test
    void aServiceAccountOfTheChartThatTheRepositoryMakesPowerful() throws Exception {
        cache("templates/pod.yaml", POD);
        shop("templates/mine.yaml", BINDING.formatted("mine", "cluster-admin", "worker"));
        isOurs(POWERFUL_POD);
    }

    @Test
    void aServiceAccountThatTheChartMakesPowerful() throws Exception {
        cache("templates/pod.yaml", POD);
        cache("templates/binding.yaml", BINDING.formatted(NAME, "cluster-admin", "worker"));
        isDebt(POWERFUL_POD);

        // the message names the binding, whose name values change
        shop("values.yaml", "cache: {fullnameOverride: fast}\n");
        isDebt(POWERFUL_POD);
    }

    @Test
    void aChartThatNeverHadANetworkPolicy() throws Exception {
        cache("templates/pod.yaml", POD);
        isDebt(ISOLATED);

        shop("templates/mine.yaml", NETWORK_POLICY.formatted("shop").replace(".Values.isolate", "true"));
        isDebt(ISOLATED);
    }

    @Test
    void aNetworkPolicyThatValuesSwitchOff() throws Exception {
        cache("templates/pod.yaml", POD);
        cache("templates/policy.yaml", NETWORK_POLICY.formatted("cache"));
        shop("values.yaml", "cache: {isolate: false}\n");
        isOurs(ISOLATED);
    }

    @Test
    void aNetworkPolicyThatValuesMakeSelectOthers() throws Exception {
        cache("templates/pod.yaml", POD);
        cache("templates/policy.yaml", NETWORK_POLICY.formatted("{{ .Values.app | default \"cache\" }}"));
        shop("values.yaml", "cache: {app: other}\n");
        isOurs(ISOLATED);
    }

    @Test
    void aServiceOfTheRepositoryThatTakesThePodsOfTheChart() throws Exception {
        cache("templates/service.yaml", SERVICE.formatted(NAME));
        shop("templates/mine.yaml", SERVICE.formatted("mine"));
        isOurs(SELECTORS);
    }

    @Test
    void aChartThatDoesNotRenderAlone() throws Exception {
        cache("templates/role.yaml", ROLE);
        cache("templates/binding.yaml", BINDING.formatted(NAME, NAME, "{{ required \"who\" .Values.who }}"));
        shop("values.yaml", "cache: {who: cache}\n");
        isOurs(READS_SECRETS, Reach.UNKNOWN);
    }

    /** What Helm writes and nobody can read is no proof. */
    @Test
    void aChartThatWritesAloneWhatCannotBeRead() throws Exception {
        cache("templates/role.yaml", ROLE);
        cache("templates/binding.yaml", BINDING.formatted(NAME, NAME, "cache"));
        cache("templates/broken.yaml", "{{ if not .Values.fine }}kind: [{{ end }}\n");
        shop("values.yaml", "cache: {fine: true}\n");
        isOurs(READS_SECRETS, Reach.UNKNOWN);
    }
}
