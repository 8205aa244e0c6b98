package io.github.akspolicy.policies.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.DeclaredSecret;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of a container's environment variables, and none of their values. Every container has some, so that places
 * are kept as numbers.
 *
 * @param containers the container
 * @param list the path of {@code env}
 * @param names the names
 * @param places line and column of each variable
 * @param connections the variables whose literal value is a connection string of Azure with a key or password
 * @param ofAzure the variables that those beside them make credentials for Azure
 * @param harmless the variables whose literal value gives nothing: empty, or the emulator of Azure Storage
 * @param sources where all keys of something become variables
 */
record ContainerEnvironment(
        List<ContainerId> containers,
        FieldPath list,
        String[] names,
        int[] places,
        Set<Integer> connections,
        Set<Integer> ofAzure,
        Set<Integer> harmless,
        List<Source> sources)
        implements ContainerScope.Fact {
    private static final String EMULATOR = "UseDevelopmentStorage=true";

    static final Index<String, ContainerEnvironment> INDEX =
            new Index<>("environment variables", Kinds.PODS, ContainerEnvironment::of, environment -> "");

    /** Secrets and ConfigMaps by kind, namespace and name. */
    static final Index<String, DeclaredSecret> DECLARED = new Index<>(
            "Secrets and ConfigMaps",
            Kinds.of("", "Secret", "ConfigMap"),
            DeclaredSecret::ofEither,
            declared -> DeclaredSecret.key(declared.kind(), declared.secret()));

    /**
     * An entry of {@code envFrom}.
     *
     * @param kind {@code Secret} or {@code ConfigMap}
     * @param object what it names
     * @param prefix what is put before each key
     * @param place the field that names it
     */
    record Source(String kind, NamespacedName object, String prefix, Place place) {}

    static List<ContainerEnvironment> of(Resource resource) {
        var found = new ArrayList<ContainerEnvironment>();
        for (Pod pod : Pod.VIEW.of().apply(resource)) {
            for (Container container : pod.containers()) {
                if (container.env().isPresent()
                        || container.field().get("envFrom").isPresent()) {
                    found.add(of(container));
                }
            }
        }
        return found;
    }

    private static ContainerEnvironment of(Container container) {
        List<EnvironmentVariable> variables = container.variables();
        var names = new String[variables.size()];
        var places = new int[2 * names.length];
        var connections = new HashSet<Integer>();
        var ofAzure = new HashSet<Integer>();
        var harmless = new HashSet<Integer>();
        for (int i = 0; i < names.length; i++) {
            EnvironmentVariable variable = variables.get(i);
            names[i] = variable.name();
            variable.field().get("name").read();
            Position position = variable.field().position();
            places[2 * i] = position.line();
            places[2 * i + 1] = position.column();
            if (SecretShape.isConnectionStringOfAzure(variable.value().written())) {
                connections.add(i);
            }
            if (AzureContext.saysAzure(variable, variables)) {
                ofAzure.add(i);
            }
            if (isHarmless(variable)) {
                harmless.add(i);
            }
        }
        return new ContainerEnvironment(
                List.of(container.id()),
                container.env().path(),
                names,
                places,
                Set.copyOf(connections),
                Set.copyOf(ofAzure),
                Set.copyOf(harmless),
                sources(container));
    }

    private static boolean isHarmless(EnvironmentVariable variable) {
        String value = variable.value().written().strip();
        return value.isEmpty() && !variable.field().get("valueFrom").isPresent()
                || value.regionMatches(true, 0, EMULATOR, 0, EMULATOR.length());
    }

    private static List<Source> sources(Container container) {
        var sources = new ArrayList<Source>();
        for (Field entry : container.field().get("envFrom").items()) {
            String prefix = entry.get("prefix").stringOr("");
            for (String kind : List.of("secret", "configMap")) {
                Field name = entry.at(kind + "Ref", "name");
                if (name.isPresent()) {
                    sources.add(new Source(
                            kind.equals("secret") ? "Secret" : "ConfigMap",
                            new NamespacedName(container.resource().namespace(), name.stringOr("")),
                            prefix,
                            name.place()));
                }
            }
        }
        return List.copyOf(sources);
    }

    /** Where a variable is written. */
    Place place(int index) {
        FieldPath path = list.item(index, names[index].isEmpty() ? null : names[index]);
        var position = new Position(places[2 * index], places[2 * index + 1]);
        return new Place(path, path, position, position);
    }
}
