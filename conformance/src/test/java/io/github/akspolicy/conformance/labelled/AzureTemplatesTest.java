package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Runs;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.ResourceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureTemplatesTest {
    private static final String POD = """
            {'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'%s'},
             'spec':{'containers':[{'name':'c','image':'i','securityContext':{'privileged':true}}]}}
            """;
    private static final String DEPLOYMENT = """
            {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d','namespace':'shop'},'spec':{'template':{
             'spec':{'containers':[{'name':'c','image':'i','securityContext':{'privileged':true}}]}}}}
            """;
    private static final String PODS = "'kinds':[{'apiGroups':[''],'kinds':['Pod']}]";

    private static final Path STATED =
            Path.of("../site/src/main/resources/io/github/akspolicy/site/azure-policy-agreement.yaml");
    private static final String HEAD = """
            # How often we agree with the public constraint template of each definition, judged by Gatekeeper 3.23.0 about the objects
            # that kube-apiserver 1.35.4 hands to its webhooks: [agreeing, cases] with the default parameters, and with others. Stricter:
            # we find something where the template finds nothing; laxer: the other way round. Made by the conformance run.
            """;

    @TempDir
    private Path folder;

    @Test
    void theVerdictAfterAdmissionCounts() throws IOException {
        assertThat(judge(line("container-no-privilege", "{}", PODS, POD.formatted("shop"), "{'verdict':'violation'}")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.expect()).isEqualTo("violation");
                    assertThat(entry.agrees()).isTrue();
                });
    }

    @Test
    void whatTheApiServerRefusesHasNoVerdict() throws IOException {
        assertThat(judge(line("container-no-privilege", "{}", PODS, POD.formatted("shop"), "{'refused':'no name'}")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.covered()).isFalse();
                    assertThat(entry.reason()).contains("no name");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "namespaces":["shop*"]            | violation
                    "namespaces":["other"]            | none
                    "excludedNamespaces":["*op"]      | none
                    "excludedNamespaces":["sh"]       | violation
                    "source":"Generated"              | none
                    "source":"All"                    | violation
                    "labelSelector":{"matchLabels":{"a":"b"}} | none
                    """)
    void theConstraintMatchesBareObjects(String match, String verdict) throws IOException {
        assertThat(judge(line(
                        "container-no-privilege",
                        "{}",
                        PODS + "," + match.replace('"', '\''),
                        POD.formatted("shop"),
                        "{'verdict':'" + verdict + "'}")))
                .allMatch(Entry::agrees);
    }

    @ParameterizedTest
    @CsvSource({"Generated, violation", "All, violation", "Original, none"})
    void aWorkloadStandsForItsPods(String source, String verdict) throws IOException {
        assertThat(judge(line(
                        "container-no-privilege",
                        "{'source':'" + source + "'}",
                        PODS + ",'source':'" + source + "'",
                        DEPLOYMENT,
                        "{'verdict':'" + verdict + "'}")))
                .allMatch(Entry::agrees);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {kinds: [{apiGroups: [rbac.authorization.k8s.io], kinds: [ClusterRole]}]} | true
                    {namespaces: ['*']}                                                       | false
                    {excludedNamespaces: ['*']}                                               | true
                    {kinds: [{apiGroups: [''], kinds: [ClusterRole]}]}                        | false
                    """)
    void namespacesLeaveOutWhatIsInNone(String match, boolean matches) throws ManifestException {
        var role = new ResourceId("rbac.authorization.k8s.io/v1", "ClusterRole", null, "r");

        assertThat(new ConstraintMatch(Field.root(ManifestReader.yamlDocument(match))).matches(role))
                .isEqualTo(matches);
    }

    @Test
    void kindsOfAnAssignmentAreThoseOfItsGroups() throws IOException {
        String config = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'%s','namespace':'shop'}}";
        String kinds = "'kinds':[{'apiGroups':[''],'kinds':['ConfigMap']}]";
        String block = "{'kind':'ConfigMap'}";

        assertThat(judge(line("block-resource", block, kinds, config.formatted("c"), "{'verdict':'violation'}")))
                .allMatch(Entry::agrees);
        assertThat(judge(line(
                        "block-resource", block, kinds, config.formatted("kube-root-ca.crt"), "{'verdict':'none'}")))
                .allMatch(Entry::agrees);
    }

    @Test
    void aDecidedDifferenceIsKnown() throws IOException {
        assertThat(judge(line(
                        "block-automount-token",
                        "{'source':'All'}",
                        PODS + ",'source':'All'",
                        DEPLOYMENT,
                        "{'verdict':'none'}")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.agrees()).isFalse();
                    assertThat(entry.isUnexplained()).isFalse();
                });
    }

    @Test
    void entriesNameFileDefinitionAndVerdicts() throws IOException {
        write(line("container-no-privilege", "{}", PODS, POD.formatted("shop"), "{'verdict':'none'}"));
        var log = new ByteArrayOutputStream();

        new Runs(folder)
                .execute(new AzureTemplates(), List.of(folder), folder.resolve("target"), new PrintStream(log, true));

        assertThat(Files.readAllLines(folder.resolve("target/admission.json")))
                .containsExactly(
                        "[",
                        "{\"file\":\"azure-policy/azure-policy.jsonl\",\"id\":\"a\",\"class\":\"d\",\"expected\":\"none\","
                                + "\"actual\":\"violation\",\"agrees\":false,"
                                + "\"reason\":\"pod/privileged: securityContext.privileged is true\"}",
                        "]");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains(
                        "d: {template: container-no-privilege/v2, defaults: [0, 1], settings: [0, 0], stricter: 1, laxer: 0}");
    }

    /** The page of the parity states these figures. */
    @Test
    void whatThePageStatesIsMeasured() throws IOException {
        Path shared = Path.of("..", "..", "shared", "admission");
        assumeTrue(Files.exists(shared), "needs " + shared);
        var log = new ByteArrayOutputStream();
        new AzureTemplates().judge(List.of(shared), new PrintStream(log, true, StandardCharsets.UTF_8));

        String measured = HEAD + log.toString(StandardCharsets.UTF_8);
        Path now = Files.writeString(Path.of("target", STATED.getFileName().toString()), measured);
        assertThat(STATED).as("the figures of now are in " + now).hasContent(measured);
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        write("{");

        assertThatThrownBy(() -> new AzureTemplates().judge(List.of(folder), System.out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("azure-policy.jsonl:1:");
    }

    private static String line(String template, String parameters, String match, String object, String admitted) {
        return """
                {'id':'a','definition':'d','template':'%s','templateVersion':'v2','parameters':%s,
                'constraint':{'spec':{'match':{%s}}},'object':%s,'verdict':'none','admitted':%s}
                """.formatted(template, parameters, match, object, admitted);
    }

    private List<Entry> judge(String line) throws IOException {
        write(line);
        return new AzureTemplates().judge(List.of(folder), System.out);
    }

    private void write(String line) throws IOException {
        Path file = folder.resolve("azure-policy/azure-policy.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, line.replace('\'', '"').replace("\n", ""));
    }
}
