package io.github.akspolicy.helm.thirdparty;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The objects whose text decides what a container does: ConfigMaps that are its environment, and ConfigMaps and Secrets that it
 * runs, since they are mounted as programs or its command reads them as scripts. Configuration and passwords are not among
 * them.
 */
final class ContainerInputs {
    private static final Pattern INTERPRETER =
            Pattern.compile("(?:.*/)?(?:[a-z]*sh|busybox|env|exec|node|perl|php|pwsh|python[0-9.]*|ruby|source|tini)");

    private static final int EXECUTABLE = 0111;

    private final Field pod;
    private final Field container;
    private final Set<Input> inputs = new LinkedHashSet<>();

    /**
     * An object that a container reads.
     *
     * @param kind {@code ConfigMap} or {@code Secret}
     */
    record Input(String kind, String name) {}

    private ContainerInputs(Field pod, Field container) {
        this.pod = pod;
        this.container = container;
    }

    static Set<Input> of(Field pod, Field container) {
        var inputs = new ContainerInputs(pod, container);
        inputs.environment();
        inputs.scripts();
        return inputs.inputs;
    }

    private void environment() {
        for (Field from : container.get("envFrom").items()) {
            configMap(from.at("configMapRef", "name"));
        }
        for (Field variable : container.get("env").items()) {
            configMap(variable.at("valueFrom", "configMapKeyRef", "name"));
        }
    }

    private void configMap(Field name) {
        if (name.isPresent()) {
            inputs.add(new Input("ConfigMap", name.textOr("")));
        }
    }

    private void scripts() {
        List<String> read = readByInterpreters();
        Set<String> run = new HashSet<>();
        Set<String> mounted = new HashSet<>();
        for (Field mount : container.get("volumeMounts").items()) {
            String volume = mount.get("name").textOr("");
            String path = mount.get("mountPath").textOr("");
            mounted.add(volume);
            if (!path.isEmpty() && read.stream().anyMatch(text -> text.contains(path))) {
                run.add(volume);
            }
        }
        for (Field volume : pod.get("volumes").items()) {
            String name = volume.get("name").textOr("");
            if (mounted.contains(name)) {
                source(volume, run.contains(name));
                for (Field source : volume.at("projected", "sources").items()) {
                    source(source, run.contains(name) || isExecutable(volume.at("projected", "defaultMode")));
                }
            }
        }
    }

    private void source(Field of, boolean isRun) {
        Field configMap = of.get("configMap");
        Field secret = of.get("secret");
        if (configMap.isPresent() && (isRun || hasProgram(configMap))) {
            inputs.add(new Input("ConfigMap", configMap.get("name").textOr("")));
        }
        if (secret.isPresent() && (isRun || hasProgram(secret))) {
            String name = secret.get("secretName").textOr("");
            inputs.add(new Input("Secret", name.isEmpty() ? secret.get("name").textOr("") : name));
        }
    }

    private static boolean hasProgram(Field source) {
        return isExecutable(source.get("defaultMode"))
                || source.get("items").items().stream().anyMatch(item -> isExecutable(item.get("mode")));
    }

    private static boolean isExecutable(Field mode) {
        return mode.node() instanceof Node.Scalar scalar
                && scalar.value() instanceof Number number
                && (number.intValue() & EXECUTABLE) != 0;
    }

    /** The words of commands that a shell or another interpreter may run: all where one begins a command, else the command's. */
    private List<String> readByInterpreters() {
        var words = new ArrayList<String>();
        List<String> command = texts(container.get("command"));
        List<String> all = new ArrayList<>(command);
        all.addAll(texts(container.get("args")));
        boolean isInterpreter =
                !all.isEmpty() && INTERPRETER.matcher(all.get(0)).matches();
        words.addAll(isInterpreter || command.isEmpty() ? all : command);
        for (String hook : List.of("postStart", "preStop")) {
            words.addAll(texts(container.at("lifecycle", hook, "exec", "command")));
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            words.addAll(texts(container.at(probe, "exec", "command")));
        }
        return words;
    }

    private static List<String> texts(Field list) {
        return list.items().stream().map(item -> item.textOr("")).toList();
    }
}
