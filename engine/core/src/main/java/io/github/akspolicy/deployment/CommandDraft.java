package io.github.akspolicy.deployment;

import io.github.akspolicy.source.SetValue;
import java.util.ArrayList;
import java.util.List;

/** A command as it is written, before its paths are looked up. Texts as {@link OpenText}; an empty one is not written. */
final class CommandDraft {
    final DeploymentCommand.Kind kind;
    String path = "";
    String release = "";
    String namespace = "";
    final List<String> values = new ArrayList<>();
    final List<Setting> set = new ArrayList<>();
    /** Whether Helm makes up the name of the release. */
    boolean generated;

    /** Whether a values file that is not there is left out. */
    boolean ignoresMissingFiles;

    /** Arguments of which only a run knows what they are. */
    final List<String> unknown = new ArrayList<>();

    /**
     * An argument of the {@code --set} family: one key and its value.
     *
     * @param key as Helm writes it
     */
    record Setting(SetValue.Type type, String key, String value) {}

    CommandDraft(DeploymentCommand.Kind kind) {
        this.kind = kind;
    }
}
