package io.github.akspolicy.live;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to a cluster that kubectl would take: files, context, cluster and user are found as client-go does it. The client's own
 * reading would fall back to another context than the one that is named, wait for ever for a plugin, log what that writes, and
 * leave out what this adds: token files, impersonation, a proxy for https.
 */
final class ClusterAccess {
    private final List<Path> files;
    private final List<io.fabric8.kubernetes.api.model.Config> contents;
    private final Duration deadline;

    private ClusterAccess(List<Path> files, List<io.fabric8.kubernetes.api.model.Config> contents, Duration deadline) {
        this.files = files;
        this.contents = contents;
        this.deadline = deadline;
    }

    /**
     * Reads what leads to the cluster of a request, and logs in.
     *
     * @param deadline how long a credential plugin may take
     * @throws SourceException when it leads nowhere, or the plugin gives no credential
     */
    static Config of(AuditRequest request, Duration deadline) throws SourceException {
        List<Path> files = files(request);
        if (files.isEmpty()) {
            if (isInPod() && request.context() == null) {
                return Config.autoConfigure(null);
            }
            throw new SourceException(new Problem(
                    "there is no kubeconfig",
                    null,
                    "set KUBECONFIG or " + CommandText.option("kubeconfig") + "; az aks get-credentials writes one"));
        }
        var contents = new ArrayList<io.fabric8.kubernetes.api.model.Config>();
        for (Path file : files) {
            contents.add(read(file));
        }
        return new ClusterAccess(files, contents, deadline).config(request.context());
    }

    private static List<Path> files(AuditRequest request) throws SourceException {
        Path named = request.kubeconfig();
        if (named == null) {
            return Config.getKubeconfigFilenames().stream()
                    .map(Path::of)
                    .filter(Files::isRegularFile)
                    .toList();
        }
        if (!Files.isRegularFile(named)) {
            throw new SourceException(
                    new Problem("there is no kubeconfig " + named.getFileName(), null, "name an existing file"));
        }
        return List.of(named);
    }

