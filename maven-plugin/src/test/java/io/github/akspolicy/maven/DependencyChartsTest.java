package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ChartsLockUpdate;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.VendorDebt;
import io.github.akspolicy.report.Annotation;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.report.SarifReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can mend a line of a dependency decides whether it fails, and how often it is told. */
class DependencyChartsTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            profile: pss-restricted
            environments: {prod: {namespace: shop}}
            thirdParty: %s
            sources:
            """;
    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "{{ .Release.Name }}-%s"}
            spec:
              selector: {matchLabels: {app: x}}
              template:
                metadata: {labels: {app: x}}
                spec:
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: web
                      image: registry.example/web:1.0.0
                      securityContext:
                        capabilities: {drop: [ALL]}
            """;

    @TempDir
    private Path folder;

    private String thirdParty = "[]";

    @BeforeEach
    void makeARepository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Evaluation evaluate(String sources) throws Exception {
        write("aks-policy.yaml", String.format(CONFIGURATION, thirdParty) + sources);
        Evaluation evaluation = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation;
    }

    private void shop() throws IOException {
        thirdParty = "[shop/charts/cache]";
        write("shop/Chart.yaml", """
                apiVersion: v2
                name: shop
                version: 1.0.0
                dependencies:
                  - {name: cache, version: 18.x, repository: "oci://registry.example/charts"}
                """);
        write("shop/charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 18.1.0\n");
        write("shop/charts/cache/values.yaml", "escalate: true\n");
        write(
                "shop/charts/cache/templates/cache.yaml",
                String.format(WORKLOAD, "cache")
                        + "            privileged: true\n            allowPrivilegeEscalation: {{ .Values.escalate }}\n");
    }

    private static Finding only(Evaluation evaluation, String policy) {
        List<Finding> found = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals(policy))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void whatAValuesFileReachesFailsAndTheRestIsDebtOfTheVendor() throws Exception {
        shop();

        Evaluation evaluation = evaluate("  - chart: shop\n");

        Finding reached = only(evaluation, "pod/privilege-escalation");
        assertThat(reached.fails()).isTrue();
        assertThat(reached.location()).hasToString("shop/Chart.yaml:5:5");
        assertThat(FindingText.of(reached))
                .contains(
                        "values: cache.escalate",
                        "in a third-party chart: cache@18.1.0 templates/cache.yaml:16; your values file can set the value");
        Finding privileged = only(evaluation, "pod/privileged");
        assertThat(privileged.fails()).isFalse();
        assertThat(privileged.suppression()).isNotNull();
        assertThat(privileged.suppression().type()).isEqualTo(Suppression.Type.VENDOR);
        assertThat(evaluation.vendorDebt())
                .extracting(VendorDebt::text)
                .containsExactly("cache@18.1.0: 1 finding, the worst critical: pod/privileged");
        assertThat(EvaluationText.summary(evaluation))
                .anyMatch(line -> line.startsWith("  environment ") && line.endsWith("  third-party"))
                .contains(
                        "1 finding is suppressed: 0 exempt, 0 in the baseline, 1 in third-party charts; the reports list them",
                        "  third-party chart cache@18.1.0: 1 finding, the worst critical: pod/privileged");
        var sarif = new StringWriter();
        SarifReport.write(evaluation, sarif);
        assertThat(sarif.toString())
                .contains("third-party chart: it is in cache@18.1.0, where no values file reaches it");
    }

    /** What most charts offer and nobody has asked for is not written, and yet within reach. */
    @Test
    void whatAValuesFileCouldTurnOnFailsToo() throws Exception {
        shop();
        String template = String.format(WORKLOAD, "cache")
                .replace("      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}\n", "");
        write(
                "shop/charts/cache/templates/cache.yaml",
                template.replace(
                        "      containers:\n",
                        "      {{- with .Values.podSecurityContext }}\n"
                                + "      securityContext: {{- toYaml . | nindent 8 }}\n"
                                + "      {{- end }}\n"
                                + "      containers:\n"));
        Finding offered = only(evaluate("  - chart: shop\n"), "pod/run-as-non-root");

        assertThat(offered.fails()).isTrue();
        assertThat(FindingText.of(offered))
                .contains("values: cache.podSecurityContext.runAsNonRoot", "your values file can set the value");

        write("shop/charts/cache/templates/cache.yaml", template);
        Finding silent = only(evaluate("  - chart: shop\n"), "pod/run-as-non-root");
        assertThat(silent.suppression()).isNotNull();
        assertThat(silent.suppression().type()).isEqualTo(Suppression.Type.VENDOR);
    }

    @Test
    void theUsersOwnValueIsTheUsersLine() throws Exception {
        shop();
        write("shop/prod.yaml", "cache:\n  escalate: true\n");

        Evaluation evaluation = evaluate("  - {chart: shop, values: [prod.yaml]}\n");

        assertThat(only(evaluation, "pod/privilege-escalation").location()).hasToString("shop/prod.yaml:2:3");
        assertThat(only(evaluation, "pod/privileged").fails()).isFalse();
    }

    @Test
    void onlyDebtFailsNothingUnlessThePolicyIsToFail() throws Exception {
        shop();
        write("shop/prod.yaml", "cache:\n  escalate: false\n");
        String sources = "  - {chart: shop, values: [prod.yaml]}\n";

        assertThat(evaluate(sources).outcome()).isEqualTo(Outcome.PASSED);
        Evaluation forced = evaluate(sources + "policies:\n  pod/privileged: {enforce: fail}\n");
        assertThat(forced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(forced.vendorDebt()).isEmpty();
    }

    @Test
    void anExemptionOfAVendorComesFirst() throws Exception {
        shop();
        write("policy-exemptions.yaml", """
                schemaVersion: 1
                exemptions:
                  - policy: pod/privileged
                    kind: vendor
                    resource: Deployment/*
                    source: shop
                    reason: fixed in 19
                    owner: team-a
                    until: 2099-01-31
                """);

        Evaluation evaluation = evaluate("  - chart: shop\nexemptions: policy-exemptions.yaml\n");

        assertThat(only(evaluation, "pod/privileged").suppression().type()).isEqualTo(Suppression.Type.EXEMPTION);
        assertThat(evaluation.findings())
                .noneMatch(finding -> finding.policy().id().startsWith("exemption/"));
    }

    /** Nobody here has seen the annotation; what a values file says, somebody has. */
    @Test
    void aThirdPartyChartExemptsNothingByItself() throws Exception {
        shop();
        String annotation = "akspolicy.github.io/exempt.pod.privilege-escalation";
        write(
                "shop/charts/cache/templates/cache.yaml",
                String.format(WORKLOAD, "cache")
                                .replace(
                                        "metadata: {labels: {app: x}}",
                                        "metadata: {labels: {app: x}, annotations: {" + annotation
                                                + ": \"until=2099-01-31;owner=o;reason=r\"}}")
                        + "            allowPrivilegeEscalation: {{ .Values.escalate }}\n");

        Evaluation evaluation = evaluate("  - chart: shop\n");

        assertThat(only(evaluation, "pod/privilege-escalation").isOpen()).isTrue();
        assertThat(only(evaluation, "exemption/invalid").message())
                .isEqualTo(
                        "annotation " + annotation + ": exempts nothing: a third-party chart exempts nothing by itself:"
                                + " state it in the exemptions file");

        write(
                "shop/charts/cache/templates/cache.yaml",
                String.format(WORKLOAD, "cache")
                                .replace(
                                        "metadata: {labels: {app: x}}",
                                        "metadata:\n      labels: {app: x}\n      annotations: {{- toYaml .Values.podAnnotations | nindent 8 }}")
                        + "            allowPrivilegeEscalation: {{ .Values.escalate }}\n");
        write(
                "shop/values.yaml",
                "cache:\n  podAnnotations:\n    " + annotation + ": until=2099-01-31;owner=o;reason=r\n");

        Finding exempt = only(evaluate("  - chart: shop\n"), "pod/privilege-escalation");
        assertThat(exempt.suppression().at()).hasToString("shop/values.yaml:3:5");
    }

    /** Two charts with a copy each of the same library. */
    private void services() throws IOException {
        thirdParty = "[cart/charts/kit, order/charts/kit]";
        for (String service : List.of("cart", "order")) {
            write(service + "/Chart.yaml", String.format("""
                    apiVersion: v2
                    name: %s
                    version: 1.0.0
                    dependencies:
                      - {name: kit, version: 1.x, repository: "oci://registry.example/charts"}
                    """, service));
            write(service + "/charts/kit/Chart.yaml", "apiVersion: v2\nname: kit\ntype: library\nversion: 1.2.0\n");
            write(service + "/charts/kit/templates/_pod.tpl", """
                    {{- define "kit.security" -}}
                    allowPrivilegeEscalation: false
                    privileged: true
                    {{- end -}}
                    """);
            write(
                    service + "/templates/web.yaml",
                    String.format(WORKLOAD, service) + "            {{- include \"kit.security\" . | nindent 12 }}\n");
        }
    }

    private static List<String> keys(Evaluation evaluation) {
        return evaluation.findings().stream()
                .flatMap(finding -> finding.occurrences().stream())
                .map(Occurrence::key)
                .sorted()
                .toList();
    }

    @Test
    void aLineOfASharedChartIsOneFindingOfAllItsReleases() throws Exception {
        services();

        Evaluation apart = evaluate("  - chart: cart\n  - chart: order\n");
        Evaluation shared = evaluate("  - {chart: cart, firstParty: [kit]}\n  - {chart: order, firstParty: [kit]}\n");

        // what is not said to be own is the business of the line that includes it
        assertThat(apart.findings())
                .extracting(finding -> finding.location().path())
                .containsExactly("cart/templates/web.yaml", "order/templates/web.yaml");
        Finding finding = only(shared, "pod/privileged");
        assertThat(shared.findings()).hasSize(1);
        assertThat(finding.fails()).isTrue();
        assertThat(finding.location()).hasToString("cart/charts/kit/templates/_pod.tpl:3:1");
        assertThat(FindingText.of(finding))
                .contains("shared: kit@1.2.0 templates/_pod.tpl:3, in 2 releases: cart, order");
        // a baseline or a comparison knows each occurrence again, however it is told
        assertThat(keys(shared)).isEqualTo(keys(apart));
        var sarif = new StringWriter();
        SarifReport.write(shared, sarif);
        assertThat(sarif.toString())
                .contains("order/charts/kit/templates/_pod.tpl", "the same line of the shared chart");
    }

    @Test
    void anotherVersionIsAnotherLine() throws Exception {
        services();
        write("order/charts/kit/Chart.yaml", "apiVersion: v2\nname: kit\ntype: library\nversion: 1.3.0\n");

        assertThat(evaluate("  - {chart: cart, firstParty: [kit]}\n  - {chart: order, firstParty: [kit]}\n")
                        .findings())
                .hasSize(2);
    }

    @Test
    void oneReleaseOfASharedLineCanBeExempt() throws Exception {
        services();
        write("policy-exemptions.yaml", """
                schemaVersion: 1
                exemptions:
                  - policy: pod/privileged
                    kind: risk-accepted
                    resource: Deployment/*
                    source: order
                    reason: it goes away
                    owner: team-a
                    approvedBy: kim
                    until: 2099-01-31
                """);

        Evaluation evaluation = evaluate("""
                  - {chart: cart, firstParty: [kit]}
                  - {chart: order, firstParty: [kit]}
                exemptions: policy-exemptions.yaml
                """);

        assertThat(evaluation.open()).hasSize(1);
        assertThat(evaluation.suppressed()).hasSize(1);
        assertThat(FindingText.releases(evaluation.open().get(0))).isEqualTo("1 release: cart");
        assertThat(FindingText.releases(evaluation.suppressed().get(0))).isEqualTo("1 release: order");
    }

    private static final String LOCK = "aks-policy-charts.lock";

    private Verification configured() throws Exception {
        write("aks-policy.yaml", String.format(CONFIGURATION, "[]") + "  - chart: shop\n");
        return Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE);
    }

    @Test
    void aClaimedRepositoryFailsTheBuildUntilTheContentIsRecorded() throws Exception {
        shop();
        Finding claimed = only(configured().evaluate(Progress.NONE), "pod/privileged");
        assertThat(claimed.fails()).isTrue();
        assertThat(claimed.location().path()).isEqualTo("shop/charts/cache/templates/cache.yaml");
        assertThat(FindingText.of(claimed))
                .contains("cache@18.1.0 counts as your own chart", "run: aks-policy:charts-lock");
        assertThat(Annotation.of(claimed).lines()).anyMatch(line -> line.contains("aks-policy:charts-lock"));

        ChartsLockUpdate update = configured().chartsLock();
        assertThat(update.problems()).isEmpty();
        assertThat(update.refused()).isEmpty();
        write(LOCK, update.text());
        Finding recorded = only(configured().evaluate(Progress.NONE), "pod/privileged");
        assertThat(recorded.fails()).isFalse();
        assertThat(recorded.suppression()).isNotNull();
        assertThat(configured().chartsLock().text()).isEqualTo(Files.readString(folder.resolve(LOCK)));

        write("shop/charts/cache/templates/more.yaml", "");
        assertThat(only(configured().evaluate(Progress.NONE), "pod/privileged").fails())
                .isTrue();
    }

    @Test
    void aChartThatAPullRequestClaimsToHaveFetchedFailsWhereOnlyNewFindingsDo() throws Exception {
        shop();
        write(LOCK, configured().chartsLock().text());
        Evaluation base = configured().evaluate(Progress.NONE);
        String entries = Files.readString(folder.resolve("shop/Chart.yaml"));
        write(
                "shop/Chart.yaml",
                entries + "  - {name: evil, version: 1.0.0, repository: \"https://charts.example\"}\n");
        write("shop/charts/evil/Chart.yaml", "apiVersion: v2\nname: evil\nversion: 1.0.0\n");
        write(
                "shop/charts/evil/templates/evil.yaml",
                String.format(WORKLOAD, "evil") + "            privileged: true\n");

        Evaluation head = configured().evaluate(Progress.NONE).against(base, "main", "abc1234", true);

        assertThat(head.findings().stream()
                        .filter(finding ->
                                finding.fails() && finding.policy().id().equals("pod/privileged"))
                        .map(finding -> finding.location().path()))
                .containsExactly("shop/charts/evil/templates/evil.yaml");
    }

    @Test
    void aStrayChartIsNotRecorded() throws Exception {
        shop();
        write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        // without an entry an unpacked chart is the user's own as ever
        assertThat(configured().chartsLock().recorded()).isEmpty();
        assertThat(only(configured().evaluate(Progress.NONE), "pod/privileged").fails())
                .isTrue();
    }
}
