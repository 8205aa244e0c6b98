package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A module as it is called: one folder is as many modules as there are calls of it, and instances of these. */
final class Module {
    private final Reading reading;
    private final Path folder;
    private final Declarations declarations;
    private final String address;
    private final @Nullable Module caller;
    private final Value.@Nullable Unknown number;
    private final Names names;
    private final Variables variables;
    private final Resources resources;
    private final ModuleCalls calls;

    /**
     * @param address with indexes and a dot behind it, {@code module.a[0].}; empty for the root
     * @param caller null for the root
     */
    Module(Reading reading, Path folder, String address, @Nullable Module caller, Variables.Source source) {
        this.reading = reading;
        this.folder = folder;
        this.declarations = reading.declarations(folder);
        this.address = address;
        this.caller = caller;
        this.number = source.number();
        this.names = new Names(this);
        this.variables = new Variables(this, source);
        this.resources = new Resources(this);
        this.calls = new ModuleCalls(this);
    }

    Reading reading() {
        return reading;
    }

    Path folder() {
        return folder;
    }

    Declarations declarations() {
        return declarations;
    }

    String address() {
        return address;
    }

    @Nullable
    Module caller() {
        return caller;
    }

    /** Why the number of its instances is not known; null where it is. */
    Value.@Nullable Unknown number() {
        return number;
    }

    /** How many modules it is in. */
    int depth() {
        return caller == null ? 0 : caller.depth() + 1;
    }

    NameScope scope() {
        return NameScope.of(this);
    }

    Names names() {
        return names;
    }

    Variables variables() {
        return variables;
    }

    Resources resources() {
        return resources;
    }

    ModuleCalls calls() {
        return calls;
    }

    private void providers() {
        for (Body.Block provider : declarations.providers()) {
            reading.blocks().evaluated(provider.body(), scope(), Set.of("alias", "version"), null, provider.at());
        }
    }

    /** Evaluates all of it, also what nothing refers to: that may be wrong, too. */
    void evaluate(List<Instance> instances) {
        variables.check();
        names.check();
        providers();
        resources.addTo(instances);
        calls.all().forEach(module -> module.evaluate(instances));
    }
}