    private static boolean isInPod() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null;
    }

    private static io.fabric8.kubernetes.api.model.Config read(Path file) throws SourceException {
        try {
            // its errors name lines; those of the client's parser show what is written there
            ManifestReader.yamlDocument(ManifestReader.decode(Files.readAllBytes(file)));
        } catch (ManifestException broken) {
            throw unusable(file, broken.getMessage());
        } catch (IOException unreadable) {
            throw unusable(file, "it cannot be read");
        }
        try {
            io.fabric8.kubernetes.api.model.Config content = KubeConfigUtils.parseConfig(file.toFile());
            if (content != null) {
                return content;
            }
        } catch (RuntimeException noKubeconfig) {
            throw unusable(file, "a mapping with clusters, users and contexts is expected");
        }
        throw unusable(file, "it is empty");
    }

    private static SourceException unusable(Path file, @Nullable String why) {
        return new SourceException(new Problem(
                "the kubeconfig " + file.getFileName() + " cannot be used: " + why,
                null,
                "az aks get-credentials writes one"));
    }

    private Config config(@Nullable String wanted) throws SourceException {
        NamedContext context = context(wanted);
        Cluster cluster = cluster(context);
        AuthInfo user = user(context);
        logIn(user);
        Config config = Config.empty();
        try {
            KubeConfigUtils.merge(
                    config, context.getName(), contents.toArray(new io.fabric8.kubernetes.api.model.Config[0]));
            Config.configFromSysPropsOrEnvVars(config);
        } catch (RuntimeException unusable) {
            // a key that is none, for one: the message would show it
            throw wrong(context, "leads to a certificate or key that cannot be read", "write the kubeconfig again");
        }
        if (user.getToken() != null) {
            // a token that is set is not asked for again
            config.setOauthToken(user.getToken());
        }
        if (cluster.getProxyUrl() != null && !cluster.getProxyUrl().isEmpty()) {
            config.setHttpProxy(cluster.getProxyUrl());
            config.setHttpsProxy(cluster.getProxyUrl());
        }
        if (user.getAs() != null) {
            config.setImpersonateUsername(user.getAs());
            config.setImpersonateGroups(user.getAsGroups().toArray(new String[0]));
        }
        return config;
    }

    private NamedContext context(@Nullable String wanted) throws SourceException {
        String name = wanted != null
                ? wanted
                : contents.stream()
                        .map(io.fabric8.kubernetes.api.model.Config::getCurrentContext)
                        .filter(current -> current != null && !current.isEmpty())
                        .findFirst()
                        .orElseThrow(() -> new SourceException(new Problem(
                                "the kubeconfig " + names() + " has no current context",
                                null,
                                "name one: " + CommandText.option("context")
                                        + "=NAME; kubectl config get-contexts lists them")));
        return contents.stream()
                .flatMap(content -> content.getContexts().stream())
                .filter(context -> name.equals(context.getName()) && context.getContext() != null)
                .findFirst()
                .orElseThrow(() -> new SourceException(new Problem(
                        "the kubeconfig has no context \"" + name + "\"",
                        null,
                        "kubectl config get-contexts lists them")));
    }

    private Cluster cluster(NamedContext context) throws SourceException {
        String name = context.getContext().getCluster();
        Cluster cluster = find(
                io.fabric8.kubernetes.api.model.Config::getClusters,
                named -> Objects.equals(named.getName(), name) ? named.getCluster() : null);
        if (cluster == null
                || cluster.getServer() == null
                || cluster.getServer().isEmpty()) {
            throw wrong(context, "names the cluster \"" + name + "\", for which there is no server", "write it again");
        }
        if (cluster.getTlsServerName() != null && !cluster.getTlsServerName().isEmpty()) {
            throw wrong(
                    context,
                    "needs tls-server-name, which this client does not know",
                    "name the server as its certificate");
        }
        return cluster;
    }

    private AuthInfo user(NamedContext context) throws SourceException {
        String name = context.getContext().getUser();
        AuthInfo user = find(
                io.fabric8.kubernetes.api.model.Config::getUsers,
                named -> Objects.equals(named.getName(), name) ? named.getUser() : null);
        if (user == null) {
            throw wrong(context, "names the user \"" + name + "\", who is not there", "write it again");
        }
        return user;
    }

    private <N, T> @Nullable T find(
            Function<io.fabric8.kubernetes.api.model.Config, List<N>> list, Function<N, @Nullable T> named) {
        return contents.stream()
                .flatMap(content -> list.apply(content).stream())
                .flatMap(item -> Stream.ofNullable(named.apply(item)))
                .findFirst()
                .orElse(null);
    }

    /** Leaves a token or certificate where there was a file or a plugin. */
    private void logIn(AuthInfo user) throws SourceException {
        Path file = fileOf(user);
        if (user.getToken() == null && user.getTokenFile() != null) {
            Path tokens = file.toAbsolutePath().resolveSibling(user.getTokenFile());
            try {
                user.setToken(Files.readString(tokens).strip());
            } catch (IOException unreadable) {
                throw unusable(file, "its tokenFile " + tokens.getFileName() + " cannot be read");
            }
        }
        if (user.getExec() != null) {
            CredentialPlugin.Credential credential = new CredentialPlugin(user.getExec(), file, deadline).credential();
            user.setExec(null);
            user.setToken(credential.token());
            if (credential.certificate() != null && credential.key() != null) {
                user.setClientCertificateData(CredentialPlugin.base64(credential.certificate()));
                user.setClientKeyData(CredentialPlugin.base64(credential.key()));
            }
        }
        if (user.getAuthProvider() != null) {
            throw unusable(
                    file,
                    "it logs in by an auth-provider, which Kubernetes removed in 1.26; kubelogin convert-kubeconfig makes it a"
                            + " plugin");
        }
    }

    private Path fileOf(AuthInfo user) {
        for (int i = 0; i < contents.size(); i++) {
            for (NamedAuthInfo named : contents.get(i).getUsers()) {
                if (named.getUser() == user) {
                    return files.get(i);
                }
            }
        }
        return files.get(0);
    }

    private String names() {
        return String.join(
                ", ",
                files.stream().map(file -> String.valueOf(file.getFileName())).toList());
    }

    private static SourceException wrong(NamedContext context, String what, String fix) {
        return new SourceException(new Problem(
                "the context \"" + context.getName() + "\" of the kubeconfig " + what,
                null,
                fix + ": az aks get-credentials --overwrite-existing"));
    }
}
