package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.PipelineScript.Run;
import io.github.akspolicy.manifest.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the steps of a job, or of a composite action. */
final class GitHubJob {
    /** What a step sets for those behind it: {@code echo "TAG=x" >> $GITHUB_ENV}. */
    private static final Pattern SETTING = Pattern.compile("([A-Za-z_]\\w*)(?:=|<<)");

    private static final Pattern ANY_SETTING = Pattern.compile(
            "(?m)^.*\\b(cat|jq|yq|envsubst|sed|grep|awk|xargs|printenv|python3?|node|tee)\\b.*GITHUB_ENV");
    private static final Pattern ENVIRONMENT_ACTION =
            Pattern.compile("(?i).*(dotenv|export-env|load-env|set-env|env-to-).*");

    private final GitHubWorkflows workflows;
    private final PipelineFile file;
    private final Field job;
    private final GitHubScope scope;
    private final int depth;
    private final String checkout;

    GitHubJob(GitHubWorkflows workflows, PipelineFile file, GitHubScope scope, Field job, int depth) {
        this.workflows = workflows;
        this.file = file;
        this.job = job;
        this.depth = depth;
        this.scope = withoutWhatStepsSet(scope, job);
        this.checkout = checkout();
    }

    private static GitHubScope withoutWhatStepsSet(GitHubScope scope, Field job) {
        var names = new ArrayList<String>();
        boolean isAll = false;
        for (Field step : job.get("steps").items()) {
            String run = step.get("run").stringOr("");
            if (run.contains("GITHUB_ENV")) {
                SETTING.matcher(run).results().forEach(found -> names.add(found.group(1)));
                isAll |= ANY_SETTING.matcher(run).find();
            }
            isAll |= ENVIRONMENT_ACTION.matcher(step.get("uses").stringOr("")).matches();
        }
        return names.isEmpty() && !isAll ? scope : scope.without(names, isAll);
    }

    /** The folder that the repository is checked out to, where it is not the working folder; unknown where it is another one. */
    private String checkout() {
        String root = OpenText.unknown(ShellSubstitution.ROOT);
        boolean isOther = false;
        for (Field step : job.get("steps").items()) {
            if (!step.get("uses").stringOr("").startsWith("actions/checkout@")) {
                continue;
            }
            String repository = step.at("with", "repository").stringOr("");
            String path = step.at("with", "path").stringOr("");
            if (!repository.isEmpty() && !repository.contains("github.repository")) {
                isOther |= path.isEmpty() || path.equals(".");
            } else if (path.isEmpty() || path.equals(".")) {
                return root;
            } else {
                return RepositoryPaths.mounted(path);
            }
        }
        return isOther ? OpenText.unknown("checkout") : root;
    }

    /** @param environment what the job calls it; may be unknown */
    void read(String environment) {
        for (Field step : job.get("steps").items()) {
            GitHubScope own = scope.withEnvironment(file, step.get("env"));
            String uses = step.get("uses").stringOr("");
            if (uses.startsWith("./")) {
                workflows.call(uses, own.inputs(file, step.get("with")), depth);
            } else if (!uses.isEmpty()) {
                new GitHubActionStep(file, step.get("with"), own, checkout, workflows.commands())
                        .read(uses, environment);
            } else {
                script(step, own, environment);
            }
        }
    }

    private void script(Field step, GitHubScope own, String environment) {
        if (step.get("run").string() == null) {
            return;
        }
        GitHubExpressions expressions = own.expressions();
        PlacedText text = expressions.resolved(file.text(step.get("run")));
        var context = new ShellScript.Context(own.environment(), folder(step, own), null);
        workflows
                .commands()
                .read(new PipelineScript(
                        text, isPowerShell(step), context, new Run(environment, expressions.choices())));
    }

    private String folder(Field step, GitHubScope own) {
        for (Field place : List.of(
                step.get("working-directory"),
                job.at("defaults", "run", "working-directory"),
                file.root().at("defaults", "run", "working-directory"))) {
            String folder = own.text(file, place);
            if (folder != null) {
                String action = workflows.folder(file);
                return RepositoryPaths.join(checkout, folder.replace(OpenText.unknown("github.action_path"), action));
            }
        }
        return checkout;
    }

    private boolean isPowerShell(Field step) {
        for (Field place : List.of(
                step.get("shell"),
                job.at("defaults", "run", "shell"),
                file.root().at("defaults", "run", "shell"))) {
            if (place.isPresent()) {
                String shell = place.textOr("").toLowerCase(Locale.ROOT);
                return shell.startsWith("pwsh") || shell.startsWith("powershell");
            }
        }
        Matcher windows =
                Pattern.compile("(?i).*windows.*").matcher(job.get("runs-on").textOr(""));
        return windows.matches();
    }
}
