package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.SourceException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a kubeconfig leads to a cluster: files as {@code az aks get-credentials} and kubelogin write them, and broken ones. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the plugins are shell scripts")
class ClusterAccessTest {
    private static final String CANARY = "eyJhbGciOiJSUzI1NiJ9.canary7f3a9c1e5b.c2lnbmF0dXJl";

    @TempDir
    Path folder;

    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Path kubeconfig(String server, String user) throws Exception {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                preferences: {}
                current-context: aks-prod
                clusters:
                  - name: aks-prod
                    cluster: {server: "%s"}
                contexts:
                  - name: aks-prod
                    context: {cluster: aks-prod, user: clusterUser_rg_aks-prod, namespace: shop}
                  - name: lost
                    context: {cluster: nowhere, user: clusterUser_rg_aks-prod}
                  - name: stranger
                    context: {cluster: aks-prod, user: nobody}
                users:
                  - name: clusterUser_rg_aks-prod
                    user: %s
                """.formatted(server, user));
    }

    /** As az and kubelogin convert-kubeconfig write it. */
    private static final String KUBELOGIN = """
            {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: %s, provideClusterInfo: false,
                    args: [get-token, --login, azurecli, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630],
                    env: [{name: AAD_LOGIN, value: set}],
                    installHint: "\\nkubelogin is not installed which is required\\n"}}""";

    private String kubelogin(String script) throws Exception {
        Path plugin = Files.writeString(folder.resolve("kubelogin"), "#!/bin/sh\n" + script);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        return KUBELOGIN.formatted("./kubelogin");
    }

    private static String credential(String status) {
        return "cat <<'END'\n{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1beta1\","
                + " \"spec\": {\"interactive\": false}, \"status\": {" + status + "}}\nEND\n";
    }

    private static AuditRequest request(Path kubeconfig, String context) {
        return new AuditRequest(kubeconfig, context, List.of(), false, false, false, false);
    }

    private Config access(Path kubeconfig, String context) throws SourceException {
        return ClusterAccess.of(request(kubeconfig, context), Duration.ofSeconds(20));
    }

    private Evaluation audit(Path kubeconfig) throws Exception {
        return new LiveAudit()
                .audit(Verification.withoutSources(folder, Overrides.NONE), request(kubeconfig, null), Progress.NONE);
    }

    /** The one problem that a person reads; it never holds the token. */
    private static String problem(Throwable thrown) {
        assertThat(thrown).isInstanceOf(SourceException.class);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause)).doesNotContain("canary");
        }
        return ((SourceException) thrown).problems().get(0).toString();
    }

    @Test
    void kubeloginLogsIn() throws Exception {
        cluster.add(
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\", \"namespace\": \"shop\"}}");
        String user = kubelogin("[ \"$1 $3\" = 'get-token azurecli' ] && [ $AAD_LOGIN = set ] || exit 3\n"
                + "echo \"$KUBERNETES_EXEC_INFO\" > \"$(dirname \"$0\")/info\"\n"
                + "echo 'WARNING: a new version is there' >&2\n"
                + credential("\"token\": \"" + CANARY + "\", \"expirationTimestamp\": \""
                        + Instant.now().plusSeconds(3600) + "\""));
        Evaluation evaluation = audit(kubeconfig(cluster.url(), user));

        assertThat(evaluation.problems()).isEmpty();
        assertThat(cluster.recorded())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + CANARY));
        assertThat(folder.resolve("info"))
                .hasContent("{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\","
                        + "\"spec\":{\"interactive\":false}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        it fails              | echo 'AADSTS700082: the refresh token TOKEN expired' >&2; exit 1 | failed with exit code 1: AADSTS700082: the refresh token *** expired (log in again: az login, and kubelogin remove-tokens)
        it fails in silence   | exit 7 | failed with exit code 7 (log in again: az login, and kubelogin remove-tokens)
        it prints a token     | echo TOKEN | answered no ExecCredential (run it by hand to see what it says)
        it prints nothing     | true | answered no ExecCredential (run it by hand to see what it says)
        no status             | echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1"}' | answered no ExecCredential with a status (run it by hand to see what it says)
        no token              | echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1", "status": {"clientKeyData": "TOKEN"}}' | answered neither a token nor a certificate with its key (log in again: az login, and kubelogin remove-tokens)
        another version       | echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "TOKEN"}}' | answered in client.authentication.k8s.io/v1, and the kubeconfig wants client.authentication.k8s.io/v1beta1 (write the kubeconfig again: kubelogin convert-kubeconfig -l azurecli)
        an expired token      | echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1", "status": {"token": "TOKEN", "expirationTimestamp": "2020-01-02T03:04:05Z"}}' | answered a credential that expired at 2020-01-02T03:04:05Z (log in again: az login, and kubelogin remove-tokens)
        a time that is none   | echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1", "status": {"token": "TOKEN", "expirationTimestamp": "soon"}}' | answered an expirationTimestamp that is not a time (run it by hand to see what it says)
        a flood               | head -c 3000000 /dev/zero | answered more than 1048576 bytes (run it by hand to see what it says)
        """)
    void aPluginThatGivesNoCredentialIsAnErrorWithoutItsSecrets(String reason, String script, String expected)
            throws Exception {
        Path kubeconfig = kubeconfig(cluster.url(), kubelogin(script.replace("TOKEN", CANARY) + "\n"));
        assertThatThrownBy(() -> access(kubeconfig, null))
                .satisfies(thrown -> assertThat(problem(thrown))
                        .isEqualTo("the credential plugin kubelogin of the kubeconfig config " + expected));
    }

    /** Device code login prints a question and waits; so does a plugin that reads a password. */
    @Test
    void aPluginThatWaitsForAPersonIsEnded() throws Exception {
        Path kubeconfig = kubeconfig(
                cluster.url(),
                kubelogin(
                        "echo 'To sign in, open https://microsoft.com/devicelogin' >&2\nsleep 300 & echo $! > \"$(dirname \"$0\")"
                                + "/child\"\nwait\n"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> ClusterAccess.of(request(kubeconfig, null), Duration.ofSeconds(2)))
                .satisfies(thrown -> assertThat(problem(thrown))
                        .startsWith(
                                "the credential plugin kubelogin of the kubeconfig config did not answer in 2 seconds")
                        .endsWith("(it may wait for a person; choose a login without questions: kubelogin"
                                + " convert-kubeconfig -l azurecli)"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        for (int i = 0; i < 50 && runs(child); i++) {
            Thread.sleep(100);
        }
        assertThat(runs(child)).as("what the plugin started is ended with it").isFalse();

        // what reads finds the end at once
        Path reading = kubeconfig(cluster.url(), kubelogin("printf 'Password: ' >&2\nread -r password || exit 4\n"));
        assertThatThrownBy(() -> access(reading, null))
                .satisfies(thrown -> assertThat(problem(thrown)).contains("failed with exit code 4: Password:"));
    }

    /** A child whose parent has ended may stay as a zombie where nobody asks for it. */
    private static boolean runs(long process) throws Exception {
        Path stat = Path.of("/proc/" + process + "/stat");
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent()
                && !(Files.exists(stat) && Files.readString(stat).contains(") Z "));
    }

    @Test
    void aPluginThatIsNotThereIsNamedWithTheWayToGetIt() throws Exception {
        assertThatThrownBy(() -> access(kubeconfig(cluster.url(), KUBELOGIN.formatted("./kubelogin")), null))
                .satisfies(thrown -> assertThat(problem(thrown))
                        .isEqualTo("the credential plugin kubelogin of the kubeconfig config is not installed"
                                + " (az aks install-cli installs kubelogin)"));
        assertThatThrownBy(() -> access(kubeconfig(cluster.url(), KUBELOGIN.formatted("no-such-plugin-3141")), null))
                .satisfies(thrown -> assertThat(problem(thrown))
                        .isEqualTo("the credential plugin no-such-plugin-3141 of the kubeconfig config is not installed"
                                + " (kubelogin is not installed which is required)"));
        String always =
                KUBELOGIN.formatted("kubelogin").replace("provideClusterInfo: false", "interactiveMode: Always");
        assertThatThrownBy(() -> access(kubeconfig(cluster.url(), always), null))
                .satisfies(thrown -> assertThat(problem(thrown)).contains("asks a person, and here is none"));
    }

    /** No shell reads the arguments of a plugin. */
    @Test
    void argumentsAreNoCommands() throws Exception {
        String user = kubelogin("echo \"$6\" > \"$(dirname \"$0\")/sixth\"\n" + credential("\"token\": \"t\""))
                .replace("6dae42f8-4368-4678-94ff-3960e28e3630]", "a, \"$(touch owned); `touch owned` > owned\"]");
        access(kubeconfig(cluster.url(), user), null);
        assertThat(folder.resolve("sixth")).hasContent("$(touch owned); `touch owned` > owned");
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        other    | the kubeconfig has no context "other" (kubectl config get-contexts lists them)
        lost     | the context "lost" of the kubeconfig names the cluster "nowhere", for which there is no server (write it again: az aks get-credentials --overwrite-existing)
        stranger | the context "stranger" of the kubeconfig names the user "nobody", who is not there (write it again: az aks get-credentials --overwrite-existing)
        """)
    void aContextThatLeadsNowhereSaysWhy(String context, String expected) throws Exception {
        Path kubeconfig = kubeconfig(cluster.url(), "{token: " + CANARY + "}");
        assertThatThrownBy(() -> access(kubeconfig, context))
                .satisfies(thrown -> assertThat(problem(thrown)).isEqualTo(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        not closed   | users: [{name: u, user: {token: TOKEN | the kubeconfig config cannot be used:
        a tab        | users:\\n\\t- token: TOKEN | the kubeconfig config cannot be used:
        a list       | [TOKEN] | the kubeconfig config cannot be used: a mapping with clusters, users and contexts is expected (az aks get-credentials writes one)
        another type | users: {TOKEN: TOKEN} | the kubeconfig config cannot be used: a mapping with clusters, users and contexts is expected (az aks get-credentials writes one)
        empty        | \\n | the kubeconfig config
        no context   | users: [{name: u, user: {token: TOKEN}}] | the kubeconfig config has no current context (name one: -Daks-policy.context=NAME; kubectl config get-contexts lists them)
        """)
    void aBrokenKubeconfigIsAnErrorThatShowsNothingOfIt(String reason, String text, String expected) throws Exception {
        Path kubeconfig = Files.writeString(
                folder.resolve("config"),
                text.replace("TOKEN", CANARY).replace("\\n", "\n").replace("\\t", "\t"));
        assertThatThrownBy(() -> access(kubeconfig, null))
                .satisfies(thrown -> assertThat(problem(thrown)).startsWith(expected.stripTrailing()));
    }

    @Test
    void whatElseAKubeconfigSaysIsDone() throws Exception {
        Files.writeString(folder.resolve("token"), CANARY + "\n");
        Path kubeconfig =
                kubeconfig("https://aks.example:443", "{tokenFile: token, as: auditor, as-groups: [readers]}");
        Files.writeString(
                kubeconfig,
                Files.readString(kubeconfig)
                        .replace(
                                "https://aks.example:443\"",
                                "https://aks.example:443\", insecure-skip-tls-verify: true, proxy-url: \"http://proxy:3128\""));
        Config config = access(kubeconfig, "aks-prod");

        assertThat(config.getOauthToken()).isEqualTo(CANARY);
        assertThat(config.getMasterUrl()).isEqualTo("https://aks.example:443/");
        assertThat(config.getNamespace()).isEqualTo("shop");
        assertThat(config.isTrustCerts()).isTrue();
        assertThat(config.getHttpsProxy()).as("the proxy of an https server").isEqualTo("http://proxy:3128");
        assertThat(config.getImpersonateUsername()).isEqualTo("auditor");
        assertThat(config.getImpersonateGroups()).containsExactly("readers");

        Files.delete(folder.resolve("token"));
        assertThatThrownBy(() -> access(kubeconfig, null))
                .satisfies(thrown -> assertThat(problem(thrown))
                        .startsWith("the kubeconfig config cannot be used: its tokenFile token cannot be read"));
    }

    @Test
    void theProxyOfAKubeconfigIsTaken() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(502, -1);
            exchange.close();
        });
        proxy.start();
        try {
            Path kubeconfig = kubeconfig("http://aks.example:8080", "{token: " + CANARY + "}");
            Files.writeString(
                    kubeconfig,
                    Files.readString(kubeconfig)
                            .replace(
                                    "aks.example:8080\"",
                                    "aks.example:8080\", proxy-url: \"http://127.0.0.1:"
                                            + proxy.getAddress().getPort() + "\""));
            assertThatThrownBy(() -> audit(kubeconfig))
                    .satisfies(thrown -> assertThat(problem(thrown))
                            .isEqualTo("the cluster aks-prod at http://aks.example:8080 refuses: 502"));
            assertThat(asked).contains("http://aks.example:8080/api/v1");
        } finally {
            proxy.stop(0);
        }
    }

    /** The clusterAdmin form: certificates in the file; and a plugin that answers some. */
    @Test
    void aClientCertificateLogsInAndAStrangersServerIsRefused() throws Exception {
        KeyStore keys = keys();
        HttpsServer server = clusterThatWantsACertificate(keys);
        try {
            String url = "https://localhost:" + server.getAddress().getPort();
            String certificate = pem("CERTIFICATE", keys.getCertificate("k").getEncoded());
            String key = pem(
                    "PRIVATE KEY", keys.getKey("k", "changeit".toCharArray()).getEncoded());
            String authority = base64(certificate);

            Path kubeconfig = kubeconfig(
                    url,
                    "{client-certificate-data: " + base64(certificate) + ", client-key-data: " + base64(key) + "}");
            assertThatThrownBy(() -> audit(kubeconfig))
                    .satisfies(thrown -> assertThat(problem(thrown))
                            .startsWith("the cluster aks-prod at " + url + " cannot be reached: TLS: "));

            trust(kubeconfig, url, "certificate-authority-data: " + authority);
            assertThat(noObject(audit(kubeconfig))).isTrue();
            trust(kubeconfig, url, "insecure-skip-tls-verify: true");
            assertThat(noObject(audit(kubeconfig))).isTrue();

            Path withPlugin = kubeconfig(
                    url,
                    kubelogin(credential("\"clientCertificateData\": " + JsonTree.quoted(certificate)
                            + ", \"clientKeyData\": " + JsonTree.quoted(key))));
            trust(withPlugin, url, "certificate-authority-data: " + authority);
            assertThat(noObject(audit(withPlugin))).isTrue();

            Path broken = kubeconfig(
                    url,
                    "{client-certificate-data: " + base64(certificate) + ", client-key-data: " + base64(CANARY) + "}");
            trust(broken, url, "certificate-authority-data: " + authority);
            assertThatThrownBy(() -> audit(broken))
                    .satisfies(
                            thrown -> assertThat(problem(thrown)).contains("certificate or key that cannot be read"));
        } finally {
            server.stop(0);
        }
    }

    private static boolean noObject(Evaluation evaluation) {
        return evaluation.problems().get(0).problem().message().contains("shows no object");
    }

    private static void trust(Path kubeconfig, String url, String setting) throws Exception {
        String text = Files.readString(kubeconfig);
        Files.writeString(
                kubeconfig, text.replaceAll("server: \"" + url + "\".*", "server: \"" + url + "\", " + setting + "}"));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private KeyStore keys() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private static HttpsServer clusterThatWantsACertificate(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("k", keys.getCertificate("k"));
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            byte[] answer = "{\"groups\": [], \"resources\": []}".getBytes(StandardCharsets.UTF_8);
            boolean isKnown;
            try {
                isKnown = ((com.sun.net.httpserver.HttpsExchange) exchange)
                                .getSSLSession()
                                .getPeerCertificates()
                                .length
                        == 1;
            } catch (SSLPeerUnverifiedException nobody) {
                isKnown = false;
            }
            exchange.sendResponseHeaders(isKnown ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
