package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit keeps no object: a heap that holds a tenth of the cluster is enough for all of it. */
@Tag("deep")
class MemoryTest {
    private static final int OBJECTS = 5_000;
    /** Long enough for the whole cluster to be several times the heap. */
    private static final int NOTE = 60_000;

    @TempDir
    Path folder;

    /** What runs in a JVM of its own. */
    public static final class Audit {
        private Audit() {}

        /** @param arguments a kubeconfig and a folder */
        public static void main(String[] arguments) throws Exception {
            Verification verification = Verification.withoutSources(Path.of(arguments[1]), Overrides.NONE);
            Evaluation evaluation = new LiveAudit()
                    .audit(
                            verification,
                            new AuditRequest(Path.of(arguments[0]), null, List.of(), false, false, false, false),
                            Progress.NONE);
            System.out.println(evaluation.problems() + " "
                    + evaluation.ledger().releases().get(0).resources().size() + " objects, "
                    + evaluation.findings().size() + " findings");
        }
    }

    @Test
    void theHeapDoesNotGrowWithTheCluster() throws Exception {
        String note = "x".repeat(NOTE);
        try (var cluster = new MockCluster()) {
            cluster.generate("deployments.apps", OBJECTS, i -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                object.putObject("metadata")
                        .put("name", "app-" + i)
                        .put("namespace", "n" + i % 50)
                        .putObject("annotations")
                        .put("note", note);
                ObjectNode container = JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "app")
                        .put("image", "contoso.azurecr.io/app:1.2.3");
                object.putObject("spec")
                        .putObject("template")
                        .putObject("spec")
                        .putArray("containers")
                        .add(container);
                return object;
            });
            Path kubeconfig = Files.writeString(folder.resolve("config"), """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    clusters: [{name: c, cluster: {server: "%s"}}]
                    users: [{name: c, user: {token: t}}]
                    contexts: [{name: c, context: {cluster: c, user: c}}]
                    """.formatted(cluster.url()));
            Path output = folder.resolve("output");
            Process audit = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Audit.class.getName(),
                            kubeconfig.toString(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(audit.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(Files.readString(output)).contains("[] " + OBJECTS + " objects, ");
            assertThat(audit.exitValue()).isZero();
            assertThat(cluster.requests().stream().filter(path -> path.contains("/deployments?")))
                    .as("pages")
                    .hasSize(OBJECTS / ObjectLists.PAGE);
        }
    }
}
