package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The providers that modules need: their sources and versions (developer.hashicorp.com/terraform/language/providers/requirements). */
final class Providers {
    private static final String HOST = "registry.terraform.io/";

    private final Map<String, Set<String>> constraints = new LinkedHashMap<>();
    private final Map<String, String> locked = new LinkedHashMap<>();
    private final Map<Declarations, Map<String, String>> sources = new IdentityHashMap<>();

    /** Takes the versions of a lock file beside the root module. */
    void lock(Path root, SourceFiles files) {
        Path lock = root.resolve(".terraform.lock.hcl");
        if (!Files.isRegularFile(lock)) {
            return;
        }
        try {
            SourceFiles.Source source = files.read(lock);
            for (Body.Block block :
                    Parser.file(source.text(), source.firstLine()).blocks()) {
                String version = ModuleFolders.text(block, "version");
                if (block.type().equals("provider") && block.labels().size() == 1 && version != null) {
                    locked.put(plain(block.labels().get(0)), version);
                }
            }
        } catch (SourceException | HclException unreadable) {
            // then the constraints alone say which versions may be
            locked.clear();
        }
    }

    /** Takes what a module needs. */
    void add(Declarations module) {
        for (Body.Attribute provider : required(module).values()) {
            constraint(source(module, provider.name()), version(provider.value()));
        }
        for (Body.Block provider : module.providers()) {
            if (provider.labels().size() == 1) {
                constraint(source(module, provider.labels().get(0)), ModuleFolders.text(provider, "version"));
            }
        }
    }

    private void constraint(String source, @Nullable String version) {
        Set<String> known = constraints.computeIfAbsent(source, key -> new LinkedHashSet<>());
        if (version != null) {
            known.add(version);
        }
    }

    private static Map<String, Body.Attribute> required(Declarations module) {
        Map<String, Body.Attribute> required = new LinkedHashMap<>();
        for (Body.Block settings : module.settings()) {
            for (Body.Block block : settings.body().blocks()) {
                if (block.type().equals("required_providers")) {
                    block.body().attributes().forEach(provider -> required.put(provider.name(), provider));
                }
            }
        }
        return required;
    }

    /** The source of a provider that a module has a name for. */
    String source(Declarations module, String localName) {
        return sources.computeIfAbsent(module, key -> new HashMap<>())
                .computeIfAbsent(localName, name -> found(module, name));
    }

    private static String found(Declarations module, String localName) {
        Body.Attribute required = required(module).get(localName);
        String source = required == null ? null : item(required.value(), "source");
        return plain(source == null ? "hashicorp/" + localName : source);
    }

    private static @Nullable String version(Expression provider) {
        // a text alone is a version, as it was once written
        return text(provider) != null ? text(provider) : item(provider, "version");
    }

    private static @Nullable String item(Expression provider, String name) {
        if (provider instanceof Expression.ObjectConstructor object) {
            for (Expression.Item item : object.items()) {
                boolean isNamed = item.key() instanceof Expression.Name key
                        ? key.name().equals(name)
                        : name.equals(text(item.key()));
                if (isNamed) {
                    return text(item.value());
                }
            }
        }
        return null;
    }

    private static @Nullable String text(Expression expression) {
        return expression instanceof Expression.Template template
                        && template.parts().size() == 1
                        && template.parts().get(0) instanceof Expression.Part.Text text
                ? text.text()
                : null;
    }

    private static String plain(String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        return lower.startsWith(HOST) ? lower.substring(HOST.length()) : lower;
    }

    Map<String, String> constraints() {
        Map<String, String> all = new LinkedHashMap<>();
        constraints.forEach((source, versions) -> all.put(source, String.join(", ", versions)));
        all.putAll(locked);
        return all;
    }
}
