package io.github.akspolicy.testing.kubernetes;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit Jupiter extension that loads the releases of an environment into fabric8's mock server. So you test code that
 * uses the Kubernetes client against what will run:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ReleasedCluster CLUSTER = ReleasedCluster.of("aks-policy.yaml").environment("prod");
 *
 * @Test
 * void findsItsEndpoint(KubernetesClient client) { ... }
 * }</pre>
 *
 * <p>Each test gets its own cluster with every object of the releases, Helm hooks aside, in its namespace. It stores
 * and changes objects; nothing runs, and no default is filled in. The mock server is not part of this artifact: a
 * project adds {@code io.fabric8:kubernetes-server-mock} in the version of its own client.
 */
public final class ReleasedCluster implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Path configuration;
    private final @Nullable String environment;
    private @Nullable Environment released;
    private @Nullable KubernetesMockServer server;
    private @Nullable KubernetesClient client;

    private ReleasedCluster(Path configuration, @Nullable String environment) {
        this.configuration = configuration;
        this.environment = environment;
    }

    /**
     * The releases of a configuration with one environment.
     *
     * @param configuration the file, relative to the folder of the module
     */
    public static ReleasedCluster of(String configuration) {
        return new ReleasedCluster(Path.of(configuration), null);
    }

    /** The releases of this environment. */
    public ReleasedCluster environment(String name) {
        return new ReleasedCluster(configuration, name);
    }

    /**
     * The client of the running test, whose namespace is that of the first release which has one.
     *
     * @throws IllegalStateException outside of a test
     */
    public KubernetesClient client() {
        if (client == null) {
            throw new IllegalStateException("there is a cluster only while a test runs");
        }
        return client;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Environment rendered = released();
        var started = new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        started.init();
        server = started;
        KubernetesClient made = started.createClient(builder ->
                builder.editOrNewConfig().withNamespace(namespace(rendered)).endConfig());
        client = made;
        for (DeployedResource resource : rendered.resources()) {
            // a hook comes and goes; the definition of a cluster is not an object in it
            if (resource.resource().annotation("helm.sh/hook") == null
                    && resource.field("metadata", "name").isPresent()) {
                create(resource.resource(), made);
            }
        }
    }

    /** Of a custom kind the client knows no more than the object says. */
    private static void create(Resource resource, KubernetesClient client) {
        String apiVersion = resource.id().apiVersion();
        var kind = new ResourceDefinitionContext.Builder()
                .withGroup(resource.id().group())
                .withVersion(apiVersion.substring(apiVersion.indexOf('/') + 1))
                .withKind(resource.kind())
                .withPlural(Pluralize.toPlural(resource.kind().toLowerCase(Locale.ROOT)))
                .withNamespaced(resource.namespace() != null)
                .build();
        var object = client.getKubernetesSerialization()
                .unmarshal(
                        client.getKubernetesSerialization().asJson(object(resource)), GenericKubernetesResource.class);
        var kinds = client.genericKubernetesResources(kind);
        (resource.namespace() == null ? kinds : kinds.inNamespace(resource.namespace()))
                .resource(object)
                .create();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (client != null) {
            client.close();
            client = null;
        }
        if (server != null) {
            server.destroy();
            server = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(KubernetesClient.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return client();
    }

    /** Rendered once, however many tests there are. */
    private synchronized Environment released() {
        if (released == null) {
            released = render();
        }
        return released;
    }

    private Environment render() {
        try {
            Verification verification = Verification.load(configuration, Overrides.NONE);
            List<String> names = verification.environments();
            if (environment == null ? names.size() != 1 : !names.contains(environment)) {
                throw new ExtensionConfigurationException(
                        configuration + " has the environments " + String.join(", ", names) + ": name one of them");
            }
            Environment rendered = verification.environment(environment == null ? names.get(0) : environment);
            fail(rendered.problems());
            return rendered;
        } catch (ConfigurationException invalid) {
            fail(invalid.problems());
            throw new ExtensionConfigurationException(configuration + " cannot be used", invalid);
        }
    }

    private static void fail(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ExtensionConfigurationException(problems.stream()
                    .map(problem -> SafeText.line(problem.toString()))
                    .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private static String namespace(Environment environment) {
        return environment.releases().stream()
                .map(release -> release.namespace())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("default");
    }

    /** As the API server stores it: in its namespace, without nulls, and with the texts of a Secret encoded. */
    private static Map<String, Object> object(Resource resource) {
        Node node = resource.root().node();
        if (!(node instanceof Node.Mapping mapping)) {
            throw new IllegalStateException(resource + " is not a mapping");
        }
        Map<String, Object> object = map(mapping);
        if (resource.namespace() != null && object.get("metadata") instanceof Map<?, ?> metadata) {
            @SuppressWarnings("unchecked") // made below
            var written = (Map<String, Object>) metadata;
            written.put("namespace", resource.namespace());
        }
        if (resource.is("", "Secret") && object.remove("stringData") instanceof Map<?, ?> texts) {
            var data = new LinkedHashMap<String, Object>();
            if (object.get("data") instanceof Map<?, ?> encoded) {
                encoded.forEach((key, value) -> data.put(String.valueOf(key), value));
            }
            texts.forEach((key, value) -> data.put(
                    String.valueOf(key),
                    Base64.getEncoder().encodeToString(String.valueOf(value).getBytes(StandardCharsets.UTF_8))));
            object.put("data", data);
        }
        return object;
    }

    private static Map<String, Object> map(Node.Mapping mapping) {
        var map = new LinkedHashMap<String, Object>();
        for (Node.Entry entry : mapping.entries()) {
            Object value = value(entry.value());
            if (value != null) {
                map.put(entry.key(), value);
            }
        }
        return map;
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return map(mapping);
        }
        if (node instanceof Node.Sequence sequence) {
            var list = new ArrayList<@Nullable Object>();
            sequence.items().forEach(item -> list.add(value(item)));
            return list;
        }
        Object value = ((Node.Scalar) node).value();
        return value instanceof Boolean || value instanceof Number || value == null ? value : String.valueOf(value);
    }
}
