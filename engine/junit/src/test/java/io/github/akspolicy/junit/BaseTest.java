package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A run that is compared with a base: the JUnit engine says of a change what the Maven plugin says. */
class BaseTest {
    private static final String CONFIGURATION =
            "schemaVersion: 1\nprofile: pss-baseline\nsources: [{manifests: k8s}]\nexemptions: exemptions.yaml\n";

    @TempDir
    private Path root;

    @BeforeEach
    void base() throws Exception {
        write("aks-policy.yaml", CONFIGURATION);
        write("exemptions.yaml", "schemaVersion: 1\nexemptions: []\n");
        write("k8s/old.yaml", pod("old"));
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            var person = new PersonIdent("test", "test@example.com");
            git.commit()
                    .setMessage("base")
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call();
        }
    }

    private static String pod(String name) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "}\nspec:\n  hostNetwork: true\n"
                + "  containers: [{name: a, image: a.io/a:1}]\n";
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private EngineExecutionResults run(String base) {
        return EngineTestKit.engine(AksPolicyTestEngine.ID)
                .configurationParameter("aks-policy.base", base)
                .configurationParameter("aks-policy.onlyNew", "true")
                .selectors(selectFile(root.resolve("aks-policy.yaml").toFile()))
                .execute();
    }

    private static List<String> failed(EngineExecutionResults results) {
        return results.testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getLegacyReportingName())
                .toList();
    }

    @Test
    void onlyWhatIsNewFails() throws Exception {
        assertThat(failed(run("main"))).isEmpty();
        write("k8s/new.yaml", pod("new"));
        assertThat(failed(run("main"))).singleElement().asString().contains("pod/host-namespaces > Pod new");
    }

    @Test
    void aChangeThatExemptsItselfFails() throws Exception {
        write("k8s/new.yaml", pod("new"));
        write("aks-policy.yaml", CONFIGURATION + "failOn: never\n");
        write(
                "exemptions.yaml",
                "schemaVersion: 1\nexemptions:\n  - {policy: pod/host-namespaces, resource: Pod/*, reason: r, owner: o,"
                        + " approvedBy: k, until: 9999-12-31}\n");
        assertThat(failed(run("main")))
                .containsExactlyInAnyOrder(
                        "gate/exemption-added > exemptions.yaml:3:5", "gate/fail-on-raised > aks-policy.yaml:5:9");
    }

    @Test
    void aBaseThatIsNotThereFails() {
        assertThat(failed(run("origin/main"))).isNotEmpty();
    }
}
