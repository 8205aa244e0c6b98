package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kubeconfig file (k8s.io/client-go/tools/clientcmd/api/v1). */
public final class Kubeconfig {
    public static final ViewType<Kubeconfig> VIEW =
            new ViewType<>("kubeconfig", Kinds.of("", "Config"), Kubeconfig::of);

    /** Placeholders that {@code kubectl config view} prints instead of secrets. */
    private static final List<String> PLACEHOLDERS = List.of("REDACTED", "DATA+OMITTED");

    /** Flags of kubelogin whose values are secrets. */
    private static final List<String> SECRET_FLAGS =
            List.of("--client-secret", "--password", "--client-certificate-password");

    /** Variables that kubelogin takes secrets from. */
    private static final Set<String> SECRET_VARIABLES = Set.of(
            "AAD_SERVICE_PRINCIPAL_CLIENT_SECRET",
            "AZURE_CLIENT_SECRET",
            "AAD_USER_PRINCIPAL_PASSWORD",
            "AZURE_PASSWORD",
            "AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE_PASSWORD");

    /** Fields of a user that are credentials themselves. */
    private static final List<String> CREDENTIALS =
            List.of("token", "password", "client-key-data", "client-certificate-data");

    private static final Pattern PROXY_PASSWORD = Pattern.compile("[a-z0-9]+://[^/@:]*:([^/@]+)@.*");

    /**
     * A secret that is handed to the program that signs a user in.
     *
     * @param at the argument that is or announces it, or the value of the variable
     * @param name the flag or variable
     * @param isArgument whether it is an argument, not a variable
     */
    public record ExecSecret(Field at, String name, boolean isArgument, String value) {
        /** Without the value. */
        @Override
        public String toString() {
            return name + " at " + at;
        }
    }

    private final Resource resource;

    private Kubeconfig(Resource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for a kubeconfig. */
    public static List<Kubeconfig> of(Resource resource) {
        return resource.is("", "Config") ? List.of(new Kubeconfig(resource)) : List.of();
    }

    /** The entries of {@code users}. */
    public List<Field> users() {
        return resource.root().get("users").items();
    }

    public List<Field> clusters() {
        return resource.root().get("clusters").items();
    }

    public List<Field> contexts() {
        return resource.root().get("contexts").items();
    }

    /** Whether a field of a user holds a secret: the placeholders of {@code kubectl config view} are none. */
    public static boolean isSecret(Field field) {
        String text = field.text();
        return text != null && !text.isBlank() && !PLACEHOLDERS.contains(text);
    }

    /** The secrets among the arguments and variables of a user's {@code exec}. */
    public static List<ExecSecret> execSecrets(Field user) {
        var secrets = new ArrayList<ExecSecret>();
        Field exec = user.at("user", "exec");
        List<Field> arguments = exec.get("args").items();
        for (int i = 0; i < arguments.size(); i++) {
            Field argument = arguments.get(i);
            String text = argument.stringOr("");
            for (String flag : SECRET_FLAGS) {
                if (text.equals(flag) && i + 1 < arguments.size()) {
                    String next = arguments.get(i + 1).textOr("");
                    secrets.add(new ExecSecret(argument, flag, true, next));
                } else if (text.startsWith(flag + "=")) {
                    secrets.add(new ExecSecret(argument, flag, true, text.substring(flag.length() + 1)));
                }
            }
        }
        for (Field variable : exec.get("env").items()) {
            String name = variable.get("name").stringOr("");
            Field value = variable.get("value");
            if (SECRET_VARIABLES.contains(name) && isSecret(value)) {
                secrets.add(new ExecSecret(value, name, false, value.textOr("")));
            }
        }
        return secrets;
    }

    /** Everything in it that signs somebody in, as it is written: keys, tokens, passwords. */
    public List<String> secrets() {
        var secrets = new ArrayList<String>();
        for (Field user : users()) {
            for (String name : CREDENTIALS) {
                Field credential = user.at("user", name);
                if (isSecret(credential)) {
                    secrets.add(credential.textOr(""));
                }
            }
            // access-token, refresh-token, id-token, client-secret: whatever a provider keeps is its own
            for (Field kept : user.at("user", "auth-provider", "config").fields()) {
                if (kept.key().matches(".*(token|secret|password|key).*")) {
                    secrets.add(kept.textOr(""));
                }
            }
            execSecrets(user).forEach(secret -> secrets.add(secret.value()));
        }
        for (Field cluster : clusters()) {
            Matcher proxy =
                    PROXY_PASSWORD.matcher(cluster.at("cluster", "proxy-url").stringOr(""));
            if (proxy.matches()) {
                secrets.add(proxy.group(1));
            }
        }
        return secrets;
    }

    /** The host of a cluster's server in lower case; empty when there is none. */
    public static String host(Field cluster) {
        try {
            String host = new URI(cluster.at("cluster", "server").stringOr("")).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException noUrl) {
            return "";
        }
    }

    /** Whether a cluster's server is an API server of AKS, also of the sovereign clouds. */
    public static boolean isAks(Field cluster) {
        return host(cluster).matches(".*\\.azmk8s\\.io|.*\\.cx\\.aks\\.containerservice\\.azure\\.(us|cn)");
    }

    /** Whether a user is used with a cluster of AKS by some context. */
    public boolean isForAks(Field user) {
        String name = user.get("name").written();
        return contexts().stream()
                .filter(context -> context.at("context", "user").written().equals(name))
                .map(context -> context.at("context", "cluster").written())
                .anyMatch(cluster -> clusters().stream()
                        .anyMatch(candidate -> candidate.get("name").written().equals(cluster) && isAks(candidate)));
    }
}
