package io.github.akspolicy.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull request may do to the gate that evaluates it, in a real repository: each way is reported, and fails. */
class GateTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            profile: pss-baseline
            failOn: high
            unknown: high
            environments:
              dev: {}
              prod: {require: [federatedCredentials]}
            require: []
            sources:
              - manifests: k8s
                exclude: [drafts/**]
              - manifests: tools
              - chart: deploy/shop
                values: {prod: [values-prod.yaml]}
                set: {region: west}
            policies:
              pod/privileged: {severity: critical}
              image/tag-not-latest: {enforce: [{mode: fail, environments: [prod], from: 2090-01-01}]}
              image/allowed-registries: {parameters: {allowedRegistries: [a.io, b.io]}}
              pod/host-namespaces: {parameters: {excludedNamespaces: [kube-system]}}
            exemptions: exemptions.yaml
            baseline: baseline.yaml
            gate: {maxDays: 36000}
            """;
    private static final String EXEMPTIONS = """
            schemaVersion: 1
            exemptions:
              - {policy: pod/privileged, resource: Pod/agent-*, reason: r, owner: o, approvedBy: k, until: 2080-01-01}
            """;
    private static final String BASELINE = """
            schemaVersion: 1
            findings:

              "pod/privileged|k8s|Pod/old|spec.containers[a].securityContext.privileged|": ["dev", "prod"]
            """;

    @TempDir
    private Path root;

    private Git git;

    @BeforeEach
    void base() throws Exception {
        git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
        write("aks-policy.yaml", CONFIGURATION);
        write("exemptions.yaml", EXEMPTIONS);
        write("baseline.yaml", BASELINE);
        write("k8s/old.yaml", pod("old", "true"));
        write("k8s/agent.yaml", pod("agent-1", "true"));
        write("tools/tool.yaml", pod("tool", "false"));
        write("deploy/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("deploy/shop/values.yaml", "privileged: false\nannotations: {}\n");
        write("deploy/shop/values-prod.yaml", "{}\n");
        write(
                "deploy/shop/templates/shop.yaml",
                pod("shop", "{{ .Values.privileged }}")
                        .replace("{name: shop}", "\n  name: shop\n  annotations: {{ toJson .Values.annotations }}"));
        write("pom.xml", pom("<failOn>high</failOn>"));
        commit("base");
        git.checkout().setCreateBranch(true).setName("change").call();
    }

    @AfterEach
    void close() {
        git.close();
    }

    private static String pod(String name, String privileged) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  containers:
                    - name: a
                      image: a.io/a:1
                      securityContext: {privileged: %s}
                """.formatted(name, privileged);
    }

    private static String pom(String configuration) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <properties>
                    <gate>false</gate>
                  </properties>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.github.akspolicy</groupId>
                        <artifactId>aks-policy-maven-plugin</artifactId>
                        <version>1</version>
                        <configuration>
                          %s
                        </configuration>
                        <executions>
                          <execution><goals><goal>verify</goal></goals></execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(configuration);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void configure(String from, String to) throws IOException {
        String before = Files.readString(root.resolve("aks-policy.yaml"));
        assertThat(before).contains(from);
        write("aks-policy.yaml", before.replace(from, to));
    }

    private void commit(String message) throws Exception {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        var person = new PersonIdent("test", "test@example.com");
        git.commit()
                .setMessage(message)
                .setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .call();
    }

    private Evaluation evaluate() throws Exception {
        return evaluate(Overrides.NONE);
    }

    private Evaluation evaluate(Overrides overrides) throws Exception {
        Path file = root.resolve("aks-policy.yaml");
        return new Changes("main", true, overrides).evaluate(file, Verification.load(file, overrides), Progress.NONE);
    }

    private static List<String> gate(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(Finding::isAboutGate)
                .map(finding -> finding.policy().id() + " " + finding.location().path() + ":"
                        + finding.location().line() + (finding.fails() ? "" : " does not fail"))
                .toList();
    }

    @Test
    void anEqualGateGivesNothing() throws Exception {
        assertThat(gate(evaluate())).isEmpty();
        assertThat(evaluate().problems()).isEmpty();
        assertThat(evaluate().outcome()).isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                failOn: high       | failOn: never                       | gate/fail-on-raised aks-policy.yaml:3
                failOn: high       | failOn: critical                    | gate/fail-on-raised aks-policy.yaml:3
                unknown: high      | unknown: never                      | gate/fail-on-raised aks-policy.yaml:4
                profile: pss-baseline | profile: aks-simplified                    | gate/profile-weakened aks-policy.yaml:2
                severity: critical | severity: low                       | gate/severity-lowered aks-policy.yaml:17
                {severity: critical} | off                               | gate/policy-off aks-policy.yaml:17
                severity: critical} | severity: critical, enforce: report} | gate/enforcement-lowered aks-policy.yaml:17
                from: 2090-01-01   | from: 2091-01-01                    | gate/enforcement-lowered aks-policy.yaml:18
                environments: [prod], | environments: [dev],             | gate/enforcement-lowered aks-policy.yaml:18
                [a.io, b.io]       | [a.io, b.io, evil.io]               | gate/parameter-changed aks-policy.yaml:19
                [kube-system]      | [kube-system, evil]                 | gate/parameter-changed aks-policy.yaml:20
                [federatedCredentials] | []                              | gate/require-removed aks-policy.yaml:8
                [drafts/**]        | ['o*.yaml']                         | gate/source-changed aks-policy.yaml:11
                [drafts/**]        | [drafts/**, evil/**]                | gate/source-changed aks-policy.yaml:11
                exclude: [drafts/**] | include: [old.yaml]               | gate/source-changed aks-policy.yaml:11
                  - manifests: tools |   # tools are gone                | gate/source-removed aks-policy.yaml:9
                - manifests: tools | - {manifests: tools, environments: [dev]} | gate/source-removed aks-policy.yaml:9
                [values-prod.yaml] | [values.yaml]                       | gate/source-changed aks-policy.yaml:14
                {region: west}     | {region: west, privileged: false}   | gate/source-changed aks-policy.yaml:15
                {region: west}     | {prod: {privileged: false}, region: west} | gate/source-changed aks-policy.yaml:15
                set: {region: west} | provided: [privileged]             | gate/source-changed aks-policy.yaml:13
                set: {region: west} | includeCrds: false                 | gate/source-changed aks-policy.yaml:13
                maxDays: 36000     | maxDays: 36500                      | gate/setting-changed aks-policy.yaml:23
                maxDays: 36000     | weakening: report                   | gate/setting-changed aks-policy.yaml:23
                gate: {            | context: {namespaces: {evil: {labels: {a: b}}}}~gate: { | gate/setting-changed aks-policy.yaml:23
                """)
    void aWeakerConfigurationIsReportedAtItsLine(String from, String to, String expected) throws Exception {
        configure(from, to.replace("~", "\n"));
        Evaluation evaluation = evaluate();
        assertThat(gate(evaluation)).contains(expected).allMatch(text -> !text.endsWith("does not fail"));
        assertThat(evaluation.findings().get(0).isAboutGate()).isTrue();
        assertThat(evaluation.annotated().get(0).isAboutGate()).isTrue();
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                failOn: high       | failOn: low
                unknown: high      | unknown: info
                failOn: high       | # the default
                profile: pss-baseline | profile: all
                severity: critical} | severity: critical, enforce: fail}
                from: 2090-01-01   | from: 2089-01-01
                [a.io, b.io]       | [a.io]
                [kube-system]      | []
                require: []        | require: [federatedCredentials]
                exclude: [drafts/**] | exclude: []
                exclude: [drafts/**] | exclude: [drafts/deep/**]
                - manifests: tools | - manifests: ./tools/
                - manifests: tools | - {manifests: tools, environments: [prod, dev], name: other}
                values: {prod: [values-prod.yaml]} | values: {dev: [], prod: [values-prod.yaml]}
                set: {region: west} | set: {dev: {region: west}, prod: {region: west}}
                maxDays: 36000     | maxDays: 30000
                gate: {            | gate: {annotations: false, gateFrom: base,
                schemaVersion: 1   | # moved down~~schemaVersion: 1
                baseline: baseline.yaml | # no baseline
                exemptions: exemptions.yaml | # no exemptions
                """)
    void anEqualOrStricterConfigurationGivesNothing(String from, String to) throws Exception {
        configure(from, to == null ? "" : to.replace("~", "\n"));
        assertThat(gate(evaluate())).isEmpty();
    }

    @Test
    void anApiThatTemplatesNoLongerSeeIsReported() throws Exception {
        onBase("dev: {}", "dev: {apiVersions: [example.com/v1]}");
        configure("{apiVersions: [example.com/v1]}", "{}");
        assertThat(gate(evaluate())).contains("gate/setting-changed aks-policy.yaml:6");
    }

    @Test
    void movedAndReformattedEntriesGiveNothing() throws Exception {
        write("policy/moved.yaml", "# moved\n" + EXEMPTIONS.replace("until: 2080-01-01", "until: '2079-01-01'"));
        configure("exemptions: exemptions.yaml", "exemptions: policy/moved.yaml");
        write("baseline.yaml", "# why\n" + BASELINE.replace("[\"dev\", \"prod\"]", "[prod, dev]"));
        write("pom.xml", "<!-- why -->\n" + pom("<failOn>  high </failOn>").replace("<version>1<", "<version>2<"));
        assertThat(gate(evaluate())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"until: 9999-12-31", "until: 2080-01-02"})
    void anExemptionThatHoldsLongerIsReported(String until) throws Exception {
        write("exemptions.yaml", EXEMPTIONS.replace("until: 2080-01-01", until));
        configure("maxDays: 36000", "weakening: fail");
        configure("gate: {weakening: fail}", "gate: {maxDays: 36000}");
        assertThat(gate(evaluate())).containsExactly("gate/exemption-added exemptions.yaml:3");
    }

    @Test
    void exemptionsOfTheChangeAreReported() throws Exception {
        String entry = EXEMPTIONS.lines().skip(2).findFirst().orElseThrow();
        write(
                "elsewhere.yaml",
                EXEMPTIONS + entry.replace("agent-*", "*") + "\n" + entry.replace("pod/privileged", "pod/host-ports")
                        + "\n" + entry.replace("agent-*", "agent-1").replace("reason: r", "namespace: x, reason: r"));
        configure("exemptions: exemptions.yaml", "exemptions: elsewhere.yaml");
        write("k8s/evil.yaml", pod("evil", "true"));
        Evaluation evaluation = evaluate();
        assertThat(gate(evaluation))
                .containsExactly("gate/exemption-added elsewhere.yaml:4", "gate/exemption-added elsewhere.yaml:5");
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aChartThatTheChangeRecordsAsThirdPartyIsReported() throws Exception {
        String entry = "  - {name: redis, version: 1.0.0, digest: \"sha256:%s\"}\n";
        write("aks-policy-charts.lock", "schemaVersion: 1\ncharts:\n" + entry.formatted("a".repeat(64)));
        commit("record");

        assertThat(gate(evaluate())).containsExactly("gate/exemption-added aks-policy-charts.lock:3");
    }

    @Test
    void anotherContentOfAChartThatTheConfigurationNamesIsReported() throws Exception {
        configure("sources:", "thirdParty: [vendored/redis]\nsources:");
        write("vendored/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 1.0.0\n");
        write("vendored/redis/templates/a.yaml", "kind: A\n");
        commit("base");
        git.branchCreate().setName("main").setForce(true).call();
        assertThat(gate(evaluate())).isEmpty();

        write("vendored/redis/templates/a.yaml", "kind: B\n");
        assertThat(gate(evaluate())).containsExactly("gate/exemption-added aks-policy.yaml:9");
    }

    @Test
    void annotationsThatExemptAreReported() throws Exception {
        String annotation = "akspolicy.github.io/exempt.pod.privileged";
        String text = "until=2090-12-31;owner=evil;reason=no";
        write(
                "k8s/evil.yaml",
                pod("evil", "true")
                        .replace("{name: evil}", "\n  name: evil\n  annotations:\n    " + annotation + ": " + text));
        // nothing needs it yet: the next change would
        write("deploy/shop/values-prod.yaml", "annotations:\n  " + annotation + ": " + text + "\n");
        assertThat(gate(evaluate()))
                .containsExactly(
                        "gate/exemption-added deploy/shop/values-prod.yaml:2", "gate/exemption-added k8s/evil.yaml:6");
    }

    @Test
    void aGrownBaselineIsReported() throws Exception {
        write("k8s/evil.yaml", pod("evil", "true"));
        String line = BASELINE.lines().skip(3).findFirst().orElseThrow();
        write("baseline.yaml", BASELINE + line.replace("Pod/old", "Pod/evil") + "\n");
        assertThat(gate(evaluate()))
                .contains("gate/baseline-grown baseline.yaml:5", "gate/baseline-grown k8s/evil.yaml:8");
        StringBuilder many = new StringBuilder(BASELINE);
        for (int i = 0; i < 50; i++) {
            many.append(line.replace("Pod/old", "Pod/p" + i)).append('\n');
        }
        write("baseline.yaml", many.toString());
        assertThat(gate(evaluate()))
                .filteredOn(text -> text.contains("baseline.yaml"))
                .hasSize(21);
    }

    /** An entry that was left behind when its finding was fixed. */
    @Test
    void whatCameBackUnderAnEntryOfTheBaselineIsReported() throws Exception {
        git.checkout().setName("main").call();
        String line = BASELINE.lines().skip(3).findFirst().orElseThrow();
        write("baseline.yaml", BASELINE + line.replace("Pod/old", "Pod/back") + "\n");
        commit("an entry without a finding");
        git.checkout().setCreateBranch(true).setName("back").call();
        write("k8s/back.yaml", pod("back", "true"));
        assertThat(gate(evaluate())).containsExactly("gate/baseline-grown k8s/back.yaml:8");
    }

    @Test
    void aSourceThatMovesWhereNothingLooksIsReported() throws Exception {
        Files.createDirectories(root.resolve("elsewhere"));
        Files.move(root.resolve("tools/tool.yaml"), root.resolve("elsewhere/tool.yaml"));
        Files.delete(root.resolve("tools"));
        configure("  - manifests: tools\n", "");
        assertThat(gate(evaluate())).containsExactly("gate/source-removed aks-policy.yaml:9");
        configure("  - chart: deploy/shop", "  - manifests: elsewhere\n  - chart: deploy/shop");
        assertThat(gate(evaluate())).isEmpty();
    }

    @Test
    void aSourceThatIsGoneIsNotMissed() throws Exception {
        Files.delete(root.resolve("tools/tool.yaml"));
        Files.delete(root.resolve("tools"));
        configure("  - manifests: tools\n", "");
        assertThat(gate(evaluate())).isEmpty();
    }

    @Test
    void anEnvironmentThatIsGoneIsReported() throws Exception {
        configure("  prod: {require: [federatedCredentials]}\n", "");
        configure("values: {prod: [values-prod.yaml]}", "values: []");
        configure("environments: [prod], ", "");
        write("baseline.yaml", BASELINE.replace(", \"prod\"", ""));
        assertThat(gate(evaluate())).contains("gate/environment-removed aks-policy.yaml:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<skip>true</skip>",
                "<failOn>never</failOn>",
                "<failOn>high</failOn><base>HEAD</base>",
                "<failOn>high</failOn><profile>aks-simplified</profile>",
                "<failOn>high</failOn><configuration>other.yaml</configuration>",
                "<failOn>high</failOn><environments>dev</environments>",
                "<failOn>high</failOn><today>2000-01-01</today>"
            })
    void theBuildIsCompared(String configuration) throws Exception {
        write("pom.xml", pom(configuration));
        assertThat(gate(evaluate())).isNotEmpty().allMatch(text -> text.startsWith("gate/build-changed pom.xml:"));
        assertThat(new Changes("main", true, Overrides.NONE).notRun(root.resolve("aks-policy.yaml")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<failOn>low</failOn>",
                "<failOn>high</failOn><skip>false</skip>",
                "<failOn>high</failOn><reports>json</reports>"
            })
    void aBuildThatIsNotWeakerGivesNothing(String configuration) throws Exception {
        write("pom.xml", pom(configuration));
        assertThat(gate(evaluate())).isEmpty();
    }

    @Test
    void otherWaysOfTheBuildAreCompared() throws Exception {
        String usual = pom("<failOn>high</failOn>");
        write("pom.xml", usual.replace("<gate>", "<aks-policy.skip>true</aks-policy.skip><gate>"));
        assertThat(gate(evaluate())).containsExactly("gate/build-changed pom.xml:4");
        write("pom.xml", usual.replace("<execution>", "<execution><phase>none</phase>"));
        assertThat(gate(evaluate())).containsExactly("gate/build-changed pom.xml:16");
        write("pom.xml", usual.replaceAll("(?s)<plugin>.*</plugin>", ""));
        assertThat(gate(evaluate())).isNotEmpty();
        write(
                "pom.xml",
                usual.replace(
                        "<executions>",
                        "<dependencies><dependency><groupId>evil</groupId><artifactId>evil</artifactId></dependency>"
                                + "</dependencies><executions>"));
        assertThat(gate(evaluate())).isNotEmpty().allMatch(text -> text.equals("gate/build-changed pom.xml:15"));
        write("pom.xml", usual);
        write(".mvn/maven.config", "-B\n-Daks-policy.failOn=never\n");
        write("src/test/resources/junit-platform.properties", "aks-policy.failOn = never\n");
        assertThat(gate(evaluate()))
                .containsExactly(
                        "gate/build-changed .mvn/maven.config:2",
                        "gate/build-changed src/test/resources/junit-platform.properties:1");
    }

    /** Nothing evaluates a module that is not built. */
    @Test
    void aModuleThatIsNotBuiltAnyMoreIsReported() throws Exception {
        git.checkout().setName("main").call();
        write("other/aks-policy.yaml", CONFIGURATION);
        String modules = pom("<failOn>high</failOn>")
                .replace("<properties>", "<modules><module>other</module></modules><properties>");
        write("pom.xml", modules);
        commit("modules");
        git.branchDelete().setBranchNames("change").setForce(true).call();
        git.checkout().setCreateBranch(true).setName("change").call();
        assertThat(gate(evaluate())).isEmpty();
        write("pom.xml", modules.replace("<module>other</module>", ""));
        assertThat(gate(evaluate())).containsExactly("gate/build-changed pom.xml:1");
    }

    @Test
    void aConfigurationThatIsRemovedIsReported() throws Exception {
        Files.delete(root.resolve("aks-policy.yaml"));
        assertThat(new Changes("main", true, Overrides.NONE).notRun(root.resolve("aks-policy.yaml")))
                .singleElement()
                .satisfies(weakening -> assertThat(weakening.kind()).hasToString("CONFIGURATION_REMOVED"));
        assertThat(new Changes("main", true, Overrides.NONE).notRun(root.resolve("other/aks-policy.yaml")))
                .isEmpty();
    }

    @Test
    void aBaseThatCannotBeReadIsNotComparedAndFails() throws Exception {
        write("aks-policy.yaml", CONFIGURATION.replace("profile: pss-baseline", "profile: nothing"));
        commit("broken");
        git.branchDelete().setBranchNames("main").setForce(true).call();
        git.branchCreate().setName("main").call();
        write("aks-policy.yaml", CONFIGURATION);
        assertThat(gate(evaluate())).containsExactly("gate/not-compared aks-policy.yaml:1");
    }

    private void onBase(String from, String to) throws Exception {
        git.checkout().setName("main").call();
        configure(from, to);
        commit("base with " + to);
        git.branchDelete().setBranchNames("change").setForce(true).call();
        git.checkout().setCreateBranch(true).setName("change").call();
    }

    @Test
    void theBaseMayOnlyWantAReport() throws Exception {
        onBase("maxDays: 36000", "weakening: report");
        configure("failOn: high", "failOn: never");
        Evaluation evaluation = evaluate();
        assertThat(gate(evaluation)).containsExactly("gate/fail-on-raised aks-policy.yaml:3 does not fail");
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aChangeCannotMakeItselfReportOnly() throws Exception {
        configure("maxDays: 36000", "maxDays: 36000, weakening: report");
        configure("failOn: high", "failOn: never");
        assertThat(gate(evaluate(Overrides.NONE.failOn("never"))))
                .containsExactly("gate/fail-on-raised aks-policy.yaml:3", "gate/setting-changed aks-policy.yaml:23");
    }

    /** The sources of the change, by the rules of the base. */
    @Test
    void theConfigurationOfTheBaseMayEvaluate() throws Exception {
        onBase("maxDays: 36000", "gateFrom: base, weakening: report");
        write("k8s/evil.yaml", pod("evil", "true"));
        write("exemptions.yaml", EXEMPTIONS.replace("agent-*", "*"));
        configure("failOn: high", "failOn: never");
        configure("{severity: critical}", "off");
        configure("gateFrom: base, weakening: report", "gateFrom: head");
        Evaluation evaluation = evaluate();
        assertThat(evaluation.findings().stream()
                        .filter(Finding::fails)
                        .map(finding -> finding.policy().id() + " " + finding.location()))
                .containsExactly("pod/privileged k8s/evil.yaml:8:25");
        assertThat(gate(evaluation)).hasSize(4);
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void theGateOfTheBaseSaysWhatExempts() throws Exception {
        onBase("maxDays: 36000", "annotations: false, weakening: report");
        configure("annotations: false, weakening: report", "annotations: true");
        write(
                "k8s/evil.yaml",
                pod("evil", "true")
                        .replace(
                                "{name: evil}",
                                "\n  name: evil\n  annotations:\n    akspolicy.github.io/exempt.pod.privileged: "
                                        + "until=2090-01-01;owner=o;reason=r"));
        Evaluation evaluation = evaluate();
        assertThat(evaluation.open().stream()
                        .filter(Finding::fails)
                        .map(finding ->
                                finding.policy().id() + " " + finding.location().line()))
                .containsExactlyInAnyOrder("pod/privileged 11", "exemption/invalid 6");
    }

    @Test
    void onlyFilesOfNamedOwnersExempt() throws Exception {
        write("CODEOWNERS", "* @contoso/dev\n/exemptions.yaml @contoso/security\nbaseline.yaml @contoso/security\n");
        write("deploy/values.yaml", "");
        onBase("maxDays: 36000", "exemptionOwners: [\"@contoso/security\"], weakening: report");
        assertThat(evaluate().outcome()).isEqualTo(Outcome.PASSED);
        // a code owner more could approve alone; a file of the change does not count, that of the base does
        write("CODEOWNERS", "* @contoso/security\n");
        write("elsewhere.yaml", EXEMPTIONS.replace("agent-*", "*"));
        configure("exemptions: exemptions.yaml", "exemptions: elsewhere.yaml");
        assertThat(evaluate().open().stream().map(finding -> finding.policy().id() + " " + finding.message()))
                .contains(
                        "exemption/invalid exemption from pod/privileged for Pod/* exempts nothing: gate.exemptionOwners is"
                                + " [@contoso/security], and CODEOWNERS gives elsewhere.yaml to [@contoso/dev]")
                .anyMatch(text -> text.startsWith("pod/privileged"));
    }
}
