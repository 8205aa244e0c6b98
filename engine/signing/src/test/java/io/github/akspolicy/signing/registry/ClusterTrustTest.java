package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.envelope.Envelope;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real envelopes, trusted by nothing but the resources of Ratify that the release itself deploys. */
class ClusterTrustTest {
    private static final TestAuthority CONTOSO = new TestAuthority("Contoso", "secp256r1");
    private static final TestAuthority OTHER = new TestAuthority("Contoso", "secp256r1");
    private static final KeyPair KEY = TestAuthority.keys("EC", "secp256r1");
    private static final KeyPair OTHER_KEY = TestAuthority.keys("EC", "secp256r1");

    @TempDir
    private Path folder;

    private SignedProject project;

    /** The image good is signed by Contoso and with the key, bad by others. */
    @BeforeEach
    void sign() throws Exception {
        project = new SignedProject(folder);
        Descriptor good = project.registry.image("good", "good");
        project.registry.notation(good, good.digest(), new TestSigner(CONTOSO, "ES256").cose(good), Envelope.COSE);
        project.cosign(good, KEY);
        Descriptor bad = project.registry.image("bad", "bad");
        project.registry.notation(bad, bad.digest(), new TestSigner(OTHER, "ES256").jws(bad), Envelope.JWS);
        project.cosign(bad, OTHER_KEY);
        project.pods("good", "bad");
        project.lock("good", "bad");
        project.configure("notation");
    }

    @AfterEach
    void stop() {
        project.close();
    }

    private static String resource(String kind, String name, String spec) {
        return "apiVersion: config.ratify.deislabs.io/v1beta1\nkind: " + kind + "\nmetadata:\n  name: " + name
                + "\nspec:\n" + spec.indent(2);
    }

    private static String certificates(TestAuthority authority) {
        return "type: inline\nparameters:\n  contentType: certificate\n  value: |\n"
                + authority.rootPem().indent(4);
    }

    private static String keys(KeyPair pair) {
        return "type: inline\nparameters:\n  contentType: key\n  value: |\n"
                + TestAuthority.pem("PUBLIC KEY", pair.getPublic().getEncoded()).indent(4);
    }

    private static String notation(String stores, String scope, String store) {
        return resource(
                "Verifier",
                "verifier-notation",
                "name: notation\nartifactTypes: application/vnd.cncf.notary.signature\nparameters:\n"
                        + "  verificationCertStores:\n" + stores.indent(4)
                        + "  trustPolicyDoc:\n    version: \"1.0\"\n    trustPolicies:\n      - name: default\n"
                        + "        registryScopes: [\"" + scope + "\"]\n"
                        + "        signatureVerification: {level: strict}\n"
                        + "        trustStores: [\"" + store + "\"]\n"
                        + "        trustedIdentities: [\"x509.subject: C=US, ST=WA, O=Contoso\"]\n");
    }

    private String repository() {
        return project.registry.name() + "/" + StubRegistry.REPOSITORY;
    }

    private void onlyTheBadOneIsFound(String... said) throws Exception {
        assertThat(project.findings())
                .singleElement()
                .asString()
                .startsWith("k8s/pod-bad.yaml:7:")
                .contains(said);
    }

