package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.SourceLocation;
import java.util.Locale;
import java.util.Optional;

/** Reads a step that runs Helm or kubectl by an action: inputs of azure/k8s-bake v3, azure/k8s-deploy v5, azure/cli v2. */
final class GitHubActionStep {
    private final PipelineFile file;
    private final Field with;
    private final GitHubScope scope;
    private final String folder;
    private final CommandReader commands;
    private final GitHubExpressions expressions;

    GitHubActionStep(PipelineFile file, Field with, GitHubScope scope, String folder, CommandReader commands) {
        this.file = file;
        this.with = with;
        this.scope = scope;
        this.folder = folder;
        this.commands = commands;
        this.expressions = scope.expressions();
    }

    void read(String uses, String environment) {
        String action = uses.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        switch (action) {
            case "azure/k8s-bake" ->
                Optional.ofNullable(TaskInputs.bake(this::text)).ifPresent(draft -> add(draft, environment));
            case "azure/k8s-deploy" -> TaskInputs.deploy(this::text).forEach(draft -> add(draft, environment));
            case "azure/cli" -> script(with.get("inlineScript"), environment);
            case "wyriharimus/github-action-helm3", "wyrihaximus/github-action-helm3" ->
                script(with.get("exec"), environment);
            default -> {
                // does not deploy, or in a way that is not read
            }
        }
    }

    private void script(Field field, String environment) {
        if (field.string() != null) {
            PlacedText text = expressions.resolved(file.text(field));
            var context = new ShellScript.Context(scope.environment(), folder, null);
            commands.read(new PipelineScript(text, false, context, new Run(environment, expressions.choices())));
        }
    }

    private void add(CommandDraft draft, String environment) {
        SourceLocation at = file.text(with).at(0);
        commands.add(draft, folder, new Run(environment, expressions.choices()), at);
    }

    private String text(String input) {
        String text = PipelineFile.text(file, with.get(input));
        return text == null ? "" : expressions.resolved(text);
    }
}
