package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.Envelope;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that do not answer, answer too slowly, or send the client where it may not go. */
@Timeout(120)
class RegistryClientTest {
    private static final Duration SHORT = Duration.ofMillis(800);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    @TempDir
    private Path folder;

    private static RegistryClient client(Duration patience) {
        return new RegistryClient(new DockerConfiguration(null), HttpClient.newBuilder(), patience);
    }

    private static RegistryStore store(String registry, RegistryClient client, Duration patience) {
        return new RegistryStore(client, registry, StubRegistry.REPOSITORY, warning -> {}, patience);
    }

    private static String message(SignatureCode code, ThrowingCallable call) {
        var messages = new ArrayList<String>();
        assertThatThrownBy(call).isInstanceOfSatisfying(VerificationFailure.class, failure -> {
            assertThat(failure.code()).as(failure.text()).isEqualTo(code);
            messages.add(failure.text());
        });
        return messages.get(0);
    }

    private static void isTooSlow(String atOnce, String drop) throws Exception {
        try (var server = new SlowServer(atOnce, drop)) {
            RegistryStore store = store(server.name(), client(SHORT), LONG);
            assertThat(message(SignatureCode.REGISTRY_TIMEOUT, () -> store.tagged("1.0")))
                    .isEqualTo("http://" + server.name()
                            + "/v2/store/app/manifests/1.0 does not complete its answer within 800 ms");
        }
    }

    @Test
    void aRegistryThatSaysNothingIsNotWaitedFor() throws Exception {
        isTooSlow("", "");
    }

    @Test
    void aHeaderThatComesByTheByteIsNotWaitedFor() throws Exception {
        isTooSlow(OK + "X-Slow: ", "a");
    }

