package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.deployment.ShellCommand.Word;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads a step of an Azure pipeline: scripts, and the tasks HelmDeploy@0 and @1, KubernetesManifest@0 and @1, and Kubernetes@0 and @1
 * with the inputs of their task.json of 2026-11.
 */
final class AzureStep {
    private static final List<String> SCRIPTS = List.of("script", "bash", "pwsh", "powershell");
    private static final Set<String> POWER_SHELL = Set.of("pwsh", "powershell");
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    private final PipelineFile file;
    private final Field step;
    private final AzureScope scope;
    private final Run run;
    private final CommandReader commands;
    /** The inputs of the task: their names do not depend on case. */
    private final Map<String, Field> inputs = new HashMap<>();

    AzureStep(PipelineFile file, Field step, AzureScope scope, String environment, CommandReader commands) {
        this.file = file;
        this.step = step;
        this.scope = scope;
        this.run = new Run(environment, scope.choices());
        this.commands = commands;
        step.get("inputs").fields().forEach(input -> inputs.put(input.key().toLowerCase(Locale.ROOT), input));
    }

    static boolean isStep(Field field) {
        return field.get("task").string() != null
                || SCRIPTS.stream().anyMatch(key -> field.get(key).string() != null);
    }

    void read() {
        String task = step.get("task").stringOr("").toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        switch (task) {
            case "" -> scripts();
            case "helmdeploy" -> helm();
            case "kubernetesmanifest" -> manifest();
            case "kubernetes" -> kubectl();
            case "bash", "cmdline", "shellscript", "batchscript" -> input("script", false);
            case "powershell" -> input("script", true);
            case "azurecli" ->
                input(
                        "inlinescript",
                        text("scripttype").toLowerCase(Locale.ROOT).startsWith("p"));
            case "azurepowershell" -> input("inline", true);
            default -> {
                // does not deploy, or in a way that is not read
            }
        }
    }

    private void scripts() {
        for (String key : SCRIPTS) {
            Field script = step.get(key);
            if (script.string() != null) {
                String folder = textOf(step.get("workingDirectory"));
                script(script, POWER_SHELL.contains(key), folder);
            }
        }
    }

    /** The script in an input of a task. */
    private void input(String name, boolean isPowerShell) {
        Field script = inputs.get(name);
        if (script != null) {
            String folder = text("workingdirectory");
            script(script, isPowerShell, folder.isEmpty() ? text("cwd") : folder);
        }
    }

    private void script(Field script, boolean isPowerShell, String folder) {
        var environment = new HashMap<>(scope.environment());
        for (Field variable : step.get("env").fields()) {
            String text = PipelineFile.text(file, variable);
            environment.put(variable.key(), text == null ? OpenText.unknown(variable.key()) : scope.resolved(text));
        }
        var context = new ShellScript.Context(environment, RepositoryPaths.join(ROOT, folder), null);
        commands.read(new PipelineScript(scope.resolved(file.text(script)), isPowerShell, context, run));
    }

    private void helm() {
        String command = text("command").toLowerCase(Locale.ROOT);
        if (!command.equals("upgrade") && !command.equals("install")) {
            return;
        }
        var draft = new CommandDraft(Kind.HELM);
        String chart = text("chartpath");
        draft.path = text("charttype").equalsIgnoreCase("filepath") ? chart : text("chartname");
        draft.release = text("releasename");
        draft.namespace = text("namespace");
        if (!text("valuefile").isBlank()) {
            draft.values.addAll(TaskInputs.lines(text("valuefile")));
        }
        String arguments = text("arguments");
        CommandDraft more = HelmArguments.flags(words(arguments));
        draft.values.addAll(more.values);
        String overrides = String.join(",", TaskInputs.linesOnly(text("overridevalues")));
        var words = overrides.isEmpty() ? List.<Word>of() : List.of(word("--set"), word(overrides));
        CommandDraft set = HelmArguments.flags(words);
        draft.set.addAll(set.set);
        draft.set.addAll(more.set);
        draft.unknown.addAll(set.unknown);
        draft.unknown.addAll(more.unknown);
        draft.namespace = draft.namespace.isEmpty() ? more.namespace : draft.namespace;
        add(draft);
    }

    private static Word word(String text) {
        return new Word(text, false);
    }

    /** The arguments as the task takes them apart: quotes, and no shell. */
    private static List<Word> words(String arguments) {
        var words = new ArrayList<Word>();
        String line = arguments.replaceAll("[\\r\\n]+", " ");
        for (ShellToken token : new ShellLexer(line, 0, line.length()).run().tokens()) {
            if (token.isWord()) {
                words.add(new Word(OpenText.closed(token.text()), OpenText.isWords(token)));
            }
        }
        return words;
    }

    private void manifest() {
        UnaryOperator<String> input = name -> text(name.toLowerCase(Locale.ROOT));
        String action = text("action").toLowerCase(Locale.ROOT);
        if (action.isEmpty() || action.equals("deploy")) {
            TaskInputs.deploy(input).forEach(this::add);
        } else if (action.equals("bake")) {
            Optional.ofNullable(TaskInputs.bake(input)).ifPresent(this::add);
        }
    }

    /** The task that runs kubectl. */
    private void kubectl() {
        var words = new ArrayList<Word>(List.of(word(text("command").isEmpty() ? "apply" : text("command"))));
        String configuration = text("configuration");
        if (!configuration.isEmpty() && !text("configurationtype").equalsIgnoreCase("inline")) {
            words.addAll(List.of(word("-f"), word(configuration)));
        }
        words.addAll(words(text("arguments")));
        if (!text("namespace").isEmpty()) {
            words.addAll(List.of(word("-n"), word(text("namespace"))));
        }
        KubectlArguments.kubectl(words).forEach(this::add);
    }

    private void add(CommandDraft draft) {
        SourceLocation at = file.text(step.get("task")).at(0);
        commands.add(draft, ROOT, run, at);
    }

    private String text(String input) {
        Field field = inputs.get(input);
        return field == null ? "" : textOf(field);
    }

    private String textOf(Field field) {
        String text = PipelineFile.text(file, field);
        return text == null ? "" : scope.resolved(text);
    }
}