    @Test
    void withoutRatifyNobodyIsTrusted() throws Exception {
        assertThat(project.findings()).isEmpty();
        assertThat(project.unknown())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("no signer is trusted yet"));
    }

    @Test
    void certificatesOfAKeyManagementProviderCount() throws Exception {
        project.manifest("kmp", resource("KeyManagementProvider", "contoso-root", certificates(CONTOSO)));
        project.manifest("verifier", notation("ca:\n  contoso: [contoso-root]", repository(), "ca:contoso"));

        onlyTheBadOneIsFound("SIGNER_UNTRUSTED", "[ca:contoso]");
    }

    @Test
    void storesOfTheFormOfOldAndCertificateStoresCount() throws Exception {
        project.manifest(
                "store",
                resource(
                        "CertificateStore",
                        "contoso-root",
                        "provider: inline\nparameters:\n  value: |\n"
                                + CONTOSO.rootPem().indent(4)));
        project.manifest("verifier", notation("contoso: [gatekeeper-system/contoso-root]", "*", "ca:contoso"));

        onlyTheBadOneIsFound("SIGNER_UNTRUSTED");
    }

    @Test
    void severalProvidersMakeOneStore() throws Exception {
        project.manifest("one", resource("KeyManagementProvider", "old-root", certificates(OTHER)));
        project.manifest("two", resource("KeyManagementProvider", "new-root", certificates(CONTOSO)));
        project.manifest("verifier", notation("ca:\n  contoso: [old-root, new-root]", "*", "ca:contoso"));

        assertThat(project.findings()).isEmpty();
    }

    @Test
    void aStoreOfAnotherTypeIsAnotherStore() throws Exception {
        project.manifest("kmp", resource("KeyManagementProvider", "contoso-root", certificates(CONTOSO)));
        project.manifest("verifier", notation("signingAuthority:\n  contoso: [contoso-root]", "*", "ca:contoso"));

        assertThat(project.findings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("trust store ca:contoso does not exist"));
    }

    @Test
    void aPolicyForAnotherRepositoryTrustsNothing() throws Exception {
        project.manifest("kmp", resource("KeyManagementProvider", "contoso-root", certificates(CONTOSO)));
        project.manifest("verifier", notation("ca:\n  contoso: [contoso-root]", repository() + "-other", "ca:contoso"));

        assertThat(project.findings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("POLICY_NONE_APPLIES"));
    }

    @Test
    void certificatesInAVaultAreLookedUpInTheFolderOfTrustStores() throws Exception {
        project.manifest(
                "kmp",
                resource(
                        "KeyManagementProvider",
                        "contoso-root",
                        "type: azurekeyvault\nparameters:\n  vaultURI: https://contoso.vault.azure.net/\n"
                                + "  certificates: [{name: root}]\n"));
        project.manifest("verifier", notation("ca:\n  contoso: [contoso-root]", "*", "ca:contoso"));

        assertThat(project.findings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("trust store ca:contoso does not exist"));

        project.file("policy/trust/truststore/x509/ca/contoso/root.pem", CONTOSO.rootPem());
        onlyTheBadOneIsFound("SIGNER_UNTRUSTED");
    }

    @Test
    void theConfiguredTrustWins() throws Exception {
        project.manifest("kmp", resource("KeyManagementProvider", "other-root", certificates(OTHER)));
        project.manifest("verifier", notation("ca:\n  contoso: [other-root]", "*", "ca:contoso"));
        project.file("policy/trust/truststore/x509/ca/contoso/root.pem", CONTOSO.rootPem());
        project.file(
                "policy/trust/trustpolicy.json",
                "{\"version\":\"1.0\",\"trustPolicies\":[{\"name\":\"all\",\"registryScopes\":[\"*\"],"
                        + "\"signatureVerification\":{\"level\":\"strict\"},\"trustStores\":[\"ca:contoso\"],"
                        + "\"trustedIdentities\":[\"*\"]}]}");

        onlyTheBadOneIsFound("SIGNER_UNTRUSTED");
    }

    private String cosign(String policies) {
        return resource(
                "Verifier",
                "verifier-cosign",
                "name: cosign\nartifactTypes: application/vnd.dev.cosign.artifact.sig.v1+json\nparameters:\n"
                        + "  trustPolicies:\n" + policies.indent(4));
    }

    private static String scoped(String name, String scope, String provider) {
        return unlogged(name, scope, provider) + "  tLogVerify: false\n";
    }

    private static String unlogged(String name, String scope, String provider) {
        return "- name: " + name + "\n  scopes: [\"" + scope + "\"]\n  keys: [{provider: " + provider + "}]\n";
    }

    /** Ratify's default; signatures made with {@code --tlog-upload=false} would be refused by the cluster. */
    @Test
    void aSignatureThatTheClusterLooksUpInTheLogIsNotProven() throws Exception {
        project.configure("cosign-key");
        project.manifest("release", resource("KeyManagementProvider", "release", keys(KEY)));
        project.manifest("verifier", cosign(unlogged("all", "*", "release")));
        assertThat(project.findings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("k8s/pod-good.yaml:7:")
                        .contains("only if the transparency log has the signature"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("k8s/pod-bad.yaml:7:").contains("none of the keys [release]"));

        // Go reads keys in any case
        project.manifest("verifier", cosign(unlogged("all", "*", "release") + "  tlogVerify: false\n"));
        onlyTheBadOneIsFound("none of the keys [release]");

        // the policy that decides for the image, not another one
        project.manifest(
                "verifier", cosign(unlogged("all", "*", "release") + scoped("store", repository() + "*", "release")));
        onlyTheBadOneIsFound("none of the keys [release]");
    }

    @Test
    void keysCountForTheImagesOfTheirScopeOnly() throws Exception {
        project.configure("cosign-key");
        project.manifest("release", resource("KeyManagementProvider", "release", keys(KEY)));
        project.manifest("other", resource("KeyManagementProvider", "other", keys(OTHER_KEY)));

        // one key for everything
        project.manifest("verifier", cosign(scoped("all", "*", "release")));
        onlyTheBadOneIsFound("SIGNER_UNTRUSTED", "none of the keys [release]");

        // a scope of the images wins over that of all, whatever comes first
        project.manifest(
                "verifier", cosign(scoped("all", "*", "other") + scoped("store", repository() + "*", "release")));
        onlyTheBadOneIsFound("none of the keys [release]");

        // a whole reference
        project.manifest(
                "verifier",
                cosign(scoped("bad", project.image("bad"), "other")
                        + scoped("good", project.image("good"), "release")));
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void aKeyForOtherRepositoriesTrustsNothingHere() throws Exception {
        project.configure("cosign-key");
        project.manifest("release", resource("KeyManagementProvider", "release", keys(KEY)));
        project.manifest("verifier", cosign(scoped("other", repository() + "-other*", "release")));

        assertThat(project.findings()).isEmpty();
        assertThat(project.unknown())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("no signer is trusted yet"));
    }

    @Test
    void eachKindOfSignatureHasItsOwnTrust() throws Exception {
        project.configure("notation, cosign-key");
        project.manifest("kmp", resource("KeyManagementProvider", "contoso-root", certificates(CONTOSO)));
        project.manifest("verifier", notation("ca:\n  contoso: [contoso-root]", "*", "ca:contoso"));
        project.file(
                "policy/trust/cosign/release.pub",
                TestAuthority.pem("PUBLIC KEY", KEY.getPublic().getEncoded()));

        onlyTheBadOneIsFound("SIGNER_UNTRUSTED (notation)", "SIGNER_UNTRUSTED (cosign-key)");
    }
}