    @Test
    void aBodyThatComesByTheByteIsNotWaitedFor() throws Exception {
        isTooSlow(OK + "Content-Length: 1000000\r\n\r\n", "a");
        isTooSlow(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n");
    }

    @Test
    void aBodyThatStopsInTheMiddleIsNotWaitedFor() throws Exception {
        isTooSlow(OK + "Content-Length: 1000000\r\n\r\n{", "");
    }

    @Test
    void aTokenServiceThatComesByTheByteIsNotWaitedFor() throws Exception {
        try (var service = new SlowServer(OK + "Content-Length: 1000000\r\n\r\n", "a");
                var registry = new StubRegistry()) {
            registry.challenge = "Bearer realm=\"http://" + service.name() + "/token\"";
            registry.wants = "Bearer never";
            RegistryStore store = store(registry.name(), client(SHORT), LONG);

            assertThat(message(SignatureCode.REGISTRY_TIMEOUT, () -> store.tagged("1.0")))
                    .contains(service.name() + "/token");
        }
    }

    @Test
    void theBodyOfARefusalIsNotWaitedFor() throws Exception {
        try (var server = new SlowServer(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 1000000\r\n\r\n", "a")) {
            RegistryStore store = store(server.name(), client(LONG), LONG);

            message(SignatureCode.REGISTRY_UNAUTHORIZED, () -> store.tagged("1.0"));
        }
    }

    @Test
    void manyAnswersJustInTimeAreTooManyForOneImage() throws Exception {
        try (var registry = new StubRegistry()) {
            Descriptor image = registry.image("1.0", "first");
            registry.endless = true;
            registry.delay = Duration.ofMillis(200);
            RegistryStore store = store(registry.name(), client(LONG), Duration.ofSeconds(2));

            assertThat(message(SignatureCode.REGISTRY_TIMEOUT, () -> store.referrers(image.digest())))
                    .contains("/referrers/")
                    .endsWith("within 2 s");
            assertThat(registry.requests).hasSizeLessThan(15);
        }
    }

    @Test
    void aGoodAnswerIsNotCutOffByTheTimeLimitOfAnEarlierOne() throws Exception {
        try (var registry = new StubRegistry()) {
            Descriptor image = registry.image("1.0", "first");
            registry.delay = Duration.ofMillis(300);
            RegistryStore store = store(registry.name(), client(Duration.ofSeconds(20)), LONG);

            for (int i = 0; i < 5; i++) {
                assertThat(store.manifest(image.digest())).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https:nowhere", "https:///token", "https://[x", "no address"})
    void aTokenServiceThatIsNoAddressIsSaid(String realm) throws Exception {
        try (var registry = new StubRegistry()) {
            registry.challenge = "Bearer realm=\"" + realm + "\"";
            registry.wants = "Bearer never";
            RegistryStore store = store(registry.name(), client(LONG), LONG);

            assertThat(message(SignatureCode.REGISTRY_ERROR, () -> store.tagged("1.0")))
                    .contains("names a token service that is not an address");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "{\"token\":\"a\\r\\nEvil: yes\"}", "{\"token\":7}", "{\"token\":\"\"}"})
    void aTokenThatIsNoneIsSaid(String answer) throws Exception {
        try (var registry = new StubRegistry()) {
            registry.challenge = "Bearer realm=\"http://" + registry.name() + "/token\"";
            registry.wants = "Bearer never";
            registry.token = answer;
            RegistryStore store = store(registry.name(), client(LONG), LONG);

            assertThat(message(SignatureCode.REGISTRY_ERROR, () -> store.tagged("1.0")))
                    .contains("/token answers with no token");
        }
    }

    @Test
    void aHelperIsAskedOnceForAllRepositoriesOfARegistry() throws Exception {
        Path helper = Files.writeString(
                Files.createDirectories(folder.resolve("bin")).resolve("docker-credential-count"),
                "#!/bin/sh\ncat >> '" + folder.resolve("asked") + "'; echo >> '" + folder.resolve("asked")
                        + "'\necho '{\"Username\":\"user\",\"Secret\":\"pw\"}'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        Path config = Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"count\"}");
        var configuration = new DockerConfiguration(config, new CredentialHelper(List.of(folder.resolve("bin")), LONG));
        try (var registry = new StubRegistry()) {
            registry.image("1.0", "first");
            registry.challenge = "Basic realm=\"x\"";
            registry.wants = "Basic dXNlcjpwdw==";
            var client = new RegistryClient(configuration, HttpClient.newBuilder(), LONG);

            assertThat(store(registry.name(), client, LONG).tagged("1.0")).isPresent();
            assertThat(store(registry.name(), client, LONG).tagged("1.0")).isPresent();
            var other = new RegistryStore(client, registry.name(), "store/other", warning -> {}, LONG);
            assertThat(other.tagged("1.0")).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
    }

    @Test
    void aRedirectFromHttpsToHttpIsRefusedAndNotAsked() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = tls();
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        try (var plain = new StubRegistry();
                var registry = new StubRegistry()) {
            registry.notation(registry.image("1.0", "first"), "sha256:" + "a".repeat(64), new byte[] {1}, Envelope.JWS);
            String digest = registry.blobs.keySet().iterator().next();
            secure.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Location", "http://" + plain.name() + "/" + digest);
                exchange.sendResponseHeaders(307, -1);
                exchange.close();
            });
            secure.start();
            registry.redirect = "https://localhost:" + secure.getAddress().getPort() + "/";
            var client = new RegistryClient(
                    new DockerConfiguration(null), HttpClient.newBuilder().sslContext(tls), LONG);

            assertThat(message(
                            SignatureCode.REGISTRY_REDIRECT,
                            () -> store(registry.name(), client, LONG).blob(digest)))
                    .startsWith("https://localhost:")
                    .contains("redirects from https to http");
            assertThat(plain.requests).isEmpty();
        } finally {
            secure.stop(0);
        }
    }

    /** A server that names itself localhost, and a client that trusts it. */
    private static SSLContext tls() throws Exception {
        KeyPair pair = TestAuthority.keys("EC", "secp256r1");
        var name = new X500Name("CN=localhost");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.now().minusSeconds(3600)),
                Date.from(Instant.now().plusSeconds(3600)),
                name,
                pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
        keys.setCertificateEntry("root", certificate);
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, new char[0]);
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
