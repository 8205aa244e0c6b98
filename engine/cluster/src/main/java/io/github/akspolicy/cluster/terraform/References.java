package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows references of a plan's configuration from module to module, to the resource that they mean. */
final class References {
    private static final int LONGEST = 50;

    /** Each module once: a plan has as many resources as it likes, and each asks. */
    private final Map<String, Module> modules = new HashMap<>();

    private final Module root;
    private final Field nothing;
    private final Module none;

    /** What a module declares, by name. */
    private record Module(Field outputs, Map<String, Field> resources, Map<String, Field> calls) {
        private static Module of(Field configuration) {
            Map<String, Field> resources = new HashMap<>();
            for (Field resource : configuration.get("resources").items()) {
                resources.putIfAbsent(resource.get("address").stringOr(""), resource.get("expressions"));
            }
            Map<String, Field> calls = new HashMap<>();
            for (Field call : configuration.get("module_calls").fields()) {
                calls.put(call.key(), call);
            }
            return new Module(configuration.get("outputs"), resources, calls);
        }
    }

    /** @param configuration the configuration of the root module; may be absent */
    References(Field configuration) {
        this.nothing = configuration.get("nothing");
        this.root = Module.of(configuration);
        this.none = Module.of(nothing);
    }

    /** The expressions of a resource; absent when the plan has no configuration. */
    Field expressions(String address) {
        String path = Plan.modulePath(address);
        return module(path).resources().getOrDefault(address.substring(path.length()), nothing);
    }

    /** @param path the modules, with the dot behind them; it may be longer than what the configuration holds */
    private Module module(String path) {
        Module module = modules.get(path);
        if (module != null || path.isEmpty()) {
            return module == null ? root : module;
        }
        Module inner = root;
        var prefix = new StringBuilder();
        String[] parts = path.split("\\.");
        for (int i = 1; i < parts.length; i += 2) {
            Field call = inner.calls().get(parts[i]);
            if (call == null) {
                return none;
            }
            prefix.append("module.").append(parts[i]).append('.');
            inner = modules.computeIfAbsent(prefix.toString(), key -> Module.of(call.get("module")));
        }
        return inner;
    }

    private Field call(String caller, String name) {
        return module(caller).calls().getOrDefault(name, nothing);
    }

    private static String callName(String caller, String path) {
        return path.substring(caller.length() + "module.".length(), path.length() - 1);
    }

    /**
     * What a reference comes down to, with the modules before it.
     *
     * @param module the modules of the one who refers, with the dot behind them
     */
    String resolve(String reference, String module) {
        String name = reference;
        String path = module;
        for (int i = 0; i < LONGEST; i++) {
            List<String> parts = List.of(Plan.plain(name).split("\\."));
            String next = null;
            if (parts.isEmpty()) {
                return path + name;
            }
            if (parts.get(0).equals("var") && parts.size() > 1 && !path.isEmpty()) {
                String caller = parent(path);
                next = Plan.firstReference(call(caller, callName(caller, path)).at("expressions", parts.get(1)));
                path = next == null ? path : caller;
            } else if (parts.get(0).equals("module") && parts.size() > 2) {
                String inner = path + "module." + parts.get(1) + ".";
                next = Plan.firstReference(module(inner).outputs().at(parts.get(2), "expression"));
                path = next == null ? path : inner;
            }
            if (next == null) {
                return path + name;
            }
            name = next;
        }
        return path + name;
    }

    private static String parent(String path) {
        String[] parts = path.split("\\.");
        return parts.length < 2
                ? ""
                : path.substring(0, path.length() - parts[parts.length - 1].length() - "module.".length() - 1);
    }
}
