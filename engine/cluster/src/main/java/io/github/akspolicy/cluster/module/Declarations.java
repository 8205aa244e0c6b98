package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the files of a module declare, overrides merged. */
final class Declarations {
    private final Map<String, Body.Block> variables = new LinkedHashMap<>();
    private final Map<String, Body.Block> outputs = new LinkedHashMap<>();
    private final Map<String, Body.Block> calls = new LinkedHashMap<>();
    private final Map<String, Body.Attribute> locals = new LinkedHashMap<>();
    private final Map<String, Body.Block> resources = new LinkedHashMap<>();
    private final List<Body.Block> settings = new ArrayList<>();
    private final List<Body.Block> providers = new ArrayList<>();
    private boolean isComplete = true;

    Map<String, Body.Block> variables() {
        return variables;
    }

    Map<String, Body.Block> outputs() {
        return outputs;
    }

    /** Calls of other modules. */
    Map<String, Body.Block> calls() {
        return calls;
    }

    Map<String, Body.Attribute> locals() {
        return locals;
    }

    /** Managed resources by {@code type.name}, data sources by {@code data.type.name}, ephemeral ones by {@code ephemeral.type.name}. */
    Map<String, Body.Block> resources() {
        return resources;
    }

    /** Blocks {@code terraform}. */
    List<Body.Block> settings() {
        return settings;
    }

    /** Blocks {@code provider}. */
    List<Body.Block> providers() {
        return providers;
    }

    /** Whether all files could be read: what is not declared here may be in one that could not. */
    boolean isComplete() {
        return isComplete;
    }

    void incomplete() {
        isComplete = false;
    }
}
