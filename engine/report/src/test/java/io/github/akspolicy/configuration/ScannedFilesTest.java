package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.NotEvaluated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of a scanned directory is evaluated, belongs to what is, is named, or certainly deploys nothing. */
class ScannedFilesTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: hidden, namespace: shop}
            spec: {hostNetwork: true, containers: [{name: a, image: "b:1"}]}
            """;

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.bare(directory)
                .file("repo/k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.git/HEAD", "ref: refs/heads/main\n");
    }

    private List<String> scanned() {
        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().notEvaluated())
                .as("subject, fault and fix, each short")
                .allSatisfy(line -> {
                    assertThat(line.message()).endsWith(": " + line.fault());
                    assertThat(line.fault()).hasSizeLessThan(100);
                    assertThat(line.fix()).hasSizeLessThan(100);
                });
        return evaluation.ledger().notEvaluated().stream()
                .map(NotEvaluated::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deploy.yaml.tpl      | {{ include \"x\" . }}",
                "deploy.yml.j2        | {{ x }}",
                "web.json.tmpl        | {\"apiVersion\": \"v1\",¶\"kind\": \"Pod\",¶\"metadata\": {}}",
                "deploy.j2            | apiVersion: v1¶kind: Pod¶metadata: {name: {{ a }}}",
                "deploy.yaml.bak      | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "DEPLOY.YAML          | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "deploy               | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "pod.txt              | spec:¶  containers:¶    - name: a¶      image: b",
                "main.cue             | apiVersion: \"v1\"¶kind: \"Pod\"¶metadata: name: \"a\"",
                "main.jsonnet         | {}",
                "lib.libsonnet        | {}",
                "helmfile.yaml        | {{ if x }}",
                "helmfile.yaml.gotmpl | releases: []",
                "releases.yaml        | releases: [{name: a, chart: b/c}]",
                "fleet.yaml           | helm: {chart: a}",
                "play.yaml            | [{kubernetes.core.k8s: {definition: {apiVersion: v1, kind: Pod, metadata: {name: a}}}}]",
                "pipe.yml             | {script: \"apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: a\\n\"}",
                "skaffold.yaml        | build: {}",
                "Tiltfile             | k8s_yaml('a')",
                "Pulumi.prod.yaml     | config: {}",
                "main.tofu            | resource a b {}",
                "envs/values.yaml     | replicas: 1",
                "helmfile.d/apps.yaml | releases: [{name: {{ x }}, chart: a/b}]",
                "apps.yml             | {% for a in b %}¶- {{ a }}¶{% endfor %}",
                "secret.yaml.gpg      | x",
                "vault.yml            | $ANSIBLE_VAULT;1.1;AES256¶3132",
                "pod.yaml.gz          | x",
            })
    void whatSaysWhatIsDeployedIsOneLine(String name, String text) {
        folder.file("repo/deploy/" + name, text.replace("¶", "\n") + "\n");

        assertThat(scanned()).singleElement().asString().startsWith("deploy/" + name + ":1:1: ");
    }

    /** No cluster runs a compose file as it is, and most repositories have one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker-compose.yml   | services: {a: {image: b}}",
                "compose.prod.yaml    | services: {a: {image: b, privileged: true}}",
                "stack.yaml           | services: {a: {build: .}}",
                "anything.yaml        | services: {a: {image: b}}",
                "docker-compose.override.yml | services: {a: {privileged: true}}",
                "compose.yaml         | include: [other.txt]",
            })
    void composeFilesAreANote(String name, String text) throws ConfigurationException {
        folder.file("repo/deploy/" + name, text.replace("¶", "\n") + "\n");

        assertThat(scanned()).isEmpty();
        assertThat(folder.scan("repo").evaluate(Progress.NONE).ledger().notes())
                .containsExactly("1 compose file is not for a cluster and not read, such as deploy/" + name);
        assertThat(Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.strict(true))
                        .evaluate(Progress.NONE)
                        .ledger()
                        .notEvaluated())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "README.md          | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "Main.java          | class Main {}",
                "Dockerfile         | FROM scratch",
                "LICENSE            | none",
                "nginx.conf.j2      | server {}",
                "mail.tmpl          | Dear {{ .Name }}",
                "package.json       | {\"name\": \"x\", \"version\": \"1\"}",
                "mkdocs.yml         | {site_name: x, nav: [a, b]}",
                "openapi.yaml       | {openapi: 3.0.0, info: {title: a}, paths: {}}",
                ".gitlab-ci.yml     | {build: {script: [mvn verify], image: maven}}",
                "application.yml    | {spring: {application: {name: a}}}",
                "compose-notes.yaml | {note: nothing}",
                "README.md.gotmpl   | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "Makefile           | apiVersion: v1¶kind: Pod¶metadata: {name: a}",
                "test.yaml          | {suite: a, tests: [{asserts: [], set: {apiVersion: v1, kind: Pod, metadata: {name: a}}}]}",
            })
    void otherFilesAreNotNamed(String name, String text) {
        folder.file("repo/deploy/" + name, text.replace("¶", "\n") + "\n");

        assertThat(scanned()).isEmpty();
    }

    /** Dashboards and the like, which a template of the chart prints. */
    @Test
    void templatesInTheFolderOfAChartAreOfTheChart() {
        folder.file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/dashboards/a.json", "{\"title\": {{ .Values.title }}}\n")
                .file("repo/store/files/b.yaml", "apiVersion: v1\nkind: {{ x }}\nmetadata: {name: a}\n");

        assertThat(scanned())
                .containsExactly(
                        "store/dashboards/a.json:1:1: store/dashboards/a.json, store/files/b.yaml: a chart's file"
                                + " outside of templates/ counts where a template prints it");
    }

    /** A kustomization with its kind is a file, too, not an object without a name. */
    @Test
    void kustomizationsAreNamedByTheirFile() {
        String kustomization =
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../k8s/map.yaml]\n";
        folder.file("repo/dev/kustomization.yaml", kustomization)
                .file("repo/prod/kustomization.yaml", "namePrefix: a-\n");

        assertThat(scanned())
                .containsExactly(
                        "dev/kustomization.yaml:3:1: dev/kustomization.yaml, prod/kustomization.yaml: the output of the kustomization is in no source (evaluate what kubectl kustomize dev writes)");
    }

    @Test
    void thousandFilesOfOneKindAreOneLine() {
        for (int i = 0; i < 1000; i++) {
            folder.file("repo/deploy/" + i + "/deploy.yaml.tpl", "kind: {{ x }}\n");
        }

        assertThat(scanned())
                .singleElement()
                .asString()
                .contains(" and 997 more: a template is evaluated by its output");
    }

    /** Values for a chart of the folder beside it, by their name or by their keys. */
    @ParameterizedTest
    @CsvSource({
        "repo/values-prod.yaml, replicas: 1",
        "repo/sizes/large.yaml, 'image: {tag: a}'",
        "repo/store/sizes/large.yaml, '{image: {tag: a}, replicas: 3}'"
    })
    void valuesFilesBesideAChartAreNamed(String path, String text) {
        folder.file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/values.yaml", "image: {tag: ''}\nreplicas: 1\n")
                .file("repo/config.yaml", "replicas: 1\n")
                .file(path, text + "\n");

        assertThat(scanned())
                .singleElement()
                .asString()
                .startsWith(path.substring("repo/".length()) + ":1:1: ")
                .contains("values");
    }

    @Test
    void archivesWithManifestsAreNamed() throws IOException {
        Files.write(folder.path("repo/k8s.zip"), zip("deploy/pod.yaml"));
        Files.write(folder.path("repo/fonts.zip"), zip("font.ttf"));
        Files.write(folder.path("repo/k8s.tgz"), tar("deploy/pod.yaml"));
        Files.write(folder.path("repo/sources.tar.gz"), tar("src/Main.java"));
        Files.write(folder.path("repo/broken.tgz"), new byte[] {1, 2, 3});

        assertThat(scanned())
                .containsExactly(
                        "broken.tgz:1:1: broken.tgz, k8s.tgz, k8s.zip: an archive is not opened (unpack it, and"
                                + " evaluate what is deployed)");
    }

    private static byte[] zip(String entry) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(POD.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String entry) throws IOException {
        byte[] blocks = new byte[4 * 512];
        write(blocks, 0, entry);
        write(blocks, 100, "0000644");
        write(blocks, 124, "00000000012");
        write(blocks, 148, "        ");
        blocks[156] = '0';
        int sum = 0;
        for (byte b : blocks) {
            sum += b;
        }
        write(blocks, 148, String.format("%06o\0", sum));
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(blocks);
        }
        return bytes.toByteArray();
    }

    private static void write(byte[] blocks, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, blocks, at, bytes.length);
    }

    private static final String LINE = "a kustomization takes it as a patch or as data, not as an object";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches: [{path: change.yaml}]",
                "patches: [{path: ./change.yaml, target: {kind: Deployment}}]",
                "patchesStrategicMerge: [change.yaml]",
                "patchesJson6902: [{target: {kind: Pod, name: a, version: v1}, path: change.yaml}]",
                "replacements: [{path: change.yaml}]",
                "configurations: [change.yaml]",
                "transformers: [change.yaml]",
                "generators: [change.yaml]",
                "validators: [change.yaml]",
                "crds: [change.yaml]",
                "openapi: {path: change.yaml}",
                "configMapGenerator: [{name: a, files: [pod.yaml=change.yaml]}]",
                "helmCharts: [{name: a, valuesFile: change.yaml}]",
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{path: change.yaml}]",
                "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: change.yaml}]",
                "transformers: [\"apiVersion: builtin\\nkind: PatchTransformer\\nmetadata: {name: a}\\npath: change.yaml\\n\"]",
            })
    void whatAKustomizationTakesAsPatchOrDataIsNoObject(String kustomization) {
        folder.file("repo/overlay/kustomization.yaml", kustomization + "\n").file("repo/overlay/change.yaml", POD);

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().resources()).isOne();
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .anyMatch(line -> line.startsWith("overlay/change.yaml:1:1: " + LINE))
                .anyMatch(line -> line.startsWith("overlay/kustomization.yaml:"));
    }

    @Test
    void resourcesOfAKustomizationAreObjects() {
        folder.file(
                        "repo/overlay/kustomization.yaml",
                        "resources: [../k8s, pod.yaml]\npatches: [{path: pod.yaml}, {patch: '{a: b}'}]\n")
                .file("repo/overlay/pod.yaml", POD)
                .file("repo/overlay/other.yaml", POD.replace("hidden", "other"));

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().resources()).isEqualTo(3);
    }

    private static final String PATCH = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: manager}
            spec:
              template:
                spec:
                  containers:
                    - {name: proxy, image: "proxy:1"}
                    - {name: manager, args: [--leader-elect]}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"selector", "image"})
    void patchesBesideAKustomizationThatAreSwitchedOffAreNoObjects(String missing) {
        String patch = missing.equals("image")
                ? PATCH.replace("spec:\n  template", "spec:\n  selector: {matchLabels: {a: b}}\n  template")
                : PATCH.replace("args: [--leader-elect]", "image: \"manager:1\"");
        folder.file(
                        "repo/default/kustomization.yaml",
                        "resources: [manager.yaml]\npatches:\n# - path: proxy_patch.yaml\n")
                .file("repo/default/manager.yaml", POD)
                .file("repo/default/proxy_patch.yaml", patch);

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().resources()).isEqualTo(2);
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .contains("default/proxy_patch.yaml:1:1: it is a patch that the kustomization beside it does not name"
                        + " (evaluate what kubectl kustomize default writes)");
    }

    @Test
    void whatIsWholeOrLiesBesideNoKustomizationIsAnObject() {
        String whole = PATCH.replace("spec:\n  template", "spec:\n  selector: {matchLabels: {a: b}}\n  template")
                .replace("args: [--leader-elect]", "image: \"manager:1\"");
        folder.file("repo/default/kustomization.yaml", "resources: [part.yaml]\n")
                .file("repo/default/part.yaml", PATCH.replace("manager}", "listed}"))
                .file("repo/default/whole.yaml", whole)
                .file("repo/default/both.yaml", PATCH.replace("manager}", "both}") + "---\n" + POD)
                .file("repo/other/part.yaml", PATCH.replace("manager}", "alone}"));

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().resources()).isEqualTo(6);
    }

    @Test
    void patchesAmongConfiguredManifestsAreNoObjects() {
        folder.file("k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("kustomization.yaml", "resources: [k8s/map.yaml]\npatches: [{path: k8s/patches/scale.yaml}]\n")
                .file("k8s/patches/scale.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n");

        Evaluation evaluation = folder.evaluate("schemaVersion: 1\nsources: [{manifests: k8s}]\n");

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().resources()).isEqualTo(1);
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("k8s/patches/scale.yaml:1:1: " + LINE)
                .endsWith("(evaluate what kubectl kustomize . writes)");
    }

    @Test
    void whatATestExpectsIsNoObjectAndWhatItAppliesIs() {
        folder.file("repo/test/a/01-assert.yaml", POD)
                .file("repo/test/a/02-errors.yaml", POD)
                .file("repo/test/a/03-install.yaml", POD)
                .file("repo/test/a/my-assert.yaml", POD.replace("hidden", "mine"))
                .file("repo/test/b/chainsaw-test.yaml", """
                        apiVersion: chainsaw.kyverno.io/v1alpha1
                        kind: Test
                        metadata: {name: a}
                        spec:
                          steps:
                            - try:
                                - apply: {file: apply.yaml}
                                - assert: {file: wanted.yaml}
                                - error: {file: ../b/unwanted.yaml}
                        """)
                .file("repo/test/b/apply.yaml", POD.replace("hidden", "applied"))
                .file("repo/test/b/wanted.yaml", POD)
                .file("repo/test/b/unwanted.yaml", POD);

        assertThat(scanned())
                .filteredOn(line -> line.contains("a test expects it"))
                .singleElement()
                .asString()
                .contains("test/a/01-assert.yaml", "test/a/02-errors.yaml", "test/b/unwanted.yaml");
        assertThat(folder.scan("repo").evaluate(Progress.NONE).ledger().releases().stream()
                        .flatMap(release -> release.resources().stream())
                        .map(resource -> resource.id().toString()))
                .filteredOn(name -> name.startsWith("Pod "))
                .containsExactlyInAnyOrder("Pod hidden", "Pod mine", "Pod applied");
    }
}
