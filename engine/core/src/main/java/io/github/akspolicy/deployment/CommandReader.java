package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.ShellCommand.Word;
import io.github.akspolicy.source.SourceLocation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects the commands that deploy: of scripts, and of tasks that run them. */
final class CommandReader {
    private static final int DEEPEST = 3;
    private static final int MOST = 2_000;

    private static final Set<String> RUNNING = Set.of("sudo", "exec", "command", "nohup", "env", "nice", "&");
    private static final Set<String> SHELLS = Set.of("bash", "sh", "ash", "dash", "zsh");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
    private static final Pattern SUFFIX = Pattern.compile("(?i)(\\.exe|_bin|_cmd|_binary|3)$");

    private final CommandBinder binder;
    private final Set<DeploymentCommand> commands = new LinkedHashSet<>();

    CommandReader(RepositoryPaths paths) {
        this.binder = new CommandBinder(paths);
    }

    List<DeploymentCommand> commands() {
        return List.copyOf(commands);
    }

    void read(PipelineScript script) {
        read(script, 0);
    }

    private void read(PipelineScript script, int depth) {
        if (!PipelineFiles.mayDeploy(script.text().text())) {
            return;
        }
        for (ShellCommand command :
                ShellScript.commands(script.text().text(), script.isPowerShell(), script.context())) {
            SourceLocation at = script.text().at(command.offset());
            var choices = new HashMap<>(script.run().choices());
            choices.putAll(command.choices());
            var run = new PipelineScript.Run(script.run().environment(), choices);
            List<Word> words = program(command.words());
            if (!words.isEmpty()) {
                String nested = depth < DEEPEST ? nested(words) : "";
                if (!nested.isEmpty()) {
                    var context = new ShellScript.Context(Map.of(), command.folder(), null);
                    read(new PipelineScript(new PlacedText(nested, offset -> at), false, context, run), depth + 1);
                }
                drafts(words).forEach(draft -> add(draft, command.folder(), run, at));
            }
        }
    }

    /** Enters a command, as many times as the files say that it is run with different ones. */
    void add(CommandDraft draft, String folder, PipelineScript.Run run, SourceLocation at) {
        if (commands.size() < MOST) {
            commands.addAll(binder.bind(draft, folder, run, at));
        }
    }

    /** The words from the program on, without what runs it with other rights or another environment. */
    private static List<Word> program(List<Word> words) {
        int at = 0;
        while (at < words.size()
                && (RUNNING.contains(words.get(at).text())
                        || ASSIGNMENT.matcher(words.get(at).text()).matches()
                        || at > 0 && words.get(at).text().startsWith("-"))) {
            at++;
        }
        return words.subList(at, words.size());
    }

    private static List<CommandDraft> drafts(List<Word> words) {
        List<Word> arguments = words.subList(1, words.size());
        return switch (name(words.get(0))) {
            case "helm" -> {
                CommandDraft draft = HelmArguments.read(arguments);
                yield draft == null ? List.of() : List.of(draft);
            }
            case "kubectl" -> KubectlArguments.kubectl(arguments);
            case "kustomize" -> KubectlArguments.kustomize(arguments);
            default -> List.of();
        };
    }

    /** {@code /usr/bin/helm}, {@code helm3}, {@code helm.exe}, and a variable that is called so. */
    private static String name(Word word) {
        String text = word.text();
        String program = OpenText.isOneVariable(text) ? OpenText.names(text).get(0) : text;
        String last = program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return SUFFIX.matcher(last).replaceFirst("").replace("$", "");
    }

    /** The script in an argument: {@code bash -c "…"}, {@code az aks command invoke --command "…"}; empty when there is none. */
    private static String nested(List<Word> words) {
        boolean isShell = SHELLS.contains(name(words.get(0)));
        List<String> texts = words.stream().map(Word::text).toList();
        boolean isInvoke = texts.size() > 4 && texts.subList(0, 4).equals(List.of("az", "aks", "command", "invoke"));
        for (int i = 1; i + 1 < texts.size(); i++) {
            String word = texts.get(i);
            if (isShell && word.matches("-[a-z]*c") || isInvoke && (word.equals("-c") || word.equals("--command"))) {
                return texts.get(i + 1);
            }
        }
        return "";
    }
}
