package io.github.akspolicy.deployment;

import io.github.akspolicy.manifest.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commands of workflows and composite actions of GitHub: "Workflow syntax for GitHub Actions" and "Metadata syntax" as of
 * 2026-11-30. A workflow or an action that another one calls is read with what each call gives it.
 */
final class GitHubWorkflows {
    private static final String WORKFLOWS = ".github/workflows";
    private static final int MOST_READ = 500;
    private static final int DEEPEST = 4;

    private final PipelineFiles files;
    private final Path root;
    private final CommandReader commands;
    private final Set<Path> called = new HashSet<>();
    private int read;

    GitHubWorkflows(PipelineFiles files, Path root, CommandReader commands) {
        this.files = files;
        this.root = root;
        this.commands = commands;
    }

    /** Reads all workflows, and the actions that none of them calls. */
    void read() {
        var workflows = new ArrayList<PipelineFile>();
        for (Path file : files.yaml()) {
            PipelineFile workflow = isWorkflow(file) ? files.yaml(file) : null;
            if (workflow != null) {
                workflows.add(workflow);
            }
        }
        workflows.stream().filter(workflow -> !isOnlyCalled(workflow)).forEach(this::readByItself);
        workflows.stream()
                .filter(workflow -> isOnlyCalled(workflow) && !called.contains(workflow.file()))
                .forEach(this::readByItself);
        for (Path file : files.yaml()) {
            PipelineFile action = isAction(file) && !called.contains(file) ? files.yaml(file) : null;
            if (action != null) {
                readByItself(action);
            }
        }
    }

    private boolean isWorkflow(Path file) {
        return files.path(file).contains(WORKFLOWS + "/");
    }

    private static boolean isAction(Path file) {
        return String.valueOf(file.getFileName()).matches("action\\.ya?ml");
    }

    private static boolean isOnlyCalled(PipelineFile workflow) {
        Field on = on(workflow);
        return on.fields().size() == 1 && on.fields().get(0).key().equals("workflow_call")
                || "workflow_call".equals(on.string());
    }

    /** The key {@code on} is the boolean true in YAML 1.1. */
    private static Field on(PipelineFile workflow) {
        Field on = workflow.root().get("on");
        return on.isPresent() ? on : workflow.root().get("true");
    }

    private void readByItself(PipelineFile file) {
        var choices = new HashMap<String, List<String>>();
        for (Field input : on(file).at("workflow_dispatch", "inputs").fields()) {
            List<String> options = input.get("options").strings();
            if (!options.isEmpty()) {
                choices.put("inputs." + input.key(), options);
                choices.put("github.event.inputs." + input.key(), options);
            }
        }
        read(file, new GitHubScope(Map.of(), Map.of(), choices), 0);
    }

    private void read(PipelineFile file, GitHubScope given, int depth) {
        if (++read > MOST_READ || depth > DEEPEST) {
            return;
        }
        GitHubScope scope = given.withEnvironment(file, file.root().get("env"));
        if (isAction(file.file())) {
            new GitHubJob(
                            this,
                            file,
                            scope.withDefaults(file, file.root().get("inputs")),
                            file.root().get("runs"),
                            depth)
                    .read("");
        }
        for (Field job : file.root().get("jobs").fields()) {
            job(file, scope, job, depth);
        }
    }

    private void job(PipelineFile file, GitHubScope scope, Field job, int depth) {
        for (Map<String, String> row : GitHubMatrix.rows(file, job.at("strategy", "matrix"))) {
            GitHubScope ofRow = scope.with(row);
            String call = job.get("uses").stringOr("");
            if (call.startsWith("./")) {
                call(call, ofRow.inputs(file, job.get("with")), depth);
            } else {
                GitHubScope own = ofRow.withEnvironment(file, job.get("env"));
                Field environment = job.get("environment");
                String name = own.text(file, environment.fields().isEmpty() ? environment : environment.get("name"));
                new GitHubJob(this, file, own, job, depth).read(name == null ? "" : name);
            }
        }
    }

    /** Reads a workflow or an action of the repository that a job or step calls. */
    void call(String path, GitHubScope scope, int depth) {
        PipelineFile target = target(root.resolve(path).normalize());
        if (target != null) {
            called.add(target.file());
            read(target, scope, depth + 1);
        }
    }

    private @Nullable PipelineFile target(Path path) {
        if (!path.startsWith(root)) {
            return null;
        }
        for (Path file : List.of(path, path.resolve("action.yml"), path.resolve("action.yaml"))) {
            PipelineFile found = files.yaml(file);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    CommandReader commands() {
        return commands;
    }

    /** The folder of an action, as {@link ShellCommand#folder}. */
    String folder(PipelineFile file) {
        Path folder = file.file().getParent();
        return RepositoryPaths.written(root, folder == null ? root : folder);
    }

    static Map<String, String> both(Map<String, String> first, Map<String, String> second) {
        var all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }
}
