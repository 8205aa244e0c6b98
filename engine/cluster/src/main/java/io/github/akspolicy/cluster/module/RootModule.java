package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A root module of Terraform as it is written, for one environment: what {@code terraform plan} would make of it as far as the text
 * tells (developer.hashicorp.com/terraform/language, version 1.13, read 2026-11-30). Nothing is executed and nothing is fetched.
 */
public final class RootModule {
    private final Reading reading;
    private final List<Instance> instances;

    private RootModule(Reading reading, List<Instance> instances) {
        this.reading = reading;
        this.instances = instances;
    }

    /**
     * Reads and evaluates it. What is wrong is in {@link #problems}.
     *
     * @param folder the folder that Terraform would run in, or one file of it alone
     * @param varFiles as with {@code -var-file}, in order
     * @param workspaceName the value of {@code terraform.workspace}; null when it is not known
     * @param workspace holds every file that is read
     * @param limits of each file
     */
    public static RootModule read(
            Path folder, List<Path> varFiles, @Nullable String workspaceName, Workspace workspace, ReadLimits limits) {
        var reading = new Reading(folder, workspaceName, workspace, limits);
        return new RootModule(reading, reading.evaluate(varFiles));
    }

    /** Managed resources of all modules, in the order of files, those of a module before those of the modules that it calls. */
    public List<Instance> instances() {
        return instances;
    }

    /** What Terraform refuses, each place once, in the order of the text. What else the text says is evaluated all the same. */
    public List<Fault> problems() {
        return reading.problems().all();
    }

    /** Blocks of which {@code count} or {@code for_each} make no instance. */
    public List<Unmade> unmade() {
        return reading.unmade();
    }

    /** Where modules are called, by the address of the call; those with indexes of the modules around them have them, too. */
    public Map<String, Position> calls() {
        return reading.calls();
    }

    /** Calls of modules that are not here. */
    public List<NotRead> notRead() {
        return reading.notRead();
    }

    /** The files that places are in. */
    public Texts texts() {
        return reading.texts();
    }

    /** Texts that are sensitive, and what functions and templates make of these. */
    public Set<String> secrets() {
        return reading.trace().secrets();
    }

    /**
     * Version constraints by source of a provider, {@code hashicorp/azurerm}: the exact version where a lock file has it, else
     * those of all modules, with commas between them; empty where there is none.
     */
    public Map<String, String> providers() {
        return reading.providers().constraints();
    }

    /**
     * What led from an attribute as it is written to the text that decides it: declarations of variables, arguments of modules,
     * locals, outputs, from the attribute outwards.
     *
     * @param attribute where the name of the attribute is written
     * @param value the place of its value
     */
    public List<Position> via(Position attribute, Position value) {
        return reading.trace().via(attribute, value);
    }
}
