package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import java.util.List;

/** Follows references of a plan's configuration from module to module, to the resource that they mean. */
final class References {
    private static final int LONGEST = 50;

    private final Field configuration;

    /** @param configuration the configuration of the root module; may be absent */
    References(Field configuration) {
        this.configuration = configuration;
    }

    /** The expressions of a resource; absent when the plan has no configuration. */
    Field expressions(String address) {
        String path = Plan.modulePath(address);
        String own = address.substring(path.length());
        for (Field resource : module(path).get("resources").items()) {
            if (resource.get("address").stringOr("").equals(own)) {
                return resource.get("expressions");
            }
        }
        return configuration.get("nothing");
    }

    private Field module(String path) {
        Field module = configuration;
        for (String part : path.split("\\.")) {
            if (!part.isEmpty() && !part.equals("module")) {
                module = module.at("module_calls", part, "module");
            }
        }
        return module;
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
            if (parts.get(0).equals("var") && parts.size() > 1 && !path.isEmpty()) {
                String caller = parent(path);
                String call = path.substring(caller.length() + "module.".length(), path.length() - 1);
                next = Plan.firstReference(module(caller).at("module_calls", call, "expressions", parts.get(1)));
                path = next == null ? path : caller;
            } else if (parts.get(0).equals("module") && parts.size() > 2) {
                String inner = path + "module." + parts.get(1) + ".";
                next = Plan.firstReference(module(inner).at("outputs", parts.get(2), "expression"));
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
        int last = path.lastIndexOf("module.");
        return path.substring(0, Math.max(0, last));
    }
}
