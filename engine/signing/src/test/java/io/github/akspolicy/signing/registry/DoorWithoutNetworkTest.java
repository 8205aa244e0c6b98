package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import io.github.akspolicy.junit.AksPolicyTestEngine;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.envelope.Envelope;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * The JUnit engine verifies signatures and asks no registry: neither one that stands ready to answer under the very name
 * that the manifests use, nor one that is gone.
 */
class DoorWithoutNetworkTest {
    @TempDir
    private Path folder;

    @Test
    void theEngineVerifiesAndAsksNobody() throws Exception {
        var authority = new TestAuthority("Contoso", "secp256r1");
        try (var project = new SignedProject(folder)) {
            Descriptor good = project.registry.image("good", "good");
            project.registry.notation(
                    good, good.digest(), new TestSigner(authority, "ES256").cose(good), Envelope.COSE);
            project.registry.image("unsigned", "unsigned");
            project.pods("good", "unsigned");
            project.lock("good", "unsigned");
            project.configure("notation");
            project.file("policy/trust/truststore/x509/ca/contoso/root.pem", authority.rootPem());
            project.file(
                    "policy/trust/trustpolicy.json",
                    "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\",\"registryScopes\":[\"*\"],"
                            + "\"signatureVerification\":{\"level\":\"strict\"},\"trustStores\":[\"ca:contoso\"],"
                            + "\"trustedIdentities\":[\"*\"]}]}");
            assertThat(project.registry.requests).isNotEmpty();
            project.registry.requests.clear();

            Map<String, String> whileItAnswers = run();
            assertThat(project.registry.requests).isEmpty();
            project.registry.close();

            assertThat(whileItAnswers)
                    .hasSize(2)
                    .containsEntry("Pod good", "SUCCESSFUL")
                    .hasEntrySatisfying(
                            "Pod unsigned",
                            said -> assertThat(said).startsWith("FAILED").contains("NO_SIGNATURE"));
            assertThat(run()).isEqualTo(whileItAnswers);
        }
    }

    /** How the tests of signatures end, by resource. */
    private Map<String, String> run() {
        Map<String, String> ends = new TreeMap<>();
        EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectFile(folder.resolve("aks-policy.yaml").toFile()))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .filter(event -> id(event).contains("signature-verified"))
                .forEach(event -> {
                    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
                    ends.put(
                            id(event).contains("unsigned") ? "Pod unsigned" : "Pod good",
                            result.getStatus()
                                    + result.getThrowable()
                                            .map(failure -> " " + failure.getMessage())
                                            .orElse(""));
                });
        return ends;
    }

    private static String id(Event event) {
        return event.getTestDescriptor().getUniqueId().toString();
    }
}
