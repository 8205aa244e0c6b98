package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The evaluation of one root module: what all its modules share. */
final class Reading {
    private final Path rootFolder;
    private final @Nullable String workspaceName;
    private final Texts texts = new Texts();
    private final Problems problems = new Problems();
    private final Bounds bounds = new Bounds();
    private final Trace trace = new Trace();
    private final Open open = new Open();
    private final Providers providers = new Providers();
    private final List<NotRead> notRead = new ArrayList<>();
    private final List<Unmade> unmade = new ArrayList<>();
    private final Map<String, Position> calls = new HashMap<>();
    private final Map<Path, Declarations> declarations = new HashMap<>();
    private final Memory memory = new Memory(trace, problems);
    private final SourceFiles files;
    /** The root module where it is one file alone. */
    private final @Nullable Path onlyFile;

    private final ModuleFolders folders;
    private final Evaluator evaluator;
    private final Blocks blocks;

    Reading(Path folder, @Nullable String workspaceName, Workspace workspace, ReadLimits limits) {
        Path root = folder.toAbsolutePath().normalize();
        this.onlyFile = Files.isRegularFile(root) ? root : null;
        this.rootFolder = onlyFile == null ? root : Objects.requireNonNull(root.getParent());
        this.workspaceName = workspaceName;
        this.files = new SourceFiles(workspace, limits, texts, bounds);
        this.folders = new ModuleFolders(rootFolder, files, problems);
        this.evaluator = new Evaluator(trace, bounds, open, new FileFunctions(rootFolder, files, bounds));
        this.blocks = new Blocks(
                evaluator,
                memory,
                trace,
                bounds,
                open,
                at -> texts.locate(at).path().endsWith(".json"));
    }

    List<Instance> evaluate(List<Path> varFiles) {
        var instances = new ArrayList<Instance>();
        providers.lock(rootFolder, files);
        VariableFiles.Given given = VariableFiles.read(rootFolder, varFiles, files, problems);
        new Module(this, rootFolder, "", null, new GivenVariables(this, given)).evaluate(instances);
        return List.copyOf(instances);
    }

    /** The instances of a block, each time it is asked; what is wrong is a problem, and they are not known then. */
    Repetition repetition(Body.Block block, Module module, String name) {
        var made = new AtomicReference<Repetition>();
        Trace.Traced traced = memory.guarded(module.address(), name, Repetition.place(block), () -> {
            module.variables().refuseSensitive(Repetition.expression(block.body(), "for_each"));
            Repetition repetition = Repetition.of(block.body(), module.scope(), evaluator);
            made.set(repetition);
            return new Value.Null(block.at());
        });
        Repetition repetition =
                traced.value() instanceof Value.Unknown why ? Repetition.unknown(block.body(), why) : made.get();
        for (Repetition.Each each : repetition.each()) {
            each.names().values().forEach(value -> trace.origin(value, traced));
        }
        return repetition;
    }

    /** What the files in a folder declare. */
    Declarations declarations(Path folder) {
        Declarations known = declarations.get(folder);
        if (known == null) {
            boolean isAlone = onlyFile != null && folder.equals(rootFolder);
            known = ModuleFiles.read(isAlone ? Objects.requireNonNull(onlyFile) : folder, files, problems);
            declarations.put(folder, known);
            providers.add(known);
        }
        return known;
    }

    void called(String address, Position at) {
        calls.put(address, at);
    }

    Map<String, Position> calls() {
        return Map.copyOf(calls);
    }

    void unmade(Unmade block) {
        unmade.add(block);
    }

    List<Unmade> unmade() {
        return List.copyOf(unmade);
    }

    /** Takes the texts of a description for the files of a folder. @param call the place that all of it counts as */
    void declare(Path folder, List<String> described, Position call) {
        Declarations known = ModuleFiles.described(described, call, files, problems);
        declarations.put(folder, known);
        providers.add(known);
    }

    Path rootFolder() {
        return rootFolder;
    }

    @Nullable
    String workspaceName() {
        return workspaceName;
    }

    Texts texts() {
        return texts;
    }

    Problems problems() {
        return problems;
    }

    Bounds bounds() {
        return bounds;
    }

    Trace trace() {
        return trace;
    }

    Open open() {
        return open;
    }

    Memory memory() {
        return memory;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Blocks blocks() {
        return blocks;
    }

    ModuleFolders folders() {
        return folders;
    }

    Providers providers() {
        return providers;
    }

    List<NotRead> notRead() {
        return List.copyOf(notRead);
    }

    void notRead(NotRead module) {
        notRead.add(module);
    }
}
