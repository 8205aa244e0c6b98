package io.github.akspolicy.deployment;

import io.github.akspolicy.deployment.CommandDraft.Setting;
import io.github.akspolicy.deployment.DeploymentCommand.Kind;
import io.github.akspolicy.deployment.ShellCommand.Word;
import io.github.akspolicy.source.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of {@code helm upgrade}, {@code install} and {@code template}: flags of Helm 3.17.2 and 4.0. */
final class HelmArguments {
    private static final Set<String> SWITCHES = Set.of(
            ("--install -i --atomic --wait --wait-for-jobs --debug --dry-run --force --create-namespace --reset-values --reuse-values"
                            + " --reset-then-reuse-values --cleanup-on-fail --devel --dependency-update"
                            + " --disable-openapi-validation --hide-notes --hide-secret --insecure-skip-tls-verify --no-hooks"
                            + " --pass-credentials --plain-http --render-subchart-notes --skip-crds --skip-schema-validation --verify"
                            + " --enable-dns --replace --generate-name -g --take-ownership --include-crds --is-upgrade --skip-tests"
                            + " --validate --kube-insecure-skip-tls-verify --help -h --rollback-on-failure --force-replace"
                            + " --force-conflicts --kube-as-group-none --allow-unreleased --no-color --color --three-way-merge")
                    .split(" "));

    private static final Map<String, SetValue.Type> SETTING = Map.of(
            "--set", SetValue.Type.SET,
            "--set-string", SetValue.Type.SET_STRING,
            "--set-file", SetValue.Type.SET_FILE,
            "--set-json", SetValue.Type.SET_JSON);

    /** A plugin that decrypts values files, and passes the rest on. */
    private static final String SECRETS = "secrets";

    private static final Set<String> WRITING = Set.of("template", "diff");

    private final CommandDraft draft;

    private HelmArguments(Kind kind) {
        this.draft = new CommandDraft(kind);
    }

    /**
     * The command; null when it deploys nothing, or is not understood.
     *
     * @param words behind {@code helm}
     */
    static @Nullable CommandDraft read(List<Word> words) {
        int verb = verb(words);
        if (verb < 0) {
            return null;
        }
        String name = words.get(verb).text();
        boolean isDry = words.stream().anyMatch(word -> word.text().startsWith("--dry-run"));
        var arguments = new HelmArguments(WRITING.contains(name) || isDry ? Kind.HELM_TEMPLATE : Kind.HELM);
        var all = new ArrayList<>(words.subList(0, verb));
        all.removeIf(word -> word.text().equals(SECRETS));
        all.addAll(words.subList(verb + 1, words.size()));
        if (name.equals("diff") && all.removeIf(word -> word.text().equals("upgrade"))) {
            return arguments.read(all, 2);
        }
        return name.equals("diff") ? null : arguments.read(all, name.equals("upgrade") ? 2 : 1);
    }

    /** What flags say, of a task that names the rest elsewhere. */
    static CommandDraft flags(List<Word> words) {
        var arguments = new HelmArguments(Kind.HELM);
        var flags = new Flags(SWITCHES);
        flags.read(words, arguments::flag);
        flags.positional().forEach(word -> arguments.draft.unknown.add(word.text()));
        return arguments.draft;
    }

    /** The index of what Helm is to do; flags for all commands may stand before it. */
    private static int verb(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            if (word.startsWith("-")) {
                i += word.contains("=") || SWITCHES.contains(word) ? 0 : 1;
            } else if (!word.equals(SECRETS)) {
                return Set.of("upgrade", "install", "template", "diff").contains(word) ? i : -1;
            }
        }
        return -1;
    }

    /** @param least how many arguments there must be */
    private @Nullable CommandDraft read(List<Word> words, int least) {
        var flags = new Flags(SWITCHES);
        flags.read(words, this::flag);
        List<Word> positional = withoutExtras(flags.positional(), draft.generated ? 1 : 2);
        if (positional.size() < least || positional.size() > 2) {
            return null;
        }
        draft.path = positional.get(positional.size() - 1).text();
        draft.release = positional.size() == 2 ? positional.get(0).text() : draft.release;
        return draft;
    }

    /** More words than Helm takes: variables without quotes may hold flags, or nothing. Those come behind the chart mostly. */
    private List<Word> withoutExtras(List<Word> positional, int most) {
        var left = new ArrayList<>(positional);
        for (int i = left.size() - 1; i >= 0 && left.size() > most; i--) {
            if (left.get(i).isMany()) {
                draft.unknown.add(left.remove(i).text());
            }
        }
        return left;
    }

    private void flag(String name, String value) {
        SetValue.Type type = SETTING.get(name);
        if (type != null) {
            set(type, value);
            return;
        }
        switch (name) {
            case "-n", "--namespace" -> draft.namespace = value;
            case "-f", "--values" -> draft.values.addAll(List.of(value.split(",")));
            case "--name-template", "--repo" -> draft.unknown.add(name + " " + value);
            case "-g", "--generate-name" -> draft.generated = true;
            default -> {
                // says nothing about what is rendered
            }
        }
    }

    private void set(SetValue.Type type, String argument) {
        List<Setting> settings = SetArguments.read(type, argument);
        if (settings == null) {
            draft.unknown.add(SetArguments.flag(type) + " " + argument);
        } else {
            draft.set.addAll(settings);
        }
    }
}
