package io.github.akspolicy.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Change;
import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.report.EvaluationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes planted in a real repository with a chart and manifests, judged by the built-in policies. */
class ChangesTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            # a profile that is complete, so that new policies change nothing here
            profile: pss-baseline
            environments: {dev: {namespace: dev}, prod: {namespace: prod}}
            sources:
              - chart: deploy/shop
                values: {prod: [values-prod.yaml]}
              - manifests: k8s
              - manifests: tools-old
            policies:
              pod/host-ports: off
            exemptions: exemptions.yaml
            """;
    private static final String EXEMPTION = """
            schemaVersion: 1
            exemptions:
              - {policy: pod/privileged, resource: Pod/exempt, reason: r, owner: o, approvedBy: k, until: 2099-01-01}
            """;
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: shop
                  image: contoso.azurecr.io/shop:1
                  securityContext:
                    privileged: {{ .Values.privileged }}
            """;

    @TempDir
    private Path root;

    private Git git;

    @BeforeEach
    void base() throws Exception {
        git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
        write("aks-policy.yaml", CONFIGURATION);
        write("exemptions.yaml", EXEMPTION);
        write("deploy/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("deploy/shop/values.yaml", "privileged: false\n");
        write("deploy/shop/values-prod.yaml", "{}\n");
        write("deploy/shop/templates/shop.yaml", TEMPLATE);
        write("k8s/fixed.yaml", pod("fixed", "privileged: true"));
        write("k8s/moved.yaml", pod("moved", "privileged: true"));
        write("k8s/renamed.yaml", pod("old", "privileged: true"));
        write("k8s/same.yaml", pod("same", "privileged: true"));
        write("k8s/exempt.yaml", pod("exempt", "privileged: true"));
        write(
                "k8s/port.yaml",
                pod("port", "privileged: false")
                        .replace(
                                "securityContext",
                                "ports: [{containerPort: 80, hostPort: 80}]\n      securityContext"));
        write("tools-old/tool.yaml", pod("tool", "privileged: true"));
        commit("base");
        git.checkout().setCreateBranch(true).setName("change").call();
    }

    @AfterEach
    void close() {
        git.close();
    }

    private static String pod(String name, String setting) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  containers:
                    - name: a
                      image: contoso.azurecr.io/a:1
                      securityContext: {%s}
                """.formatted(name, setting);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
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

    private Evaluation compare(String base, boolean onlyNew) throws Exception {
        Path file = root.resolve("aks-policy.yaml");
        var verification = Verification.load(file, Overrides.NONE);
        return new Changes(base, onlyNew, Overrides.NONE).evaluate(file, verification, Progress.NONE);
    }

    private static List<String> changes(Evaluation evaluation) {
        return evaluation.open().stream()
                .filter(finding -> finding.change() != null)
                .map(finding -> finding.change() + " " + finding.policy().name() + " "
                        + finding.subjects().get(0) + " " + finding.environments() + (finding.fails() ? " fails" : ""))
                .sorted()
                .toList();
    }

    private static Comparison comparison(Evaluation evaluation) {
        return Objects.requireNonNull(evaluation.comparison());
    }

    /** What a pull request of a busy week does, all of it at once. */
    private void plant() throws IOException {
        // only a values file
        write("deploy/shop/values-prod.yaml", "privileged: true\n");
        // the template itself
        write("deploy/shop/templates/shop.yaml", TEMPLATE.replace("spec:\n", "spec:\n  hostNetwork: true\n"));
        write("k8s/fixed.yaml", pod("fixed", "privileged: false"));
        write("k8s/moved.yaml", "# why this is so\n" + pod("moved", "privileged: true"));
        write("k8s/renamed.yaml", pod("new", "privileged: true"));
        Files.move(root.resolve("tools-old"), root.resolve("tools"));
        // turns on a policy, whose old finding is not new; and takes an exemption back
        write(
                "aks-policy.yaml",
                CONFIGURATION.replace("tools-old", "tools").replace("host-ports: off", "host-ports: on"));
        write("exemptions.yaml", "schemaVersion: 1\nexemptions: []\n");
        // one goes, another comes in the same file: that hides nothing
        write("k8s/same.yaml", pod("same", "privileged: true") + "---\n" + pod("other", "privileged: true"));
    }

    @Test
    void everyPlantedChangeIsWhatItIs() throws Exception {
        plant();
        Evaluation evaluation = compare("main", false);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(changes(evaluation))
                .containsExactly(
                        "moved privileged Pod moved, container a [dev, prod] fails",
                        "moved privileged Pod tool, container a [dev, prod] fails",
                        "new host-namespaces Pod shop [dev, prod] fails",
                        "new privileged Pod exempt, container a [dev, prod] fails",
                        "new privileged Pod new, container a [dev, prod] fails",
                        "new privileged Pod other, container a [dev, prod] fails",
                        "new privileged Pod shop, container shop [prod] fails",
                        "unchanged host-ports Pod port, container a [dev, prod] fails",
                        "unchanged privileged Pod same, container a [dev, prod] fails");
        Comparison comparison = comparison(evaluation);
        assertThat(comparison.fixed())
                .extracting(finding -> finding.location().toString())
                .containsExactly("k8s/fixed.yaml:8:25", "k8s/renamed.yaml:8:25");
        assertThat(comparison.incomparable()).isEmpty();
        assertThat(evaluation.findings().stream()
                        .filter(finding -> finding.subjects().get(0).contains("Pod shop, container")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.location().path()).isEqualTo("deploy/shop/values-prod.yaml"));
        assertThat(EvaluationText.summary(evaluation))
                .contains("Compared with main (" + comparison.commit()
                        + "): 5 new, 0 incomparable, 2 moved, 2 unchanged, 2 fixed");
    }

    private static String in(String namespace, String pod) {
        return pod.replace("metadata: {", "metadata: {namespace: " + namespace + ", ");
    }

    /** The old one is still there: the other one is another resource, whatever it is called. */
    @Test
    void theSameNameInAnotherNamespaceIsNewWhileTheOldOneIsThere() throws Exception {
        write(
                "k8s/evil.yaml",
                in("evil", pod("same", "privileged: true")).replace("contoso.azurecr.io/a:1", "evil.io/miner:1"));
        // beside the old one, whose line moves, and with the same content
        write(
                "k8s/moved.yaml",
                in("other", pod("moved", "privileged: true")) + "---\n" + pod("moved", "privileged: true"));
        assertThat(compare("main", true).findings().stream()
                        .filter(finding -> finding.isOpen() && finding.change() == Change.NEW)
                        .map(finding -> finding.location().path() + ":"
                                + finding.location().line() + " "
                                + finding.occurrences().get(0).resource().namespace()))
                .containsExactly("k8s/evil.yaml:8 evil", "k8s/moved.yaml:8 other");
    }

    @Test
    void aCopyOfTheSameNameAndNamespaceIsNew() throws Exception {
        write("k8s/zcopy.yaml", pod("same", "privileged: true"));
        assertThat(changes(compare("main", true)))
                .contains(
                        "new privileged Pod same, container a [dev, prod] fails",
                        "unchanged privileged Pod same, container a [dev, prod]");
    }

    @Test
    void anotherNameOrNamespaceIsNew() throws Exception {
        Files.delete(root.resolve("k8s/same.yaml"));
        write("k8s/elsewhere.yaml", in("other", pod("same", "privileged: true")));
        write("k8s/renamed.yaml", pod("new", "privileged: true").replace("a:1", "evil:1"));
        Files.delete(root.resolve("k8s/moved.yaml"));
        write(
                "k8s/args.yaml",
                in("other", pod("moved", "privileged: true")).replace("image:", "args: [\"1\"]\n      image:"));
        assertThat(changes(compare("main", true)))
                .contains(
                        "new privileged Pod same, container a [dev, prod] fails",
                        "new privileged Pod new, container a [dev, prod] fails",
                        "new privileged Pod moved, container a [dev, prod] fails");
    }

    @Test
    void onlyNewOnesFailWhereThatIsAsked() throws Exception {
        plant();
        Evaluation evaluation = compare("main", true);
        assertThat(changes(evaluation))
                .filteredOn(text -> text.endsWith("fails"))
                .hasSize(5)
                .allMatch(text -> text.startsWith("new "));
        assertThat(evaluation.annotated()).hasSize(5);
        assertThat(evaluation.open()).hasSize(9);
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
        git.reset().setMode(org.eclipse.jgit.api.ResetCommand.ResetType.HARD).call();
        git.clean().setCleanDirectories(true).setForce(true).call();
        assertThat(compare("main", true).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(compare("main", false).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aPolicyMayFailForNewFindingsOnly() throws Exception {
        write("k8s/other.yaml", pod("other", "privileged: true"));
        write(
                "aks-policy.yaml",
                CONFIGURATION.replace(
                        "pod/host-ports: off", "pod/host-ports: off\n  pod/privileged: {enforce: new-only}"));
        assertThat(changes(compare("main", false)))
                .filteredOn(text -> text.endsWith("fails"))
                .containsExactly("new privileged Pod other, container a [dev, prod] fails");
        assertThat(Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE)
                        .evaluate(Progress.NONE)
                        .findings())
                .noneMatch(Finding::fails);
    }

    @Test
    void aNewEnvironmentCannotBeCompared() throws Exception {
        write("aks-policy.yaml", CONFIGURATION.replace("prod: {namespace: prod}", "prod: {namespace: prod}, test: {}"));
        Evaluation evaluation = compare("main", true);
        assertThat(changes(evaluation)).isNotEmpty().allMatch(text -> text.startsWith("incomparable "));
        assertThat(comparison(evaluation).incomparable()).containsExactly("the base has no environment test");
        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whatTheBaseCouldNotRenderCannotBeCompared() throws Exception {
        write("deploy/shop/templates/shop.yaml", "{{ fail \"not yet\" }}\n");
        commit("broken");
        git.branchCreate().setName("broken").call();
        write("deploy/shop/templates/shop.yaml", TEMPLATE.replace("{{ .Values.privileged }}", "true"));
        Evaluation evaluation = compare("broken", true);
        assertThat(changes(evaluation))
                .contains(
                        "incomparable privileged Pod shop, container shop [dev, prod] fails",
                        "unchanged privileged Pod same, container a [dev, prod]");
        assertThat(comparison(evaluation).incomparable())
                .hasSize(2)
                .allSatisfy(
                        reason -> assertThat(reason).startsWith("deploy/shop could not be evaluated in the base for "));
    }

    @Test
    void aBaseWithoutConfigurationSaysSo() throws Exception {
        Files.delete(root.resolve("aks-policy.yaml"));
        commit("without");
        git.branchCreate().setName("without").call();
        write("aks-policy.yaml", CONFIGURATION);
        Evaluation evaluation = compare("without", true);
        assertThat(changes(evaluation)).isNotEmpty().allMatch(text -> text.startsWith("incomparable "));
        assertThat(comparison(evaluation).incomparable())
                .allSatisfy(reason -> assertThat(reason).endsWith("there is no aks-policy.yaml"));
    }

    @Test
    void theCommitWhereTheBranchesPartedCounts() throws Exception {
        // main goes on: what it mends is not this branch's merit, what it adds is not there yet
        git.checkout().setName("main").call();
        write("k8s/same.yaml", pod("same", "privileged: false"));
        commit("main goes on");
        git.checkout().setName("change").call();
        assertThat(changes(compare("main", true))).allMatch(text -> text.startsWith("unchanged "));
    }

    /** Plans of infrastructure are that large: one that was left out of the base would be new at each pull request. */
    @Test
    void aLargeFileOfTheBaseIsThere() throws Exception {
        write("k8s/large.yaml", pod("large", "privileged: true") + ("# " + "x".repeat(1021) + "\n").repeat(33 << 10));
        commit("large");
        git.branchCreate().setName("large").call();
        assertThat(Files.size(root.resolve("k8s/large.yaml"))).isGreaterThan(32L << 20);
        assertThat(changes(compare("large", true)))
                .contains("unchanged privileged Pod large, container a [dev, prod]")
                .noneMatch(text -> text.startsWith("new "));
    }

    @Test
    void aSubmoduleIsReadAtTheCommitOfTheBase(@TempDir Path elsewhere) throws Exception {
        submodule(elsewhere);
        write("k8s/vendor/pod.yaml", pod("vendored", "privileged: true, allowPrivilegeEscalation: true"));
        write("k8s/vendor/more.yaml", pod("more", "privileged: true"));
        assertThat(changes(compare("with", true)))
                .contains("unchanged privileged Pod vendored, container a [dev, prod]")
                .filteredOn(text -> text.startsWith("new "))
                .containsExactly("new privileged Pod more, container a [dev, prod] fails");
    }

    @Test
    void aSubmoduleThatIsNotHereIsNamed(@TempDir Path elsewhere) throws Exception {
        submodule(elsewhere);
        try (Stream<Path> files = Files.walk(root.resolve(".git/modules"))) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        Evaluation evaluation = compare("with", true);
        assertThat(changes(evaluation))
                .contains(
                        "incomparable privileged Pod vendored, container a [dev, prod] fails",
                        "unchanged privileged Pod tool, container a [dev, prod]");
        assertThat(comparison(evaluation).incomparable())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason)
                        .contains("the submodule k8s/vendor is not here as the base has it: fetch it"));
    }

    /** A base named {@code with} whose folder {@code k8s/vendor} is a submodule. */
    private void submodule(Path elsewhere) throws Exception {
        Path other = elsewhere.resolve("vendor");
        try (Git vendor = Git.init().setDirectory(other.toFile()).call()) {
            Files.writeString(other.resolve("pod.yaml"), pod("vendored", "privileged: true"));
            vendor.add().addFilepattern(".").call();
            vendor.commit().setMessage("vendor").setSign(false).call();
        }
        git.submoduleAdd()
                .setPath("k8s/vendor")
                .setURI(other.toUri().toString())
                .call()
                .close();
        commit("with a submodule");
        git.branchCreate().setName("with").call();
    }

    @Test
    void theWorktreeIsNotTouched() throws Exception {
        plant();
        List<String> before = snapshot();
        compare("main", true);
        assertThat(snapshot()).isEqualTo(before);
        assertThat(git.getRepository().getFullBranch()).isEqualTo("refs/heads/change");
        try (ScratchFolder own = ScratchFolder.create("test");
                Stream<Path> temporary = Files.list(own.path().getParent())) {
            assertThat(temporary.filter(path -> path.getFileName().toString().startsWith("base-")))
                    .as("nothing stays behind")
                    .isEmpty();
        }
    }

    private List<String> snapshot() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return root.relativize(file) + " " + Files.getLastModifiedTime(file) + " "
                                    + Files.size(file);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aBaseThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> compare("origin/main", true))
                .isInstanceOf(BaseException.class)
                .hasMessageContaining("there is no commit \"origin/main\" here: fetch it first");
        assertThatThrownBy(() -> compare("main~1..x^{", true)).isInstanceOf(BaseException.class);
    }

    /** A commit is input: names that git's own tools refuse can be in it all the same. */
    @Test
    void aCommitWritesNothingOutsideOfItsFolder() throws Exception {
        try (var inserter = git.getRepository().newObjectInserter()) {
            var tree = new TreeFormatter();
            tree.append("..", FileMode.TREE, subtree(inserter, blob(inserter, "x")));
            var id = evil(inserter, tree);
            assertThatThrownBy(() -> compare(id.name(), true))
                    .isInstanceOf(BaseException.class)
                    .hasMessageContaining("not a path below its root");
        }
    }

    /** Through {@code here}, which is the root, two levels up lead out of it although the path alone does not. */
    @Test
    void aCommitWritesNothingThroughItsLinks(@TempDir Path elsewhere) throws Exception {
        Path real = elsewhere.toRealPath();
        String name = "aks-policy-" + real.getFileName();
        try (var inserter = git.getRepository().newObjectInserter()) {
            var deep = new TreeFormatter();
            deep.append("here", FileMode.SYMLINK, blob(inserter, "../.."));
            var middle = new TreeFormatter();
            middle.append("y", FileMode.TREE, inserter.insert(deep));
            var inOut = new TreeFormatter();
            inOut.append(name, FileMode.REGULAR_FILE, blob(inserter, "x"));
            inOut.append(name + "-link", FileMode.SYMLINK, blob(inserter, "x"));
            var tree = new TreeFormatter();
            tree.append("out", FileMode.SYMLINK, blob(inserter, "x/y/here/../.."));
            var out = new TreeFormatter();
            out.append(name, FileMode.TREE, inserter.insert(inOut));
            tree.append("out", FileMode.TREE, inserter.insert(out));
            tree.append("x", FileMode.TREE, inserter.insert(middle));
            assertThat(compare(evil(inserter, tree).name(), true)).isNotNull();
        }
        try (Stream<Path> above = Files.list(Path.of("/"))) {
            assertThat(above.map(Path::toString)).noneMatch(path -> path.contains(name));
        }
    }

    private static ObjectId blob(ObjectInserter inserter, String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ObjectId evil(ObjectInserter inserter, TreeFormatter tree) throws IOException {
        var commit = new org.eclipse.jgit.lib.CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        var person = new PersonIdent("test", "test@example.com");
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage("evil");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        return id;
    }

    private static ObjectId subtree(ObjectInserter inserter, ObjectId blob) throws IOException {
        var tree = new TreeFormatter();
        tree.append("escaped", FileMode.REGULAR_FILE, blob);
        return inserter.insert(tree);
    }
}
