package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.deployment.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the arguments of {@code kubectl apply}, {@code create} and {@code replace}, of {@code kubectl kustomize}, and of kustomize. */
final class KubectlArguments {
    private static final Set<String> SWITCHES = Set.of(
            ("--recursive -R --dry-run --server-side --force --wait --prune --validate --all --record --overwrite --save-config"
                            + " --force-conflicts --insecure-skip-tls-verify --match-server-version --warnings-as-errors --help -h"
                            + " --enable-helm --enable-alpha-plugins --enable-exec --enable-star --network --edit --openapi-patch"
                            + " --as-current-user --show-managed-fields --allow-missing-template-keys --windows-line-endings")
                    .split(" "));

    private final List<CommandDraft> drafts = new ArrayList<>();
    private String namespace = "";
    private boolean isDry;

    private KubectlArguments() {}

    /** @param words behind {@code kubectl} */
    static List<CommandDraft> kubectl(List<Word> words) {
        var arguments = new KubectlArguments();
        var flags = new Flags(SWITCHES);
        flags.read(words, arguments::flag);
        List<Word> positional = flags.positional();
        String verb = positional.isEmpty() ? "" : positional.get(0).text();
        if (verb.equals("kustomize")) {
            return folder(positional.subList(1, positional.size()));
        }
        boolean isDeploying = Set.of("apply", "create", "replace").contains(verb) && !arguments.isDry;
        arguments.drafts.forEach(draft -> draft.namespace = arguments.namespace);
        return isDeploying ? arguments.drafts : List.of();
    }

    /** @param words behind {@code kustomize} */
    static List<CommandDraft> kustomize(List<Word> words) {
        var flags = new Flags(SWITCHES);
        flags.read(words, (name, value) -> {});
        List<Word> positional = flags.positional();
        boolean isBuild = !positional.isEmpty() && positional.get(0).text().equals("build");
        return isBuild ? folder(positional.subList(1, positional.size())) : List.of();
    }

    /** The folder that is built: the current one where none is named. */
    private static List<CommandDraft> folder(List<Word> arguments) {
        if (arguments.size() > 1) {
            return List.of();
        }
        var draft = new CommandDraft(Kind.KUSTOMIZATION);
        draft.path = arguments.isEmpty() ? "." : arguments.get(0).text();
        return List.of(draft);
    }

    private void flag(String name, String value) {
        switch (name) {
            case "-n", "--namespace" -> namespace = value;
            case "-f", "--filename" -> List.of(value.split(",")).forEach(path -> add(Kind.MANIFESTS, path));
            case "-k", "--kustomize" -> add(Kind.KUSTOMIZATION, value);
            case "--dry-run" -> isDry = !value.equals("none");
            default -> {
                // says nothing about what is applied
            }
        }
    }

    private void add(Kind kind, String path) {
        if (!path.isEmpty() && !path.equals("-") && !path.contains("://")) {
            var draft = new CommandDraft(kind);
            draft.path = path;
            drafts.add(draft);
        }
    }
}
