package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.JsonReport;
import io.github.akspolicy.source.SourceException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of an API server, what of the answers is judged, and what of them nobody sees. */
class RunningClusterTest {
    private static final String CANARY = "canary-7f3a9c1e5b";

    @TempDir
    Path folder;

    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static AuditRequest request(List<String> namespaces, boolean secretMetadata, boolean owned) {
        return new AuditRequest(null, null, namespaces, secretMetadata, false, owned, false);
    }

    private Evaluation audit(AuditRequest request) throws Exception {
        try (ApiServer server = cluster.connect()) {
            return LiveAudit.audit(server, Verification.withoutSources(folder, Overrides.NONE), request, Progress.NONE);
        }
    }

    private static List<String> judged(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream())
                .map(resource -> resource.id())
                .map(id -> id.namespace() + "/" + id)
                .sorted()
                .toList();
    }

    private static List<String> problems(Evaluation evaluation) {
        return evaluation.problems().stream()
                .map(problem -> problem.problem().toString())
                .toList();
    }

    private static String pod(String namespace, String name, String more) {
        return """
                {"apiVersion": "v1", "kind": "Pod",
                 "metadata": {"name": "%s", "namespace": "%s"%s},
                 "spec": {"containers": [{"name": "app", "image": "contoso.azurecr.io/app:1.2.3",
                          "securityContext": {"privileged": true}}]}}
                """.formatted(name, namespace, more);
    }

    private static final String OWNER =
            ", \"ownerReferences\": [{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"name\": \"o\", \"controller\": true}]";

    @Test
    void whatAWorkloadMakesIsJudgedOnceUnlessAskedFor() throws Exception {
        cluster.add(pod("a", "alone", ""));
        cluster.add(pod("a", "of-a-replica-set", OWNER.formatted("apps/v1", "ReplicaSet")));
        cluster.add(pod("a", "of-a-custom-kind", OWNER.formatted("example.com/v1", "Runner")));
        cluster.add(pod("a", "of-a-node", OWNER.formatted("v1", "Node")));

        assertThat(judged(audit(request(List.of(), false, false))))
                .containsExactly("a/Pod alone", "a/Pod of-a-custom-kind", "a/Pod of-a-node");
        assertThat(judged(audit(request(List.of(), false, true)))).hasSize(4);
    }

    @Test
    void onlyListsAreAskedForAndTheDocumentedRoleIsThatOfTheRequests() throws Exception {
        cluster.add(pod("a", "one", ""));
        audit(request(List.of(), false, false));

        Set<String> methods =
                cluster.recorded().stream().map(RecordedRequest::getMethod).collect(Collectors.toSet());
        assertThat(methods).containsExactly("GET");
        assertThat(cluster.requests())
                .as("no object is asked for by its name, none is watched")
                .noneMatch(path -> path.contains("watch"))
                .filteredOn(path -> !path.matches("GET /apis?(/[^/?]+(/[^/?]+)?)?") || path.contains("?"))
                .allMatch(path -> path.endsWith("?limit=500"));
        String role;
        try (ApiServer server = cluster.connect()) {
            role = AuditRole.of(new RunningCluster.Scope(
                    Discovery.of(server, Set.of()).resources().stream()
                            .filter(kind -> !kind.isSecret() && !kind.isOfTheCluster())
                            .toList(),
                    List.of(),
                    false,
                    io.github.akspolicy.resource.PodTemplates.KNOWN));
        }
        // each right was used, and each request had its right
        assertThat(rights(role)).isEqualTo(cluster.listed()).doesNotContain("secrets", "nodes", "events");
        assertThat(Files.readString(Path.of("..", "..", "docs", "audit.md")))
                .as("the role in docs/audit.md")
                .contains("```yaml\n" + role + "```\n");
    }

    private static Set<String> rights(String role) {
        Set<String> rights = new java.util.HashSet<>();
        var rule = java.util.regex.Pattern.compile(
                "apiGroups: \\[\"(.*)\"\\]\\s+resources: \\[(.*)\\]\\s+verbs: \\[list\\]");
        var matcher = rule.matcher(role);
        while (matcher.find()) {
            for (String plural : matcher.group(2).split(", ")) {
                rights.add(matcher.group(1).isEmpty() ? plural : plural + "." + matcher.group(1));
            }
        }
        return rights;
    }

    @Test
    void namespacesNeedNoRightBeyondThem() throws Exception {
        cluster.add(pod("a", "one", ""));
        cluster.add(pod("b", "two", ""));
        cluster.add(pod("c", "three", ""));
        Evaluation evaluation = audit(request(List.of("a", "c"), false, false));

        assertThat(judged(evaluation)).containsExactly("a/Pod one", "c/Pod three");
        assertThat(cluster.listed()).contains("pods in a", "pods in c").allMatch(list -> list.matches(".* in [ac]"));
    }

    @Test
    void whatIsRefusedIsAProblemAndTheRestIsJudged() throws Exception {
        cluster.add(pod("a", "one", ""));
        cluster.forbid("deployments.apps");
        cluster.silence("networking.k8s.io");
        Evaluation evaluation = audit(request(List.of(), false, false));

        assertThat(judged(evaluation)).containsExactly("a/Pod one");
        assertThat(problems(evaluation))
                .containsExactlyInAnyOrder(
                        "deployments.apps cannot be listed: 403 deployments.apps is forbidden: User \"auditor\" cannot"
                                + " list resource (grant list on deployments.apps: see docs/audit.md)",
                        "the kinds of the API group networking.k8s.io are not known: 503 the server is currently unable"
                                + " to handle the request (fix the APIService that serves it: kubectl get apiservices)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        401 | Unauthorized                    | pods cannot be listed: 401 Unauthorized (log in again: the API server does not accept the credential, or no longer)
        404 | the server could not find it    | pods cannot be listed: 404 the server could not find it (the cluster served it a moment ago: run the audit again)
        410 | The resourceVersion is too old  | pods cannot be listed: 410 The resourceVersion is too old (the list took longer than the API server keeps it: name namespaces, or run the audit again)
        429 | too many requests               | pods cannot be listed: 429 too many requests (the API server is busy: name namespaces, or run the audit later)
        500 | etcdserver: leader changed      | pods cannot be listed: 500 etcdserver: leader changed
        """)
    void aListThatFailsSaysWhatToDo(int code, String message, String expected) throws Exception {
        cluster.add(
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\", \"namespace\": \"a\"}}");
        cluster.fail("pods", code, message, Integer.MAX_VALUE);
        Evaluation evaluation = audit(request(List.of(), false, false));
        assertThat(problems(evaluation)).containsExactly(expected);
        assertThat(judged(evaluation)).containsExactly("a/ConfigMap a");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBusyServerIsAskedAgain(int code) throws Exception {
        cluster.add(pod("a", "one", ""));
        cluster.fail("pods", code, "busy", 2);
        Evaluation evaluation = audit(request(List.of(), false, false));
        assertThat(problems(evaluation)).isEmpty();
        assertThat(judged(evaluation)).containsExactly("a/Pod one");
    }

    /** What was read before is judged, and that there is more is an error: nothing is partial in silence. */
    @Test
    void aListThatBreaksOffIsAProblem() throws Exception {
        for (int i = 0; i < 700; i++) {
            cluster.add(pod("a", "pod-" + i, ""));
        }
        cluster.cut("pods", 600);
        Evaluation evaluation = audit(request(List.of(), false, false));
        assertThat(problems(evaluation)).containsExactly("pods cannot be listed: the answer breaks off in the middle");
        assertThat(judged(evaluation)).hasSizeBetween(500, 699);
    }

    @Test
    void anErrorPageIsNoEmptyList() throws Exception {
        cluster.add(
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\", \"namespace\": \"a\"}}");
        cluster.fail("pods", 200, "please log in", Integer.MAX_VALUE);
        assertThat(problems(audit(request(List.of(), false, false))))
                .containsExactly("pods cannot be listed: the answer is not a list: it has no items");
    }

    @Test
    void aListWhoseTokenExpiresGoesOnWhereItWas() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            cluster.add(pod("a", "pod-" + i, ""));
        }
        // the kinds before pods take a page each
        cluster.expireAfter(5);
        Evaluation evaluation = audit(request(List.of(), false, false));

        assertThat(problems(evaluation)).isEmpty();
        assertThat(judged(evaluation)).hasSize(1_200).doesNotHaveDuplicates();
        assertThat(cluster.requests()).anyMatch(path -> path.contains("continue=now%3A"));
    }

    @Test
    void anEmptyClusterIsNotGreen() throws Exception {
        assertThat(problems(audit(request(List.of(), false, false))))
                .containsExactly("the cluster test shows no object: nothing was evaluated"
                        + " (name other namespaces, or another context)");
    }

    @Test
    void linesAreThoseOfKubectl() throws Exception {
        cluster.add("""
                {"metadata": {"managedFields": [{"manager": "x"}], "namespace": "a", "name": "one",
                              "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "%s"}},
                 "kind": "Pod", "status": {"phase": "Running"}, "apiVersion": "v1",
                 "spec": {"volumes": [], "nodeSelector": {},
                          "containers": [{"securityContext": {"privileged": true}, "name": "app"}]}}
                """.formatted(CANARY));
        Evaluation evaluation = audit(request(List.of(), false, false));

        // as kubectl 1.32 writes it: apiVersion, kind, metadata (annotations, name, namespace), spec (containers first)
        assertThat(evaluation.findings())
                .filteredOn(finding -> finding.policy().id().equals("pod/privileged"))
                .singleElement()
                .satisfies(finding -> assertThat(
                                finding.occurrences().get(0).origin().primary())
                        .hasToString("live/test/a/pods/one.json:16:21"));
    }

    @Test
    void secretsAreLeftOutOrAskedForAsMetadata() throws Exception {
        cluster.add("""
                {"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
                 "metadata": {"name": "s", "namespace": "a",
                              "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "%1$s"}},
                 "data": {"password": "%1$s"}, "stringData": {"token": "%1$s"}}
                """.formatted(CANARY));
        cluster.add(pod("a", "one", ""));

        assertThat(judged(audit(request(List.of(), false, false)))).containsExactly("a/Pod one");
        assertThat(cluster.listed()).doesNotContain("secrets");

        Evaluation evaluation = audit(request(List.of(), true, false));
        assertThat(judged(evaluation)).containsExactly("a/Pod one", "a/Secret s");
        assertThat(cluster.recorded().stream()
                        .filter(request -> request.getPath().startsWith("/api/v1/secrets"))
                        .map(request -> request.getHeader("Accept")))
                .containsExactly("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        var report = new StringWriter();
        JsonReport.write(evaluation, report);
        assertThat(report.toString()).contains("\"outcome\"").doesNotContain(CANARY);
    }

    @Test
    void theRolesOfKubernetesItselfAreLeftOutUnlessSomebodyAddedToThem() throws Exception {
        String role = """
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
                 "metadata": {"name": "%s", "labels": {"kubernetes.io/bootstrapping": "rbac-defaults"}},
                 "rules": [{"apiGroups": ["%s"], "resources": ["*"], "verbs": ["*"]}]}
                """;
        cluster.add(role.formatted("cluster-admin", "*"));
        cluster.add(role.formatted("view", "apps"));
        cluster.add(role.formatted("mine", ""));
        cluster.add("""
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
                 "metadata": {"name": "cluster-admin", "labels": {"kubernetes.io/bootstrapping": "rbac-defaults"}},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
                 "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "system:masters"}]}
                """);
        assertThat(judged(audit(request(List.of(), false, false))))
                .containsExactly("null/ClusterRole mine", "null/ClusterRole view");
    }

    @Test
    void aClusterThatDoesNotAnswerAndAKubeconfigThatLeadsNowhereAreErrors() throws Exception {
        String url = cluster.url();
        cluster.close();
        Path kubeconfig = kubeconfig(url);
        var audit = new LiveAudit();
        Verification verification = Verification.withoutSources(folder, Overrides.NONE);
        assertThatThrownBy(() -> audit.audit(verification, with(kubeconfig, null), Progress.NONE))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.problems().get(0).toString())
                                .isEqualTo("the cluster prod at " + url.substring(0, url.length() - 1)
                                        + " cannot be reached: nothing listens there"));
        assertThatThrownBy(() -> audit.audit(verification, with(kubeconfig, "test"), Progress.NONE))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.problems().get(0).toString())
                                .isEqualTo(
                                        "the kubeconfig has no context \"test\" (kubectl config get-contexts lists them)"));
        assertThatThrownBy(() -> audit.audit(verification, with(folder.resolve("missing"), null), Progress.NONE))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.problems().get(0).toString())
                                .isEqualTo("there is no kubeconfig missing (name an existing file)"));
    }

    @Test
    void aKubeconfigLeadsToTheCluster() throws Exception {
        cluster.add(pod("a", "one", ""));
        Evaluation evaluation = new LiveAudit()
                .audit(
                        Verification.withoutSources(folder, Overrides.NONE),
                        with(kubeconfig(cluster.url()), "prod"),
                        Progress.NONE);
        assertThat(judged(evaluation)).containsExactly("a/Pod one");
        assertThat(evaluation.ledger().releases().get(0).id()).hasToString("default/prod");
        assertThat(cluster.recorded().get(0).getHeader("Authorization")).isEqualTo("Bearer " + CANARY);
    }

    private static AuditRequest with(Path kubeconfig, String context) {
        return new AuditRequest(kubeconfig, context, List.of(), false, false, false, false);
    }

    private Path kubeconfig(String url) throws Exception {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: prod
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: prod, context: {cluster: c, user: u}}]
                """.formatted(url, CANARY));
    }

    /** Fields that hostile servers invent. */
    @Test
    void anAnswerThatIsNoListIsAProblem() throws Exception {
        cluster.generate("pods", 3, i -> {
            ObjectNode object = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            object.putObject("metadata").put("name", "../../" + i).put("namespace", "..");
            object.putObject("spec").putArray("containers").add(3);
            return object;
        });
        Evaluation evaluation = audit(request(List.of(), false, false));
        assertThat(judged(evaluation)).containsExactly("../Pod ../../0", "../Pod ../../1", "../Pod ../../2");
        assertThat(evaluation.findings().stream()
                        .flatMap(finding -> finding.occurrences().stream())
                        .map(occurrence -> occurrence.origin().primary().path())
                        .distinct())
                .allMatch(path -> path.matches("live/test/_/pods/\\.\\._\\.\\._[0-2]\\.json"));
    }

    /** The text whose lines are shown is that of kubectl itself, which this runs. */
    @Test
    void theTextIsThatOfKubectl() throws Exception {
        Path kubectl = Path.of("/usr/bin/kubectl");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isExecutable(kubectl), "kubectl is not installed (package kubernetes-client)");
        ObjectNode object = Objects.parse("""
                {"spec": {"template": {"spec": {"containers": [{"name": "a", "args": [], "resources": {},
                    "env": [{"name": "A", "value": "x\\ny"}]}]}}, "selector": {}, "replicas": 2},
                 "metadata": {"name": "one", "namespace": "a", "annotations": {"z": "1", "B": "2", "b": "3"}},
                 "kind": "Deployment", "apiVersion": "apps/v1"}
                """);
        Path file = Files.writeString(folder.resolve("object.json"), object.toString());
        Process kubectlRun = new ProcessBuilder(
                        kubectl.toString(),
                        "annotate",
                        "--local",
                        "--overwrite",
                        "-f",
                        file.toString(),
                        "z=1",
                        "-o",
                        "json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String expected =
                new String(kubectlRun.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(kubectlRun.waitFor()).isZero();
        @SuppressWarnings("unchecked") // an object is read as one
        var tree = (java.util.Map<String, Object>)
                JsonTree.read(object.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(JsonTree.write(tree)).isEqualTo(expected);
    }
}
